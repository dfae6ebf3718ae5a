// Trust bundles: sealed by TypeScript, opened by the core, and the command that extends them.
import assert from "node:assert/strict";
import { generateKeyPairSync, webcrypto } from "node:crypto";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { decode, encode, rfc8949EncodeOptions, Tagged } from "cborg";
import { createVerifier, KazashiError, packagedSigners, packagedTrust } from "kazashi/server";
import { bundlePayload, readBundleSource } from "../../build/dist/trust/bundle-source.js";
import { sealEnvelope, signerOf } from "../../build/dist/trust/envelope.js";
import { testBundleSource } from "../../build/dist/trust/test-bundle.js";
import { root, testPki, time } from "./support/build.mjs";
import { kazashi } from "./support/run.mjs";

const productionSource = join(root, "web/trust/production.json");
const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-384" });
const signers = [signerOf("test", ["trust-bundle"], privateKey)];
const source = testBundleSource(testPki);

let verifier, folder;
before(async () => {
  verifier = await createVerifier();
  folder = mkdtempSync(join(tmpdir(), "kazashi-trust-"));
});
after(() => rmSync(folder, { recursive: true, force: true }));

function open(envelope, more = {}) {
  const trust = verifier.openTrust(envelope, {
    signers,
    time,
    environment: "test",
    minimumVersion: 1,
    ...more,
  });
  trust.dispose();
  return trust.summary;
}
function codeOf(envelope, more) {
  try {
    open(envelope, more);
    return "opened";
  } catch (error) {
    assert.ok(error instanceof KazashiError, String(error));
    return error.code;
  }
}
const seal = (head = {}, payload = bundlePayload(source)) =>
  sealEnvelope({ ...source.envelope, ...head }, payload, privateKey);
const sealBundle = (bundle) =>
  seal({}, new TextEncoder().encode(JSON.stringify({ ...source.bundle, ...bundle })));
const withAnchor = (change) => sealBundle({ anchors: [{ ...source.bundle.anchors[0], ...change }] });

test("what is sealed here opens in the core and says the same", () => {
  const summary = open(seal());
  const { id, version, issued, expires } = source.envelope;
  assert.deepEqual(
    [summary.id, summary.version, summary.issued, summary.expires, summary.environment, summary.signer],
    [id, version, issued, expires, "test", "test"],
  );
  assert.deepEqual(
    summary.anchors.map(({ fingerprint }) => fingerprint),
    source.bundle.anchors.map(({ fingerprint }) => fingerprint),
  );
});

test("the bundles of this build open with the signers of this build", async () => {
  const issued = {
    production: readBundleSource(productionSource).envelope.issued,
    test: source.envelope.issued,
  };
  for (const name of ["production", "test"]) {
    const { envelope, signers: own } = await packagedTrust(name);
    const known = { signers: own, time: new Date(issued[name]), environment: name };
    assert.equal(open(envelope, known).environment, name);
  }
});

test("no key of this build seals for both environments", async () => {
  const [[production], [tests]] = await Promise.all(["production", "test"].map(packagedSigners));
  assert.notEqual(production.spki, tests.spki);
  assert.notEqual(production.id, tests.id);
  assert.deepEqual(tests.kinds, ["trust-bundle"]);
  assert.deepEqual(production.kinds, ["trust-bundle", "rulebook"]);
});

test("no octet of an envelope can be changed", () => {
  const envelope = seal();
  for (let at = 0; at < envelope.length; at += 1) {
    const changed = Uint8Array.from(envelope);
    changed[at] ^= 1 << (at % 8);
    assert.notEqual(codeOf(changed), "opened", `octet ${at}`);
  }
});

test("no envelope that was cut short or drawn out opens", () => {
  const envelope = seal();
  for (let length = 0; length < envelope.length; length += 1) {
    assert.notEqual(codeOf(envelope.subarray(0, length)), "opened", `${length} octets`);
  }
  assert.equal(codeOf(Uint8Array.from([...envelope, 0])), "envelope.cbor-malformed");
});

