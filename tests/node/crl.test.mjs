// kazashi crl and kazashi ocsp: CRLs and OCSP responses that the machine's openssl makes, read by the core as WebAssembly.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { loadKazashi } from "../../build/dist/core/loader.js";
import { wasmFolder } from "./support/build.mjs";
import { kazashi } from "./support/run.mjs";

const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;
const skip = hasOpenssl ? false : "there is no program openssl";

let folder;
const file = (name) => join(folder, name);

function openssl(...args) {
  const { status, stderr } = spawnSync("openssl", args, { cwd: folder, encoding: "utf8" });
  assert.equal(status, 0, stderr);
}

const configuration = `
[ca]
default_ca = authority
[authority]
dir = .
database = index.txt
new_certs_dir = certs
serial = serial
crlnumber = crlnumber
certificate = ca.pem
private_key = ca.key
default_md = sha256
default_days = 30
default_crl_days = 7
policy = anything
x509_extensions = leaf
crl_extensions = list
[anything]
countryName = optional
organizationName = optional
commonName = supplied
[req]
distinguished_name = subject
[subject]
[authority_extensions]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[leaf]
keyUsage = critical, digitalSignature
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[list]
authorityKeyIdentifier = keyid
[responder]
keyUsage = critical, digitalSignature
extendedKeyUsage = OCSPSigning
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
`;

function issue(name, extensions = "leaf") {
  openssl(
    ...["req", "-new", "-newkey", "rsa:2048", "-nodes", "-config", "ca.cnf"],
    ...["-subj", `/C=JP/O=KAZASHI-TEST/CN=${name}`, "-keyout", `${name}.key`, "-out", `${name}.csr`],
  );
  openssl(
    ...["ca", "-batch", "-config", "ca.cnf", "-extensions", extensions, "-notext"],
    ...["-in", `${name}.csr`, "-out", `${name}.pem`],
  );
}

function publish(name) {
  openssl("ca", "-config", "ca.cnf", "-gencrl", "-out", `${name}.pem`);
  openssl("crl", "-in", `${name}.pem`, "-outform", "DER", "-out", `${name}.crl`);
}

before(() => {
  folder = mkdtempSync(join(tmpdir(), "kazashi-crl-"));
  if (!hasOpenssl) return;
  mkdirSync(file("certs"));
  writeFileSync(file("ca.cnf"), configuration);
  writeFileSync(file("index.txt"), "");
  writeFileSync(file("serial"), "10000000\n");
  writeFileSync(file("crlnumber"), "2A\n");
  openssl(
    ...["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-config", "ca.cnf"],
    ...["-extensions", "authority_extensions", "-subj", "/C=JP/O=KAZASHI-TEST/CN=authority"],
    ...["-keyout", "ca.key", "-out", "ca.pem"],
  );
  issue("kept");
  issue("lost");
  issue("responder", "responder");
  publish("before");
  openssl("ca", "-config", "ca.cnf", "-revoke", "lost.pem", "-crl_reason", "keyCompromise");
  publish("now");
});
after(() => rmSync(folder, { recursive: true, force: true }));

async function ingest(list, ...options) {
  const { code, stdout, stderr } = await kazashi([
    ...[
      "crl",
      "ingest",
      file(`${list}.crl`),
      "--signers",
      file("ca.pem"),
      "--out",
      file(`${list}.set`),
      ...options,
    ],
  ]);
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout);
}

async function statusOf(name, set, ...options) {
  const { code, stdout } = await kazashi([
    ...["crl", "lookup", file(set), "--certificate", file(`${name}.pem`), "--issuer", file("ca.pem")],
    ...["--max-age-hours", "24", ...options],
  ]);
  return { code, ...JSON.parse(stdout) };
}

test("a CRL becomes a set that says who was revoked, when and why", { skip }, async () => {
  const { crls } = await ingest("now");
  assert.equal(crls.length, 1);
  assert.equal(crls[0].issuer, "C=JP, O=KAZASHI-TEST, CN=authority");
  assert.equal(crls[0].entries, 1);
  assert.equal(crls[0].number, "2b");

  const lost = await statusOf("lost", "now.set");
  assert.deepEqual([lost.code, lost.status, lost.reason], [1, "revoked", 1]);
  assert.match(lost.revokedAt, /^\d{4}-/);
  assert.equal(lost.source.name, "crl 2b");
  const kept = await statusOf("kept", "now.set");
  assert.deepEqual([kept.code, kept.status], [0, "good"]);
  const later = new Date(Date.now() + 5 * 24 * 3600_000).toISOString().replace(/\.\d+Z$/, "Z");
  const stale = await statusOf("kept", "now.set", "--time", later);
  assert.deepEqual([stale.code, stale.status], [2, "stale"]);

  const { stdout } = await kazashi(["crl", "lookup", file("now.set"), "--serial", "10000001"]);
  assert.equal(JSON.parse(stdout).listed[0].crl.number, "2b");
  const { stdout: other } = await kazashi(["crl", "lookup", file("now.set"), "--serial", "10000000"]);
  assert.deepEqual(JSON.parse(other).listed, []);
});

