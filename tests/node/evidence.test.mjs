// Whatever is changed in evidence, it never passes.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { nonce, origin, policies, testPki, time } from "./support/build.mjs";
import { startingPoint } from "./support/visit.mjs";

let verifier, trust, evidence;
before(async () => {
  ({ verifier, trust, evidence } = await startingPoint());
});

const report = (text) =>
  verifier.verifyEvidence(text, { origin, nonce, trust, time, policy: policies.accept });
const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** The character with its lowest bit turned, its neighbour among base64's digits, and one of JSON's own. */
function* substitutes(character) {
  yield String.fromCharCode(character.charCodeAt(0) ^ 1);
  const digit = digits.indexOf(character);
  yield digit >= 0 ? digits[(digit + 17) % digits.length] : "A";
  yield character === '"' ? "," : '"';
}

function survivors(change) {
  const passed = [];
  for (let at = 0; at < evidence.length; at += 1) {
    for (const changed of change(at)) {
      if (changed !== evidence && report(changed).verdict === "TOTAL-PASSED")
        passed.push([at, changed.slice(at, at + 9)]);
    }
  }
  return passed;
}

test("the evidence passes as it is", () => {
  assert.equal(report(evidence).verdict, "TOTAL-PASSED");
});

test("no changed character passes, wherever it stands", () => {
  const found = survivors(function* (at) {
    for (const other of substitutes(evidence[at]))
      yield evidence.slice(0, at) + other + evidence.slice(at + 1);
  });
  assert.deepEqual(found, []);
});

test("no character left out and none put in passes", () => {
  const found = survivors(function* (at) {
    yield evidence.slice(0, at) + evidence.slice(at + 1);
    yield evidence.slice(0, at) + (at % 2 ? " " : "A") + evidence.slice(at);
  });
  assert.deepEqual(found, []);
});

test("a changed octet of the signature is named as that", () => {
  const token = JSON.parse(evidence).token;
  const signature = Buffer.from(token.signature, "base64");
  for (const at of [0, 1, 100, signature.length - 1]) {
    const changed = Buffer.from(signature);
    changed[at] ^= 0x10;
    const { verdict, findings } = report(evidence.replace(token.signature, changed.toString("base64")));
    assert.equal(verdict, "TOTAL-FAILED");
    const failed = findings.filter(({ outcome }) => outcome === "failed").map(({ id, code }) => [id, code]);
    assert.deepEqual(failed, [["token.signature", "signature.invalid"]]);
  }
});

test("the authority's certificate is read only where the bundle lacks it, and is judged where it is there", () => {
  const read = JSON.parse(evidence);
  assert.equal(read.caCertificate, undefined, "the test bundle holds it, so the card is not asked");
  const { authAuthority } = testPki.people.find(({ id }) => id === "adult");
  const withIt = (caCertificate) => report(JSON.stringify({ caCertificate, ...read })).verdict;
  assert.equal(withIt(authAuthority), "TOTAL-PASSED");
  const { signAuthority } = testPki.people.find(({ id }) => id === "adult");
  assert.notEqual(withIt(signAuthority), "TOTAL-PASSED");
});

test("a member said twice, escaped or written in another way is refused", () => {
  const twice = evidence.replace('"use":"authenticate"', '"use":"authenticate","use":"authenticate"');
  const escaped = evidence.replace("authenticate", "\\u0061uthenticate");
  const capital = evidence.replace('"use"', '"Use"');
  for (const text of [twice, escaped, capital]) {
    assert.notEqual(text, evidence);
    assert.equal(report(text).verdict, "TOTAL-FAILED");
  }
});