test("each reason to refuse an envelope has its name", () => {
  const other = generateKeyPairSync("ec", { namedCurve: "P-384" }).privateKey;
  const day = 24 * 3600e3;
  for (const [code, envelope, more] of [
    ["envelope.unknown-signer", sealEnvelope(source.envelope, bundlePayload(source), other)],
    ["envelope.unknown-signer", seal(), { signers: [] }],
    ["envelope.unknown-signer", seal(), { signers: [signerOf("test", ["rulebook"], privateKey)] }],
    ["envelope.wrong-kind", seal({ kind: "rulebook" })],
    ["envelope.not-yet-valid", seal(), { time: new Date(Date.parse(source.envelope.issued) - day) }],
    ["envelope.expired", seal(), { time: new Date(Date.parse(source.envelope.expires) + day) }],
    ["envelope.rollback", seal(), { minimumVersion: source.envelope.version + 1 }],
    ["envelope.malformed", seal({ id: "Not An Id" })],
    ["envelope.malformed", seal({ issued: "yesterday" })],
    ["envelope.malformed", seal({ more: 1 })],
    ["envelope.cbor-malformed", new Uint8Array()],
    ["input.time-malformed", seal(), { time: new Date(Number.NaN) }],
    ["input.option-malformed", seal(), { signers: "all" }],
    ["input.option-malformed", seal(), { minimumVersion: -1 }],
    ["input.option-malformed", seal(), { minimumVersion: undefined }],
    ["input.option-malformed", seal(), { environment: undefined }],
    ["input.option-malformed", seal(), { environment: "any" }],
    ["trust.environment-refused", seal(), { environment: "production" }],
  ]) {
    assert.equal(codeOf(envelope, more), code);
  }
});

test("a key id chosen to look like a known signer's does not help", () => {
  const other = generateKeyPairSync("ec", { namedCurve: "P-384" }).privateKey;
  const forged = decode(sealEnvelope(source.envelope, bundlePayload(source), other), {
    tags: Tagged.preserve(18),
    useMaps: true,
  });
  const honest = decode(seal(), { tags: Tagged.preserve(18), useMaps: true });
  forged.value[0] = honest.value[0];
  assert.equal(codeOf(encode(forged, rfc8949EncodeOptions)), "envelope.signature-invalid");
});

test("a bundle's content is read strictly", () => {
  const [anchor] = source.bundle.anchors;
  const text = (content) => seal({}, new TextEncoder().encode(content));
  for (const envelope of [
    text(""),
    text("{}"),
    text("[]"),
    text(JSON.stringify(source.bundle).replace('"format"', '"format":"x","format"')),
    seal({}, Uint8Array.from([0x7b, 0xff, 0x7d])),
    sealBundle({ format: "kazashi-trust:2" }),
    sealBundle({ environment: "staging" }),
    sealBundle({ comment: "hello" }),
    sealBundle({ anchors: {} }),
    sealBundle({ anchors: [anchor, anchor] }),
    withAnchor({ purpose: "everything" }),
    withAnchor({ fingerprint: anchor.fingerprint.slice(2) }),
    withAnchor({ fingerprint: "00".repeat(32) }),
    withAnchor({ serial: "AAAA" }),
    withAnchor({ notAfter: "2050-01-01" }),
    withAnchor({ certificate: anchor.certificate.slice(4) }),
    withAnchor({ provenance: undefined }),
    withAnchor({ provenance: { ...anchor.provenance, confidence: "certain" } }),
    withAnchor({ weight: 1 }),
  ]) {
    assert.equal(codeOf(envelope), "trust.malformed");
  }
});

test("test authorities never stand in a production bundle", () => {
  const asProduction = { provenance: { source: "x", confidence: "one-source" } };
  const [anchor] = source.bundle.anchors;
  const production = (change) =>
    sealBundle({ environment: "production", anchors: [{ ...anchor, ...change }] });
  assert.equal(codeOf(production({})), "trust.test-authority-in-production");
  assert.equal(codeOf(production(asProduction)), "trust.test-authority-in-production");
});

test("the production source names five authorities, where each was found, and the one that is missing", () => {
  const { bundle, absent } = readBundleSource(productionSource);
  assert.equal(bundle.environment, "production");
  assert.deepEqual(
    bundle.anchors.map(({ name, serial }) => [name, serial]),
    [
      ["auth-ca-01", "01"],
      ["auth-ca-03", "06D18006"],
      ["sign-ca-01", "01"],
      ["sign-ca-02", "0132C4AB"],
      ["sign-ca-03", "067C6A21"],
    ],
  );
  for (const { name, provenance, certificate } of bundle.anchors) {
    assert.match(provenance.note, /not compared/, name);
    assert.ok(["one-source", "two-sources"].includes(provenance.confidence), name);
    assert.equal(certificate, undefined, "the card brings the certificate");
  }
  assert.deepEqual(
    absent.map(({ name, serial }) => [name, serial]),
    [["auth-ca-02", "0133C349"]],
  );
});

