// kazashi tag: tags written here, under certificates that the machine's openssl makes, verified by the core as
// WebAssembly.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createPrivateKey, X509Certificate } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { officeTagMessage, sealOfficeTag } from "../../build/dist/trust/office-tag.js";
import { loadCore } from "../../build/dist/server/cli/rulebook.js";
import { kazashi } from "./support/run.mjs";

const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;
const skip = hasOpenssl ? false : "there is no program openssl";

let folder;
let core;
const file = (name) => join(folder, name);

function openssl(...args) {
  const { status, stderr } = spawnSync("openssl", args, { cwd: folder, encoding: "utf8" });
  assert.equal(status, 0, stderr);
}

const extensions = `
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[office]
keyUsage = critical, digitalSignature
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
subjectAltName = DNS:office.example.jp
`;

function authority(name, subject) {
  openssl(
    ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-384", "-nodes", "-days", "60"],
    ...["-config", "request", "-extensions", "authority", "-subj", subject],
    ...["-keyout", `${name}.key`, "-out", `${name}.pem`],
  );
}

function certificate(name, subject, issuer, section) {
  openssl(
    ...["req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-384", "-nodes"],
    ...["-config", "request", "-subj", subject, "-keyout", `${name}.key`, "-out", `${name}.csr`],
  );
  openssl(
    ...["x509", "-req", "-in", `${name}.csr`, "-CA", `${issuer}.pem`, "-CAkey", `${issuer}.key`],
    ...["-CAcreateserial", "-days", "30", "-extfile", "request", "-extensions", section],
    ...["-out", `${name}.pem`],
  );
}

const inDays = (days) => `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 19)}Z`;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "kazashi-tag-"));
  if (!hasOpenssl) return;
  writeFileSync(file("request"), `[req]\ndistinguished_name = subject\n[subject]\n${extensions}`);
  authority("root", "/O=KAZASHI-TEST offices");
  authority("namesake", "/O=KAZASHI-TEST offices");
  authority("stranger", "/O=KAZASHI-TEST strangers");
  certificate("office", "/O=KAZASHI-TEST Mori Town", "root", "office");
  certificate("prefecture", "/O=KAZASHI-TEST prefecture", "root", "authority");
  certificate("branch", "/O=KAZASHI-TEST branch", "prefecture", "office");
  writeFileSync(file("chain"), readFileSync(file("branch.pem")) + readFileSync(file("prefecture.pem")));
  core = await loadCore();
});
after(() => rmSync(folder, { recursive: true, force: true }));

/** `kazashi tag` with what is changed of a sound command. */
function write(out, changes = {}) {
  const options = {
    office: "森町役場 3番窓口",
    origin: "https://office.example.jp",
    procedure: "moving-in",
    until: inDays(10),
    key: file("office.key"),
    chain: file("office.pem"),
    anchors: file("root.pem"),
    out: file(out),
    ...changes,
  };
  return kazashi(["tag", ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, value])]);
}

const verify = (name, ...options) =>
  kazashi(["tag", "verify", file(name), "--anchors", file("root.pem"), ...options]);

const derOf = (name) => new X509Certificate(readFileSync(file(name))).raw;

/** The payload of a tag that counts from yesterday for ten days, but for the changes. */
function payload(changes = {}, key = "office.key") {
  const content = {
    office: "Mori Town Hall",
    origin: "https://office.example.jp",
    procedure: "moving-in",
    from: inDays(-1),
    until: inDays(10),
    ...changes,
  };
  return sealOfficeTag(content, [derOf("office.pem")], createPrivateKey(readFileSync(file(key))));
}

/** What the core says of an NDEF message; a valid one has no code. */
function codeOf(message, { anchors = ["root.pem"], ...others } = {}) {
  const question = {
    id: "tag",
    message: Buffer.from(message).toString("base64"),
    anchors: anchors.map((name) => derOf(name).toString("base64")),
    time: inDays(0),
    ...others,
  };
  const { valid, failure } = JSON.parse(core.verifyTag(JSON.stringify(question)));
  assert.equal(valid, failure === undefined);
  return failure?.code;
}

test("a tag written here verifies in the core and says what was written", { skip }, async () => {
  const wrote = await write("tag.ndef");
  assert.equal(wrote.code, 0, wrote.stderr);
  const { code, json } = await verify("tag.ndef", "--origin", "https://office.example.jp");
  assert.equal(code, 0);
  assert.equal(json.valid, true);
  const { office, origin, procedure, subject, authority } = json.tag;
  assert.deepEqual(
    { office, origin, procedure, subject, authority },
    {
      office: "森町役場 3番窓口",
      origin: "https://office.example.jp",
      procedure: "moving-in",
      subject: "O=KAZASHI-TEST Mori Town",
      authority: "O=KAZASHI-TEST offices",
    },
  );
  const message = readFileSync(file("tag.ndef"));
  assert.equal(wrote.json.octets, message.length);
  // one record, begin and end, long, external type (NDEF 1.0 section 3.2)
  assert.equal(message[0], 0xc4);
  assert.equal(message.subarray(6, 20).toString("latin1"), "kazashi:office");
});

test("a chain of several certificates leads to the anchor", { skip }, async () => {
  const wrote = await write("branch.ndef", { key: file("branch.key"), chain: file("chain") });
  assert.equal(wrote.code, 0, wrote.stderr);
  const { json } = await verify("branch.ndef");
  assert.equal(json.tag.subject, "O=KAZASHI-TEST branch");
  // without the one between, nothing leads there
  const alone = await write("alone.ndef", { key: file("branch.key"), chain: file("branch.pem") });
  assert.equal(alone.json.failure.code, "path.authority-not-configured");
});

