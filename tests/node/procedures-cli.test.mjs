// A procedure from card to Report, by the command line: whose word each input is, and what a form may not say.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { testPki } from "./support/build.mjs";
import { kazashi } from "./support/run.mjs";

const trust = fileURLToPath(new URL("../../build/wasm/trust-test.cose", import.meta.url));
const thatDay = ["--time", `${testPki.today}T03:00:00Z`];
const accept = ["--policy", "accept-not-checked"];
const nonce = ["--nonce", "a2F6YXNoaS10ZXN0LW5vbmNlLW5ldmVyLXVzZS1pdCE="];
const auth = (...more) =>
  kazashi(["auth", "--bridge", "simulator", "--pin-fd", "0", ...thatDay, ...accept, ...more], "1234\n");

let folder, printed;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), "kazashi-"));
  printed = file("printed.json", (await auth()).stdout);
});
after(() => rmSync(folder, { recursive: true, force: true }));

function file(name, content) {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}
const again = (...more) =>
  kazashi([
    "verify-evidence",
    printed,
    "--origin",
    "https://kazashi.example",
    ...nonce,
    "--trust",
    trust,
    "--environment",
    "test",
    ...thatDay,
    ...accept,
    ...more,
  ]);
const decided = ({ json }, id) => json.report.decisions.filter((decision) => decision.id === id);

test("auth runs a packaged procedure, and its decisions stand instead of the certificate's own", async () => {
  const inputs = file("inputs.json", JSON.stringify({ holderType: "domestic" }));
  const run = await auth("--procedure", "renewal", "--inputs", inputs);
  assert.equal(run.code, 0, run.stderr);
  const ids = run.json.report.decisions.map(({ id }) => id);
  assert.deepEqual(ids, [
    "D-RENEWAL",
    "D-RENEWAL",
    "D-VALIDITY",
    "D-NOTICE",
    "D-CARD-EXPIRY",
    "D-CERT-EXPIRY",
  ]);
  const [certificate, card] = decided(run, "D-RENEWAL");
  assert.notEqual(certificate.outcome, "indeterminate");
  assert.deepEqual(certificate.sources, {
    evaluationDate: "relying-party",
    expiryDate: "card",
    holderType: "form",
    item: "procedure",
  });
  assert.deepEqual(card.missing, ["expiryDate"], "nobody has read the card's own date");
});

test("what the card says wins over what is typed, and a form cannot answer for the relying party", async () => {
  const typed = { expiryDate: "2020-01-01", holderType: "domestic", evaluationDate: "2000-01-01" };
  const run = await again("--procedure", "renewal", "--inputs", JSON.stringify(typed));
  const [certificate, card] = decided(run, "D-RENEWAL");
  assert.equal(certificate.sources.expiryDate, "card");
  assert.notEqual(certificate.outcome, "expired");
  assert.equal(card.sources.expiryDate, "form", "there nobody read it, so the form may say it");
  assert.equal(card.outcome, "expired", "by the visit's own day, not by the day that was typed");
});

test("the relying party's word is taken where the procedure asks for it", async () => {
  const without = await again("--procedure", "national-qualifications");
  assert.deepEqual(decided(without, "D-QUAL")[0].missing, ["inScope"]);
  const said = await again(
    "--procedure",
    "national-qualifications",
    "--relying-party",
    file("rp.json", '{"inScope": true}'),
  );
  assert.deepEqual(decided(said, "D-QUAL")[0].sources.inScope, "relying-party");
  assert.equal(decided(said, "D-QUAL")[0].outcome, "online_possible");
});

test("a procedure whose proofs were not given leaves the verdict open", async () => {
  const { code, json } = await again("--procedure", "passport");
  assert.equal(code, 2);
  const proofs = json.report.findings.find(({ id }) => id === "procedure.proofs");
  assert.equal(proofs.outcome, "indeterminate");
});

test("what is no procedure or no object is refused before a card is touched", async () => {
  for (const more of [
    ["--procedure", "nowhere"],
    ["--procedure", "toString"],
    ["--relying-party", '{"inScope": true}'],
    ["--procedure", "renewal", "--inputs", file("list.json", "[]")],
    ["--procedure", "renewal", "--inputs", file("torn.json", '{"a":')],
    ["--procedure", "renewal", "--inputs", join(folder, "not-there.json")],
  ]) {
    const { code, stdout, stderr } = await auth(...more);
    assert.equal(code, 64, `${more.join(" ")}: ${stderr}`);
    assert.equal(stdout, "");
    assert.doesNotMatch(stderr, /tries left/);
  }
});