test("two sealings differ and both open", () => {
  assert.notDeepEqual(seal(), seal());
  assert.equal(codeOf(seal()), "opened");
});

test("only a P-384 key seals", () => {
  const { privateKey: p256 } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  assert.throws(() => sealEnvelope(source.envelope, new Uint8Array(), p256), TypeError);
});

// --- the command

/** A self-signed authority's certificate, as a file. */
async function authorityFile(name, { subject, serialNumber, ca = true }) {
  await import("reflect-metadata");
  const x509 = await import("@peculiar/x509");
  const algorithm = {
    name: "RSASSA-PKCS1-v1_5",
    hash: "SHA-256",
    publicExponent: Uint8Array.of(1, 0, 1),
    modulusLength: 2048,
  };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const options = {
    serialNumber,
    name: subject,
    notBefore: new Date("2019-09-14T00:00:00Z"),
    notAfter: new Date("2029-09-14T14:59:59Z"),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(ca, undefined, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey, false, webcrypto),
    ],
  };
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(options, webcrypto);
  const path = join(folder, name);
  writeFileSync(path, name.endsWith(".pem") ? certificate.toString("pem") : Buffer.from(certificate.rawData));
  const digest = async (hash) =>
    Buffer.from(await webcrypto.subtle.digest(hash, certificate.rawData)).toString("hex");
  return { path, sha256: await digest("SHA-256"), sha1: await digest("SHA-1") };
}

function copyOfProduction(name) {
  const path = join(folder, name);
  copyFileSync(productionSource, path);
  return path;
}
const add = (certificate, bundle, answer, ...more) =>
  kazashi(["trust", "add", certificate, "--bundle", bundle, ...more], answer);
const example = { subject: "C=JP, O=Example, OU=Example for user authentication", serialNumber: "0133c349" };

test("trust add writes what the administrator compared, and says that it is only that", async () => {
  const { path, sha256 } = await authorityFile("ca-02.cer", example);
  const bundle = copyOfProduction("added.json");
  const { code, json, stderr } = await add(
    path,
    bundle,
    `${sha256.slice(-8).toUpperCase()}\n`,
    "--purpose",
    "authentication",
  );
  assert.equal(code, 0, stderr);
  for (const shown of [/0133C349/, /auth-ca-02/, /2019-09-14T00:00:00Z/, /jpki\.go\.jp\/ca/])
    assert.match(stderr, shown);
  assert.ok(stderr.replaceAll(" ", "").includes(sha256.toUpperCase()));
  const { envelope, bundle: written, absent } = readBundleSource(bundle);
  assert.equal(envelope.version, 2);
  assert.equal(absent, undefined);
  const anchor = written.anchors.at(-1);
  assert.deepEqual(json.added, anchor);
  assert.deepEqual(
    [anchor.name, anchor.fingerprint, anchor.serial, anchor.purpose, anchor.provenance.confidence],
    ["auth-ca-02", sha256, "0133C349", "authentication", "administrator-compared"],
  );
  assert.equal(anchor.certificate, undefined);
  const again = await add(path, bundle, `${sha256.slice(-8)}\n`, "--purpose", "authentication");
  assert.equal(again.code, 64);
  assert.match(again.stderr, /already in the bundle/);
});

test("trust add takes PEM, and the digits of the digest that the page happens to print", async () => {
  const { path, sha1 } = await authorityFile("ca.pem", example);
  const bundle = copyOfProduction("pem.json");
  const { code } = await add(
    path,
    bundle,
    `${sha1.slice(-8).match(/../g).join(":")}\n`,
    "--purpose",
    "signature",
    "--name",
    "mine",
  );
  assert.equal(code, 0);
  assert.equal(readBundleSource(bundle).bundle.anchors.at(-1).name, "mine");
});

test("trust add leaves the bundle alone unless the comparison was confirmed", async () => {
  const { path, sha256 } = await authorityFile("refused.cer", example);
  const bundle = copyOfProduction("unconfirmed.json");
  const before = readFileSync(bundle, "utf8");
  for (const answer of ["", "\n", "yes\n", `${sha256.slice(0, 8)}\n`, `${sha256}\n`]) {
    const { code, json } = await add(path, bundle, answer, "--purpose", "authentication");
    assert.equal(code, 3, answer);
    assert.equal(json.failure.code, "user.cancelled");
  }
  assert.equal(readFileSync(bundle, "utf8"), before);
});