test("nothing is written that phones would refuse, now or before its time is over", { skip }, async () => {
  const refusals = [
    [{ origin: "https://bank.example.jp" }, "certificate.name-mismatch"],
    [{ origin: "http://office.example.jp" }, "tag.malformed"],
    [{ office: "two\nlines" }, "tag.malformed"],
    [{ from: inDays(11) }, "tag.malformed"],
    [{ until: inDays(40) }, "certificate.expired"],
    [{ from: "2020-01-01" }, "certificate.not-yet-valid"],
    [{ key: file("stranger.key") }, "signature.invalid"],
    [{ anchors: file("stranger.pem") }, "path.authority-not-configured"],
    [{ key: file("root.key"), chain: file("root.pem") }, "certificate.is-authority"],
  ];
  for (const [changes, expected] of refusals) {
    const { code, json } = await write("refused.ndef", changes);
    assert.deepEqual([code, json.failure.code], [3, expected], JSON.stringify(changes));
    assert.equal(existsSync(file("refused.ndef")), false);
  }
});

test("each reason to refuse a tag has its own code", { skip }, () => {
  const sound = officeTagMessage(payload());
  assert.equal(codeOf(sound), undefined);
  assert.equal(codeOf(sound, { origin: "https://office.example.jp:8443" }), "tag.other-origin");
  assert.equal(codeOf(sound, { origin: "https://bank.example.jp" }), "tag.other-origin");
  assert.equal(
    codeOf(officeTagMessage(payload({ origin: "https://bank.example.jp" }))),
    "certificate.name-mismatch",
  );
  assert.equal(codeOf(sound, { time: inDays(11) }), "tag.expired");
  assert.equal(codeOf(officeTagMessage(payload({ from: inDays(1) }))), "tag.not-yet-valid");
  assert.equal(codeOf(sound, { anchors: ["stranger.pem"] }), "path.authority-not-configured");
  assert.equal(codeOf(sound, { anchors: [] }), "path.authority-not-configured");
  assert.notEqual(codeOf(sound, { anchors: ["namesake.pem"] }), undefined);
  assert.equal(codeOf(sound, { anchors: ["stranger.pem", "root.pem"] }), undefined);
  assert.equal(codeOf(officeTagMessage(payload({}, "stranger.key"))), "signature.invalid");
});

test("nothing may follow what was signed, nor the record, nor stand beside it", { skip }, () => {
  const nul = Buffer.from([0]);
  assert.equal(codeOf(officeTagMessage(Buffer.concat([payload(), nul]))), "tag.malformed");
  assert.equal(codeOf(Buffer.concat([officeTagMessage(payload()), nul])), "tag.ndef-malformed");
  const first = Buffer.from(officeTagMessage(payload()));
  first[0] &= ~0x40; // not the end
  const last = Buffer.from(officeTagMessage(payload()));
  last[0] &= ~0x80; // not the beginning
  assert.equal(codeOf(Buffer.concat([first, last])), "tag.not-alone");
  const address = Buffer.from("51010155", "hex"); // of a URI record, its payload to come
  assert.equal(codeOf(Buffer.concat([first, address, nul])), "tag.not-alone");
  assert.equal(codeOf(Buffer.from("d101015500", "hex")), "tag.no-office-record");
});

test("no octet can be altered", { skip }, () => {
  const sound = officeTagMessage(payload());
  const named = /^(tag|der|certificate|key|signature)\./;
  for (let at = 0; at < sound.length; ++at) {
    const altered = Buffer.from(sound);
    altered[at] ^= 0x01;
    assert.match(codeOf(altered) ?? "accepted", named, `octet ${at}`);
  }
  // but that types are compared without regard to case (NDEF 1.0 section 3.2.10), which says nothing else
  const accepted = [];
  for (let at = 0; at < 40; ++at) {
    const altered = Buffer.from(sound);
    altered[at] ^= 0x20;
    if (codeOf(altered) === undefined) accepted.push(at);
  }
  assert.deepEqual(accepted, [6, 7, 8, 9, 10, 11, 12, 14, 15, 16, 17, 18, 19]);
});

test("tag verify says why not, and by its exit status", { skip }, async () => {
  await write("late.ndef");
  const late = await verify("late.ndef", "--time", inDays(11));
  assert.deepEqual([late.code, late.json], [1, { valid: false, failure: { code: "tag.expired" } }]);
  const other = await verify("late.ndef", "--origin", "https://bank.example.jp");
  assert.deepEqual([other.code, other.json.failure.code], [1, "tag.other-origin"]);
  writeFileSync(file("empty"), "");
  assert.equal((await verify("empty")).json.failure.code, "tag.ndef-malformed");
});

test("a command that is not understood writes nothing", { skip }, async () => {
  for (const changes of [{ until: "soon" }, { key: file("office.pem") }, { chain: file("office.key") }]) {
    const { code, stdout } = await write("none.ndef", changes);
    assert.deepEqual([code, stdout], [64, ""], JSON.stringify(changes));
  }
  const { code } = await kazashi(["tag", "verify", file("office.pem")]);
  assert.equal(code, 64);
  assert.equal(existsSync(file("none.ndef")), false);
});
