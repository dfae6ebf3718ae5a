// kazashi verify-cms: documents that the machine's openssl signs, judged by the core as WebAssembly.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { kazashi } from "./support/run.mjs";

const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;
const skip = hasOpenssl ? false : "there is no program openssl";

let folder;
const file = (name) => join(folder, name);

function openssl(...args) {
  const { status, stderr } = spawnSync("openssl", args, { cwd: folder, encoding: "utf8" });
  assert.equal(status, 0, stderr);
}

function sign(out, ...options) {
  openssl(
    ...["cms", "-sign", "-binary", "-in", "content", "-signer", "signer.pem", "-inkey", "signer.key"],
    ...["-md", "sha256", "-outform", "DER", "-out", out, ...options],
  );
}

before(() => {
  folder = mkdtempSync(join(tmpdir(), "kazashi-cms-"));
  if (!hasOpenssl) return;
  writeFileSync(file("content"), "what is to be signed\n");
  writeFileSync(file("other"), "something else\n");
  openssl(
    ...["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/C=JP/CN=signer"],
    ...["-keyout", "signer.key", "-out", "signer.pem"],
  );
  sign("attached", "-nodetach", "-cades");
  sign("detached");
});
after(() => rmSync(folder, { recursive: true, force: true }));

const verdictOf = async (...args) => {
  const { code, stdout } = await kazashi(["verify-cms", ...args]);
  const { verdict, subIndication } = JSON.parse(stdout);
  return { code, verdict, subIndication };
};

test("a document signed by one whom the anchors vouch for passes", { skip }, async () => {
  const { code, stdout } = await kazashi([
    ...["verify-cms", file("attached"), "--anchors", file("signer.pem"), "--level", "cades-bes"],
  ]);
  assert.equal(code, 0);
  const { verdict, subIndication, findings, signers, ...others } = JSON.parse(stdout);
  assert.deepEqual(
    { verdict, subIndication, others },
    { verdict: "TOTAL-PASSED", subIndication: null, others: {} },
  );
  assert.deepEqual(findings, [
    { id: "cms.form", outcome: "passed" },
    { id: "cms.content", outcome: "passed" },
  ]);
  assert.equal(signers.length, 1);
  assert.deepEqual(
    signers[0].findings.filter(({ outcome }) => outcome !== "passed"),
    [{ code: "revocation.not-checked", id: "revocation.status", outcome: "not-checked" }],
  );
});

test("without anchors it stays open who signed, and without content what", { skip }, async () => {
  const anchors = ["--anchors", file("signer.pem")];
  const content = ["--content", file("content")];
  assert.deepEqual(await verdictOf(file("detached"), ...anchors, ...content), {
    code: 0,
    verdict: "TOTAL-PASSED",
    subIndication: null,
  });
  assert.deepEqual(await verdictOf(file("detached"), ...content), {
    code: 2,
    verdict: "INDETERMINATE",
    subIndication: "NO_CERTIFICATE_CHAIN_FOUND",
  });
  assert.deepEqual((await verdictOf(file("detached"), ...anchors)).verdict, "INDETERMINATE");
});

test("another document fails for its digest", { skip }, async () => {
  assert.deepEqual(
    await verdictOf(file("detached"), "--content", file("other"), "--anchors", file("signer.pem")),
    {
      code: 1,
      verdict: "TOTAL-FAILED",
      subIndication: "HASH_FAILURE",
    },
  );
});

test("a level that the signature does not have fails", { skip }, async () => {
  const { code, subIndication } = await verdictOf(
    ...[file("detached"), "--content", file("content"), "--level", "cades-bes"],
  );
  assert.deepEqual({ code, subIndication }, { code: 1, subIndication: "SIG_CONSTRAINTS_FAILURE" });
});

test("cases are answered line by line, bad ones by what is wrong with them", { skip }, async () => {
  const cms = readFileSync(file("attached")).toString("base64");
  const lines = [
    JSON.stringify({ id: "good", cms }),
    "nonsense",
    "",
    JSON.stringify({ id: "level", cms, level: "cades-t" }),
    JSON.stringify({ id: "untimely", cms, anchors: [] }),
    JSON.stringify({ id: "stranger", cms, colour: "red" }),
    JSON.stringify({ id: "no-cms", cms: "MAA=" }),
  ];
  const { code, stdout } = await kazashi(["verify-cms", "--cases", "-"], `${lines.join("\n")}\n`);
  const answers = stdout.split("\n").slice(0, -1);
  assert.deepEqual(
    answers.map((line) => {
      if (line === "") return "";
      const { verdict, failure, member } = JSON.parse(line);
      return [verdict, failure?.code, member];
    }),
    [
      ["INDETERMINATE", undefined, undefined],
      ["INDETERMINATE", "input.json-malformed", undefined],
      "",
      ["INDETERMINATE", "input.option-malformed", "level"],
      ["INDETERMINATE", undefined, undefined],
      ["INDETERMINATE", "input.member-unknown", "colour"],
      ["TOTAL-FAILED", undefined, undefined],
    ],
  );
  assert.equal(code, 3);
});

test("what cannot be understood is said before anything is verified", { skip }, async () => {
  for (const args of [
    [],
    [file("attached"), file("detached")],
    [file("missing")],
    [file("attached"), "--level", "cades-t"],
    [file("attached"), "--anchors", file("content")],
    ["--cases", "-", "--level", "cms"],
  ]) {
    assert.equal((await kazashi(["verify-cms", ...args], "")).code, 64, args.join(" "));
  }
});