test("nothing is written where the signer is another or the list was altered", { skip }, async () => {
  const out = file("refused.set");
  const refused = async (list, signers) => {
    const { code, stdout } = await kazashi(["crl", "ingest", list, "--signers", signers, "--out", out]);
    assert.equal(code, 3);
    assert.equal(existsSync(out), false);
    return JSON.parse(stdout).failure.code;
  };
  assert.equal(await refused(file("now.crl"), file("kept.pem")), "crl.unknown-signer");
  const altered = readFileSync(file("now.crl"));
  altered[altered.length - 1] ^= 1;
  writeFileSync(file("altered.crl"), altered);
  assert.equal(await refused(file("altered.crl"), file("ca.pem")), "crl.signature-invalid");
  writeFileSync(file("cut.crl"), altered.subarray(0, 100));
  assert.equal(await refused(file("cut.crl"), file("ca.pem")), "der.truncated");
});

test("the newest CRL of an authority stays when sets are merged", { skip }, async () => {
  await ingest("now");
  await ingest("before", "--keep", "serials");
  const { code, stdout } = await kazashi([
    ...["crl", "merge", file("now.set"), file("before.set"), "--out", file("all.set")],
  ]);
  assert.equal(code, 0);
  const { crls } = JSON.parse(stdout);
  assert.deepEqual(
    crls.map(({ number }) => number),
    ["2b"],
  );
  assert.deepEqual(readFileSync(file("all.set")), readFileSync(file("now.set")));
});

/** A set of one CRL without an entry, as docs/revocation.md lays it out. */
function emptySet() {
  const name = [0x30, 0x00];
  const sized = (octets) => [octets.length, 0, 0, 0, ...octets];
  const signer = new Array(32).fill(7);
  const thisUpdate = new Array(8).fill(0);
  const part = [...sized(name), 0, 0];
  const segment = [0, ...thisUpdate, ...sized(name), ...sized([]), ...signer, 1, 0, 0, 0, ...part];
  const size = [segment.length + 8, 0, 0, 0, 0, 0, 0, 0];
  return Uint8Array.from([...Buffer.from("KZRSET\0\x01", "latin1"), 1, 0, 0, 0, ...size, ...segment]);
}

test("a set that is deleted while it waits to be merged is merged all the same", async () => {
  const core = await loadKazashi(readFileSync(new URL("kazashi.wasm", wasmFolder)));
  const file = emptySet();
  const merging = core.CrlMerge.start();
  const set = core.CrlSet.open(file);
  assert.equal(JSON.parse(set.summary()).ok, true);
  merging.add(set);
  set.delete();
  // whatever was given back is written over
  for (let i = 0; i < 64; ++i) core.CrlSet.open(new Uint8Array(file.length).fill(0xee));
  assert.deepEqual(merging.finish().octets(), file);
});

test("a set is sealed for distribution", { skip }, async () => {
  await ingest("now");
  openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384", "-out", "seal.key");
  const { code, stdout, stderr } = await kazashi([
    ...["crl", "sign", file("now.set"), "--key", file("seal.key"), "--version", "1"],
    ...["--expires", "2099-12-31", "--out", file("now.cose")],
  ]);
  assert.equal(code, 0, stderr);
  assert.deepEqual(JSON.parse(stdout).kinds, ["revocation"]);
  assert.ok(readFileSync(file("now.cose")).includes(readFileSync(file("now.set"))));
});

test("an OCSP response of the authority's responder is believed, another's is not", { skip }, async () => {
  const respond = (signer, out) =>
    openssl(
      ...[
        "ocsp",
        "-index",
        "index.txt",
        "-CA",
        "ca.pem",
        "-rsigner",
        `${signer}.pem`,
        "-rkey",
        `${signer}.key`,
      ],
      ...[
        "-issuer",
        "ca.pem",
        "-cert",
        "lost.pem",
        "-cert",
        "kept.pem",
        "-respout",
        out,
        "-ndays",
        "1",
        "-no_nonce",
      ],
    );
  respond("responder", "good.ocsp");
  respond("kept", "strangers.ocsp");
  const verify = async (response, name) => {
    const { code, stdout } = await kazashi([
      ...["ocsp", "verify", file(response), "--certificate", file(`${name}.pem`), "--issuer", file("ca.pem")],
      ...["--max-age-hours", "24"],
    ]);
    const { status, failure } = JSON.parse(stdout);
    return [code, status, failure?.code];
  };
  assert.deepEqual(await verify("good.ocsp", "lost"), [1, "revoked", undefined]);
  assert.deepEqual(await verify("good.ocsp", "kept"), [0, "good", undefined]);
  assert.deepEqual(await verify("strangers.ocsp", "kept"), [2, "unknown", "ocsp.responder-refused"]);
});
