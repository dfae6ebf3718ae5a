// Revocation: BoringSSL's CRLs and OCSP responses through `kazashi crl check` and `kazashi ocsp verify`, OpenSSL's OCSP
// responses through the latter. Stale and unknown are both what those suites call UNKNOWN.
import { test } from "node:test";
import { answer, judge, openSuite } from "./support/suite.mjs";

const threeValued = { good: "GOOD", revoked: "REVOKED", unknown: "UNKNOWN", stale: "UNKNOWN" };
const hours = (seconds) => Math.floor(seconds / 3600);

function runSuite(name, title, command, caseOf, resultOf) {
  const { suite, missing } = openSuite(name);
  test(`${name}: ${title}`, { skip: missing }, async () => {
    const answers = await answer(command, suite.cases.map(caseOf));
    const results = suite.cases.map((entry, index) => ({
      id: entry.id,
      ...resultOf(entry, answers[index]),
      why: JSON.stringify(answers[index]),
    }));
    judge(name, results);
  });
}

const status = (entry, given) => ({ expected: entry.expected, actual: threeValued[given.status] });

runSuite(
  "boringssl-crl",
  "every status as expected",
  "crl check",
  (entry) => ({
    id: entry.id,
    crl: entry.crl,
    certificate: entry.certificate,
    issuer: entry.issuer,
    sameAuthority: entry.issuer_2 ? [entry.issuer_2] : [],
    time: entry.time,
    maxAgeHours: hours(entry.max_age_seconds),
  }),
  status,
);

runSuite(
  "boringssl-ocsp",
  "every status as expected",
  "ocsp verify",
  (entry) => ({
    id: entry.id,
    response: entry.response,
    certificate: entry.certificate,
    issuer: entry.issuer,
    time: entry.time,
    maxAgeHours: hours(entry.max_age_seconds),
    sha1Accepted: true, // all are signed over it
  }),
  status,
);

// Signed in 2012, when SHA-1 was usual. The one trusted certificate of each case is the issuer.
runSuite(
  "openssl-ocsp",
  "every response as expected",
  "ocsp verify",
  (entry) => ({
    id: entry.id,
    response: entry.response,
    issuer: entry.trusted[0],
    time: entry.time,
    sha1Accepted: true,
  }),
  (entry, given) => ({ expected: entry.expected_valid, actual: given.valid }),
);