test("trust add refuses what cannot be an anchor", async () => {
  const bundle = copyOfProduction("refusing.json");
  const before = readFileSync(bundle, "utf8");
  const attempt = async (file, ...more) => {
    const { code, json, stderr } = await add(
      file.path,
      bundle,
      `${(file.sha256 ?? "").slice(-8)}\n`,
      ...more,
    );
    return json?.failure.code ?? [code, stderr.split("\n", 1)[0]];
  };
  const purpose = ["--purpose", "authentication"];
  const leaf = await authorityFile("leaf.cer", { ...example, ca: false });
  assert.equal(await attempt(leaf, ...purpose), "certificate.is-not-authority");
  for (const organisation of ["JPKI-TEST", "KAZASHI-TEST"]) {
    const test = await authorityFile(`${organisation}.cer`, {
      ...example,
      subject: `C=JP, O=${organisation}`,
    });
    assert.equal(await attempt(test, ...purpose), "trust.test-authority-in-production", organisation);
  }
  const noCertificate = join(folder, "none.cer");
  writeFileSync(noCertificate, "no certificate");
  assert.equal((await attempt({ path: noCertificate }, ...purpose))[0], 64);
  assert.equal((await attempt({ path: join(folder, "absent.cer") }, ...purpose))[0], 64);
  assert.equal((await attempt(leaf))[0], 64);
  assert.equal((await attempt(leaf, "--purpose", "all"))[0], 64);
  assert.equal(readFileSync(bundle, "utf8"), before);
});

test("trust sign seals a source with a deployment's own key, and the core accepts it", async () => {
  const { privateKey: own } = generateKeyPairSync("ec", { namedCurve: "P-384" });
  const key = join(folder, "own.pem");
  writeFileSync(key, own.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
  const out = join(folder, "own.cose");
  const { code, json } = await kazashi([
    "trust",
    "sign",
    productionSource,
    "--key",
    key,
    "--out",
    out,
    "--signer",
    "city",
  ]);
  assert.equal(code, 0);
  assert.deepEqual([json.id, json.kinds], ["city", ["trust-bundle"]]);
  const issued = new Date(readBundleSource(productionSource).envelope.issued);
  const known = { signers: [json], time: issued, environment: "production" };
  assert.equal(codeOf(readFileSync(out), known), "opened");

  const list = join(folder, "signers.json");
  writeFileSync(list, JSON.stringify([json]));
  const shown = await kazashi(["trust", "show", out, "--signers", list, "--time", "2026-12-01T00:00:00Z"]);
  assert.equal(shown.json.anchors.length, 5);
  const unpinned = await kazashi(["trust", "show", out, "--time", "2026-12-01T00:00:00Z"]);
  assert.equal(unpinned.json.failure.code, "envelope.unknown-signer");
});

test("trust sign seals nothing that the core would refuse", async () => {
  const key = join(folder, "any.pem");
  writeFileSync(key, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
  const bad = readBundleSource(productionSource);
  const path = join(folder, "bad.json");
  writeFileSync(path, JSON.stringify({ ...bad, bundle: { ...bad.bundle, comment: "hello" } }));
  const { code, json } = await kazashi([
    "trust",
    "sign",
    path,
    "--key",
    key,
    "--out",
    join(folder, "bad.cose"),
  ]);
  assert.equal(code, 3);
  assert.equal(json.failure.code, "trust.malformed");
  const rsa = join(folder, "rsa.pem");
  const { privateKey: wrong } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  writeFileSync(rsa, wrong.export({ type: "pkcs8", format: "pem" }));
  assert.equal((await kazashi(["trust", "sign", productionSource, "--key", rsa, "--out", rsa])).code, 64);
});

test("trust show tells what is in a source and in a sealed bundle", async () => {
  const plain = await kazashi(["trust", "show", productionSource]);
  assert.equal(plain.json.bundle.anchors.length, 5);
  const sealed = await kazashi([
    "trust",
    "show",
    fileURLToPath(new URL("../../build/wasm/trust-test.cose", import.meta.url)),
  ]);
  assert.equal(sealed.json.environment, "test");
});
