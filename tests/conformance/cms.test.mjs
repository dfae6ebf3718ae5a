// Signed documents: RFC 4134's samples and OpenSSL's faulty ones, through `kazashi verify-cms`.
import assert from "node:assert/strict";
import { test } from "node:test";
import { answer, judge, openSuite } from "./support/suite.mjs";

const { suite, missing } = openSuite("cms");
const signed = suite?.cases.filter(({ kind }) => kind === "SignedData") ?? [];
const questionOf = ({ id, cms, detached_content: content }) => ({ id, cms, content });

/** The suite judges integrity; trust and revocation are not its subject. */
const ofIntegrity = ({ id }) => id !== "path.anchor" && id !== "revocation.status";
const findingsOf = ({ findings, signers }) => [...findings, ...signers.flatMap((signer) => signer.findings)];

test("cms: every SignedData as expected", { skip: missing }, async () => {
  const answers = await answer("verify-cms", signed.map(questionOf));
  const results = signed.map(({ id, expected_signature_valid: expected }, index) => {
    const findings = findingsOf(answers[index]).filter(ofIntegrity);
    const failed = findings.filter(({ outcome }) => outcome !== "passed");
    return { id, expected, actual: failed.length === 0, why: JSON.stringify(failed) };
  });
  judge("cms", results);
});

test("cms: each faulty sample is refused for its fault", { skip: missing }, async () => {
  const faults = {
    "openssl/bad_signtime_attr": "cms.attribute-misplaced",
    "openssl/ct_multiple_attr": "cms.attribute-repeated",
    "rfc4134/4.2": "cms.digest-refused",
    "rfc4134/4.5": "cms.digest-refused",
  };
  const answers = await answer("verify-cms", signed.map(questionOf));
  const codes = answers.map((entry) => [
    entry.id,
    findingsOf(entry).find(({ outcome, code }) => outcome === "failed" && code.startsWith("cms."))?.code,
  ]);
  assert.deepEqual(Object.fromEntries(codes), faults);
});

test("cms: what is no SignedData is refused as such", { skip: missing }, async () => {
  const others = suite.cases.filter(({ kind }) => kind !== "SignedData");
  assert.ok(others.length > 0);
  const answers = await answer(
    "verify-cms",
    others.map(({ id, cms, tsr }) => ({ id, cms: cms ?? tsr })),
  );
  for (const { id, verdict, subIndication } of answers) {
    assert.deepEqual([verdict, subIndication], ["TOTAL-FAILED", "FORMAT_FAILURE"], id);
  }
});

const hostile = openSuite("fuzz-openssl-corpora");
test("cms: hostile inputs are all answered and none passes", { skip: hostile.missing }, async () => {
  const { cases } = hostile.suite;
  const answers = await answer(
    "verify-cms",
    cases.map(({ id, data }) => ({ id, cms: data, content: data, level: "cms" })),
  );
  for (const { id, verdict, signers } of answers) {
    assert.notEqual(verdict, "TOTAL-PASSED", id);
    for (const { findings } of signers ?? []) {
      const signature = findings.find((finding) => finding.id === "cms.signature");
      assert.notEqual(signature.outcome, "passed", id);
    }
  }
});
