// The token in the evidence is a Web eID authentication token: an implementation that shares nothing with the core but
// the published format accepts it, and the core accepts a token that was signed elsewhere.
import assert from "node:assert/strict";
import { createHash, createPrivateKey, sign, verify, X509Certificate } from "node:crypto";
import { before, test } from "node:test";
import { nonce, origin, policies, testPki, time } from "./support/build.mjs";
import { startingPoint } from "./support/visit.mjs";

let verifier, trust, evidence, token;
before(async () => {
  ({ verifier, trust, evidence } = await startingPoint());
  ({ token } = JSON.parse(evidence));
});

const sha256 = (octets) => createHash("sha256").update(octets).digest();
const person = testPki.people.find(({ id }) => id === "adult");
const authorities = testPki.authorities
  .filter(({ purpose, configured }) => purpose === "authentication" && configured)
  .map(({ der }) => new X509Certificate(Buffer.from(der, "base64")));

/** A Web eID relying party in the order of that system's description: token, certificate, trust, signature. */
function webEid(candidate, { origin: expectedOrigin, nonce: expectedNonce, at }) {
  const fields = ["algorithm", "format", "signature", "unverifiedCertificate"];
  for (const field of fields) if (typeof candidate[field] !== "string") return `${field} is missing`;
  if (!candidate.format.startsWith("web-eid:1.")) return "unknown format";
  if (candidate.algorithm !== "RS256") return "algorithm not accepted here";

  const certificate = new X509Certificate(Buffer.from(candidate.unverifiedCertificate, "base64"));
  const inside = (cert) => Date.parse(cert.validFrom) <= at && at <= Date.parse(cert.validTo);
  if (!inside(certificate)) return "certificate not valid at this time";
  if (!certificate.keyUsage?.includes("1.3.6.1.5.5.7.3.2")) return "not for client authentication";
  const issuer = authorities.find((ca) => certificate.checkIssued(ca) && certificate.verify(ca.publicKey));
  if (!issuer || !inside(issuer)) return "not issued by a trusted authority";

  const signed = Buffer.concat([sha256(expectedOrigin), sha256(expectedNonce)]);
  const signature = Buffer.from(candidate.signature, "base64");
  return verify("RSA-SHA256", signed, certificate.publicKey, signature)
    ? "accepted"
    : "signature does not verify";
}

const known = (more) => ({ origin, nonce, at: time.getTime(), ...more });

test("another Web eID implementation accepts the token as it stands", () => {
  assert.equal(webEid(token, known()), "accepted");
});

test("it hashes origin and nonce as the texts they were sent as", () => {
  assert.equal(webEid(token, known({ origin: `${origin}/` })), "signature does not verify");
  assert.equal(webEid(token, known({ nonce: Buffer.from(nonce, "base64") })), "signature does not verify");
  assert.equal(webEid(token, known({ nonce: nonce.replace("=", "") })), "signature does not verify");
});

test("what it refuses the core refuses", () => {
  const evil = (change) => {
    const other = { ...token, ...change };
    const text = evidence.replace(JSON.stringify(token), JSON.stringify(other));
    assert.notEqual(text, evidence);
    const report = verifier.verifyEvidence(text, { origin, nonce, trust, time, policy: policies.accept });
    return [webEid(other, known()) === "accepted", report.verdict === "TOTAL-PASSED"];
  };
  const stranger = testPki.people.find(({ id }) => id === "second-generation");
  assert.deepEqual(evil({ unverifiedCertificate: stranger.authCertificate }), [false, false]);
  assert.deepEqual(evil({ algorithm: "RS512" }), [false, false]);
  assert.deepEqual(evil({ format: "web-eid:2.0" }), [false, false]);
  const altered = testPki.people.find(({ id }) => id === "altered-certificate");
  assert.deepEqual(evil({ unverifiedCertificate: altered.authCertificate }), [false, false]);
});

test("neither nonce nor origin stands in the token or anywhere in the evidence", () => {
  assert.deepEqual(Object.keys(token).sort(), ["algorithm", "format", "signature", "unverifiedCertificate"]);
  assert.doesNotMatch(evidence, /relying-party/);
  assert.equal(evidence.includes(nonce), false);
});

test("the core accepts a token that another implementation signed", () => {
  const key = createPrivateKey({ key: Buffer.from(person.authKey, "base64"), format: "der", type: "pkcs8" });
  const signed = Buffer.concat([sha256(origin), sha256(nonce)]);
  const text = JSON.stringify({
    token: {
      algorithm: "RS256",
      format: "web-eid:1.0",
      signature: sign("RSA-SHA256", signed, key).toString("base64"),
      unverifiedCertificate: person.authCertificate,
    },
    type: "kazashi-evidence:1",
    use: "authenticate",
  });
  const options = { origin, nonce, trust, time, policy: policies.accept };
  assert.equal(verifier.verifyEvidence(text, options).verdict, "TOTAL-PASSED");
});

test("the core refuses a token whose hash is not the one that its algorithm names", () => {
  const key = createPrivateKey({ key: Buffer.from(person.authKey, "base64"), format: "der", type: "pkcs8" });
  const signed = Buffer.concat([sha256(origin), sha256(nonce)]);
  for (const hash of ["RSA-SHA512", "RSA-SHA1"]) {
    const signature = sign(hash, signed, key).toString("base64");
    const text = evidence.replace(token.signature, signature);
    const report = verifier.verifyEvidence(text, { origin, nonce, trust, time, policy: policies.accept });
    assert.equal(report.findings.find(({ id }) => id === "token.signature").code, "signature.invalid", hash);
  }
});
