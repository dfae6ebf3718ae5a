// Rulebooks in their envelope: sealed by the command, opened by the core, each reason for refusing with its own name.
import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { loadKazashi } from "../../build/dist/core/loader.js";
import { sealEnvelope, signerOf } from "../../build/dist/trust/envelope.js";
import { root, wasmFolder } from "./support/build.mjs";
import { kazashi } from "./support/run.mjs";

const book = join(root, "src/rules/book");
const text = readFileSync(new URL("rulebook.json", wasmFolder));
const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-384" });
const stranger = generateKeyPairSync("ec", { namedCurve: "P-384" }).privateKey;
const signers = [signerOf("office", ["rulebook"], privateKey)];
const head = {
  kind: "rulebook",
  id: "unit",
  version: 7,
  issued: "2026-11-01T00:00:00Z",
  expires: "2027-11-01T00:00:00Z",
};
const seal = (change = {}, key = privateKey, payload = text) =>
  sealEnvelope({ ...head, ...change }, payload, key);

let core, folder, keyFile;
before(async () => {
  core = await loadKazashi(readFileSync(new URL("kazashi.wasm", wasmFolder)));
  folder = mkdtempSync(join(tmpdir(), "kazashi-rules-"));
  keyFile = file("key.pem", privateKey.export({ type: "pkcs8", format: "pem" }));
});
after(() => rmSync(folder, { recursive: true, force: true }));

function file(name, content) {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function open(envelope, more = {}) {
  const request = { signers, time: "2026-11-22T00:00:00Z", minimumVersion: 7, ...more };
  const handle = core.Rulebook.openSigned(envelope, JSON.stringify(request));
  try {
    return JSON.parse(handle.summary());
  } finally {
    handle.delete();
  }
}
const codeOf = (envelope, more) => open(envelope, more).failure?.code ?? "opened";

test("a sealed rulebook opens and says what it is", () => {
  const { ok, decisions, release, fingerprint } = open(seal());
  assert.ok(ok);
  assert.equal(fingerprint.length, 64);
  assert.deepEqual(release, {
    id: "unit",
    version: 7,
    issued: head.issued,
    expires: head.expires,
    signer: "office",
  });
  const all = JSON.parse(text).services.flatMap((service) => service.decisions.map(({ id }) => id));
  assert.deepEqual(
    decisions.map(({ id }) => id),
    all.sort(),
  );
});

test("bad signature, unknown signer, rollback, expiry and wrong kind are five failures, and there are more", () => {
  const forged = seal();
  forged[forged.length - 1] ^= 1;
  assert.equal(codeOf(forged), "envelope.signature-invalid");
  assert.equal(codeOf(seal({}, stranger)), "envelope.unknown-signer");
  assert.equal(
    codeOf(seal(), { signers: [signerOf("office", ["trust-bundle"], privateKey)] }),
    "envelope.unknown-signer",
  );
  assert.equal(codeOf(seal(), { minimumVersion: 8 }), "envelope.rollback");
  assert.equal(codeOf(seal(), { time: "2027-11-01T00:00:01Z" }), "envelope.expired");
  assert.equal(codeOf(seal(), { time: "2026-10-31T23:59:59Z" }), "envelope.not-yet-valid");
  assert.equal(codeOf(seal({ kind: "trust-bundle" })), "envelope.wrong-kind");
  assert.equal(codeOf(seal({}, privateKey, Buffer.from("{}"))), "rules.malformed");
  assert.equal(codeOf(text), "envelope.cbor-malformed");
  assert.equal(codeOf(seal(), { time: "today" }), "input.time-malformed");
});

test("no octet of a sealed rulebook can be changed", () => {
  const envelope = seal({}, privateKey, readFileSync(new URL("rulebook.json", wasmFolder)).subarray(0, 0));
  assert.equal(codeOf(envelope), "rules.malformed", "the envelope itself is sound");
  for (let at = 0; at < envelope.length; at += 1) {
    const changed = Uint8Array.from(envelope);
    changed[at] ^= 1 << (at % 8);
    assert.notEqual(codeOf(changed), "rules.malformed", `octet ${at}`);
  }
});

test("one that did not open decides nothing", () => {
  const request = { signers, time: head.issued, minimumVersion: 1 };
  const handle = core.Rulebook.openSigned(seal({}, stranger), JSON.stringify(request));
  assert.equal(
    JSON.parse(handle.decide('{"id":"D-PIN","inputs":{"remainingTries":3}}')).failure.code,
    "envelope.unknown-signer",
  );
  assert.equal(
    handle.decideMany(Buffer.from('{"decision":"D-PIN","inputs":{"remainingTries":3}}\n')).length,
    0,
  );
  handle.delete();
});

test("rules sign seals a folder, and rules verify and decide take what it sealed", async () => {
  const out = join(folder, "release.cose");
  const signed = await kazashi(
    [
      "rules",
      "sign",
      book,
      "--key",
      keyFile,
      "--version",
      "8",
      "--expires",
      "2099-12-31",
      "--out",
      out,
    ].concat(["--issued", "2026-11-22T00:00:00Z"]),
  );
  assert.equal(signed.code, 0, signed.stderr);
  assert.deepEqual(signed.json, signerOf("deployment", ["rulebook"], privateKey));
  const pinned = file("signers.json", JSON.stringify([signed.json]));
  const verified = await kazashi(["rules", "verify", out, "--signers", pinned, "--minimum-version", "8"]);
  assert.equal(verified.code, 0, verified.stderr);
  assert.deepEqual(
    [verified.json.release.version, verified.json.release.issued, verified.json.release.expires],
    [8, "2026-11-22T00:00:00Z", "2099-12-31T23:59:59Z"],
  );
  const older = await kazashi(["rules", "verify", out, "--signers", pinned, "--minimum-version", "9"]);
  assert.deepEqual([older.code, older.json], [3, { failure: { code: "envelope.rollback" } }]);
  const unpinned = await kazashi(["rules", "verify", out]);
  assert.deepEqual([unpinned.code, unpinned.json], [3, { failure: { code: "envelope.unknown-signer" } }]);

  const line = '{"decision":"D-PIN","inputs":{"remainingTries":3}}\n';
  const decided = await kazashi(["decide", "--cases", "-", "--rulebook", out, "--signers", pinned], line);
  assert.equal(JSON.parse(decided.stdout).outcome, "can_try");
});

test("nothing is signed that the check finds errors in, or without a key, a version and an end", async () => {
  const own = join(folder, "book");
  cpSync(book, own, { recursive: true });
  const out = join(folder, "never.cose");
  const good = ["--key", keyFile, "--version", "1", "--expires", "2099-12-31", "--out", out];
  for (const wrong of [
    good.slice(2),
    good.with(3, "0"),
    good.with(3, "one"),
    good.with(5, "soon"),
    good.with(5, "2000-01-01"),
    good.with(1, join(folder, "nowhere.pem")),
    [...good, "--id", "Not An Id"],
  ]) {
    assert.equal((await kazashi(["rules", "sign", own, ...wrong])).code, 64, wrong.join(" "));
  }
  const broken = JSON.parse(readFileSync(join(own, "safe-carrying.json"), "utf8"));
  broken.decisions[0].rules[1].when = broken.decisions[0].rules[0].when;
  writeFileSync(join(own, "safe-carrying.json"), JSON.stringify(broken));
  const refused = await kazashi(["rules", "sign", own, ...good]);
  assert.equal(refused.code, 1);
  assert.equal(refused.json.errors[0].code, "unreachable");
  assert.throws(() => readFileSync(out));
});

test("the rulebook that this build sealed opens with the signers that it pins", () => {
  const own = JSON.parse(readFileSync(new URL("trust-signers.json", wasmFolder), "utf8"));
  const released = JSON.parse(readFileSync(join(root, "web/trust/rulebook.json"), "utf8"));
  const { release } = open(readFileSync(new URL("rulebook.cose", wasmFolder)), {
    signers: own,
    time: released.issued,
    minimumVersion: released.version,
  });
  assert.equal(release.version, released.version);
});
