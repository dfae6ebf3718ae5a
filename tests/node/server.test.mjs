// kazashi/server: the same core under Node.
import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { bundlePayload, readBundleSource } from "../../build/dist/trust/bundle-source.js";
import { sealEnvelope, signerOf } from "../../build/dist/trust/envelope.js";
import { testBundleSource } from "../../build/dist/trust/test-bundle.js";
import { Ajv2020 } from "ajv/dist/2020.js";
import { createVerifier, KazashiError, packagedTrust } from "kazashi/server";
import { nonce, origin, policies, root, testPki, time } from "./support/build.mjs";
import { openTestTrust, startingPoint, visit } from "./support/visit.mjs";

let verifier, trust, evidence, report;
before(async () => {
  ({ verifier, trust, evidence, report } = await startingPoint());
});

const asked = (more) => ({ origin, nonce, trust, time, policy: policies.accept, ...more });
const codeOf = (code) => (error) => error instanceof KazashiError && error.code === code;
const finding = (report, id) => report.findings.find((entry) => entry.id === id);

test("what the page found the server finds too", () => {
  const again = verifier.verifyEvidence(evidence, asked({ policy: policies.require }));
  assert.equal(again.verdict, "INDETERMINATE");
  assert.equal(again.subIndication, "TRY_LATER");
  assert.deepEqual(again.findings, report.findings);
  assert.deepEqual(again.inputs, report.inputs);
});

test("the policy that accepts missing revocation data passes, and the finding stays", () => {
  const { verdict, subIndication, findings, environment } = verifier.verifyEvidence(evidence, asked());
  assert.equal(verdict, "TOTAL-PASSED");
  assert.equal(subIndication, undefined);
  assert.equal(environment, "TEST");
  const open = findings.filter(({ outcome }) => outcome !== "passed");
  assert.deepEqual(open, [
    {
      id: "revocation.status",
      outcome: "not-checked",
      code: "revocation.not-checked",
      subject: "certificate 0",
    },
  ]);
});

test("another origin or another nonce fails the token's signature and nothing else", () => {
  for (const wrong of [
    { origin: "https://other.example" },
    { nonce: Buffer.alloc(32, 8).toString("base64") },
  ]) {
    const { verdict, subIndication, findings } = verifier.verifyEvidence(evidence, asked(wrong));
    assert.equal(verdict, "TOTAL-FAILED");
    assert.equal(subIndication, "SIG_CRYPTO_FAILURE");
    const failed = findings.filter(({ outcome }) => outcome === "failed");
    assert.deepEqual(failed, [{ id: "token.signature", outcome: "failed", code: "signature.invalid" }]);
  }
});

test("evidence that a body parser turned into an object is verified as the same evidence", () => {
  const shuffled = JSON.parse(evidence, (_, value) =>
    typeof value === "object" ? Object.fromEntries(Object.entries(value).reverse()) : value,
  );
  assert.notEqual(JSON.stringify(shuffled), evidence);
  assert.equal(verifier.verifyEvidence(shuffled, asked()).verdict, "TOTAL-PASSED");
  const more = { ...shuffled, note: "harmless?" };
  assert.equal(verifier.verifyEvidence(more, asked()).verdict, "TOTAL-FAILED");
});

test("the verdict is for the moment that is asked about", () => {
  const later = new Date(time.getTime() + 20 * 365.25 * 24 * 3600e3);
  const { verdict, findings } = verifier.verifyEvidence(evidence, asked({ time: later }));
  assert.equal(verdict, "TOTAL-FAILED");
  assert.equal(findings.find(({ outcome }) => outcome === "failed").code, "certificate.expired");
  const bundle = finding(verifier.verifyEvidence(evidence, asked({ time: later })), "trust.bundle");
  assert.equal(bundle.code, "envelope.expired");
});

test("a bundle that has expired since it was opened vouches for nothing", () => {
  const year = new Date(Date.parse(trust.summary.expires) + 1000);
  const { verdict, findings } = verifier.verifyEvidence(evidence, asked({ time: year }));
  assert.notEqual(verdict, "TOTAL-PASSED");
  assert.equal(findings.find(({ id }) => id === "trust.bundle").code, "envelope.expired");
});

test("the production bundle does not know the simulator's authorities", async () => {
  const { envelope, signers } = await packagedTrust("production");
  const issued = new Date(readBundleSource(join(root, "web/trust/production.json")).envelope.issued);
  const environment = "production";
  const production = verifier.openTrust(envelope, { signers, time: issued, environment, minimumVersion: 1 });
  const report = verifier.verifyEvidence(evidence, asked({ trust: production }));
  const { verdict, findings } = report;
  assert.notEqual(verdict, "TOTAL-PASSED");
  assert.equal(report.environment, "production");
  assert.equal(findings.find(({ id }) => id === "path.anchor").outcome === "passed", false);
  production.dispose();
});

test("a service that says production opens no test bundle, and one that says nothing opens none", async () => {
  const { envelope, signers } = await packagedTrust("test");
  const open = (more) => () => verifier.openTrust(envelope, { signers, time, minimumVersion: 1, ...more });
  assert.throws(open({ environment: "production" }), codeOf("trust.environment-refused"));
  assert.throws(open({}), codeOf("input.option-malformed"));
  assert.throws(open({ environment: "test", minimumVersion: undefined }), codeOf("input.option-malformed"));
  const pinned = await packagedTrust("production");
  const mixed = { environment: "test", signers: pinned.signers };
  assert.throws(open(mixed), codeOf("envelope.unknown-signer"));
});

test("options that are no options are refused by name before anything is verified", () => {
  const refused = [
    [{ nonce: Buffer.alloc(31).toString("base64") }, "input.nonce-too-short"],
    [{ nonce: "" }, "input.nonce-too-short"],
    [{ nonce: "not base64, but long enough to pass for a nonce" }, "input.nonce-malformed"],
    [{ time: new Date(Number.NaN) }, "input.time-malformed"],
    [{ policy: { revocation: "ignore" } }, "input.policy-unknown"],
    [{ policy: {} }, "input.policy-missing"],
    [{ policy: undefined }, "input.policy-missing"],
  ];
  for (const [wrong, code] of refused) {
    assert.throws(() => verifier.verifyEvidence(evidence, asked(wrong)), codeOf(code), JSON.stringify(wrong));
  }
});

test("an origin is an origin and nothing longer, shorter or looser", () => {
  for (const wrong of [
    "",
    "null",
    "example.jp",
    "https://",
    "https://example.jp/",
    "https://example.jp/path",
    "https://example.jp?query",
    "https://example.jp#part",
    "https://user@example.jp",
    "https://example.jp:443",
    "https://example.jp:0443",
    "https://example.jp:",
    "https://Example.jp",
    "HTTPS://example.jp",
    "http://example.jp",
    "ftp://example.jp",
    " https://example.jp",
    "https://example.jp\n",
    "https://exa mple.jp",
    "https://*.example.jp",
    "https://例え.jp",
    `https://${"a".repeat(5000)}.jp`,
  ]) {
    assert.throws(
      () => verifier.verifyEvidence(evidence, asked({ origin: wrong })),
      codeOf("input.origin-malformed"),
      JSON.stringify(wrong.slice(0, 60)),
    );
  }
  for (const right of [
    "https://example.jp:8443",
    "http://localhost:8080",
    "http://127.0.0.1:1",
    "http://[::1]",
  ]) {
    assert.equal(verifier.verifyEvidence(evidence, asked({ origin: right })).verdict, "TOTAL-FAILED", right);
  }
});

test("text that is no evidence is a finding, whatever it is", () => {
  const token = JSON.parse(evidence);
  for (const [text, code] of [
    ["", "evidence.malformed"],
    ["null", "evidence.malformed"],
    ["[]", "evidence.malformed"],
    ["{}", "evidence.format-unknown"],
    [`${evidence}\n`, "evidence.not-canonical"],
    [` ${evidence}`, "evidence.not-canonical"],
    [JSON.stringify(token, null, 1), "evidence.not-canonical"],
    ["[".repeat(20_000), "evidence.malformed"],
    [" ".repeat(40_000), "evidence.too-large"],
    [JSON.stringify({ ...token, type: "kazashi-evidence:2" }), "evidence.format-unknown"],
    [
      JSON.stringify({ ...token, token: { ...token.token, algorithm: "none" } }),
      "signature.algorithm-refused",
    ],
    ["\ud800", "evidence.malformed"],
  ]) {
    const { verdict, findings } = verifier.verifyEvidence(text, asked());
    assert.equal(verdict, "TOTAL-FAILED");
    assert.equal(findings.find(({ id }) => id === "evidence.form").code, code, text.slice(0, 40));
  }
});

test("a Report on anything at all has the published form", async () => {
  const schema = JSON.parse(readFileSync(join(root, "web/core/schema/report.schema.json"), "utf8"));
  const valid = new Ajv2020({ strict: true, allowUnionTypes: true, strictRequired: false }).compile(schema);
  const { token } = JSON.parse(evidence);
  const swapped = (person) => {
    const { authCertificate } = testPki.people.find(({ id }) => id === person);
    return evidence.replace(token.unverifiedCertificate, authCertificate);
  };
  const later = new Date(Date.parse(trust.summary.expires) + 1000);
  for (const [text, options] of [
    [evidence, {}],
    [evidence, { policy: policies.require }],
    [evidence, { origin: "https://other.example" }],
    [evidence, { time: later }],
    [evidence, { inputs: { birthDate: "1985-06-10", holderType: "no such kind" } }],
    ["", {}],
    [swapped("other-ca"), {}],
    [swapped("expired"), {}],
    [swapped("altered-certificate"), {}],
    [evidence.replace(token.unverifiedCertificate, "MAA="), {}],
  ]) {
    const report = verifier.verifyEvidence(text, asked(options));
    assert.ok(valid(report), JSON.stringify(valid.errors));
  }
  assert.equal(valid({ ...report, verdict: "VALID" }), false);
});

test("truncated evidence never passes, wherever it was cut", () => {
  for (let length = 0; length < evidence.length; length += 1) {
    const { verdict } = verifier.verifyEvidence(evidence.slice(0, length), asked());
    assert.equal(verdict, "TOTAL-FAILED", `cut after ${length}`);
  }
});

test("many requests share one verifier and nothing of one reaches another", async () => {
  const verdicts = await Promise.all(
    Array.from({ length: 60 }, async (_, index) => {
      await new Promise((resolve) => setTimeout(resolve, index % 7));
      const wrong = index % 3 === 0 ? { origin: "https://other.example" } : {};
      return verifier.verifyEvidence(evidence, asked(wrong)).verdict;
    }),
  );
  verdicts.forEach((verdict, index) =>
    assert.equal(verdict, index % 3 === 0 ? "TOTAL-FAILED" : "TOTAL-PASSED"),
  );
});

/** The memory of the core that `make` loads; nothing but the loader's own call is listened to. */
async function memoryOf(make) {
  const instantiate = WebAssembly.instantiate;
  let memory;
  WebAssembly.instantiate = async (...args) => {
    const instance = await instantiate(...args);
    memory = Object.values(instance.exports).find((value) => value instanceof WebAssembly.Memory);
    return instance;
  };
  try {
    return [await make(), memory];
  } finally {
    WebAssembly.instantiate = instantiate;
  }
}

test("verifying keeps nothing, and a disposed bundle gives its memory back", async () => {
  const [own, memory] = await memoryOf(createVerifier);
  const kept = await openTestTrust(own);
  const { envelope, signers } = largeBundle();
  const known = { signers, time, environment: "test", minimumVersion: 1 };
  const open = () => own.openTrust(envelope, known);
  const round = () => {
    for (let i = 0; i < 300; i += 1) {
      own.verifyEvidence(evidence, asked({ trust: kept }));
      own.verifyEvidence(evidence.slice(i), asked({ trust: kept }));
      assert.throws(() => own.openTrust(envelope.subarray(i + 1), known), KazashiError);
    }
    for (let i = 0; i < 100; i += 1) open().dispose();
  };
  round();
  const before = memory.buffer.byteLength;
  round();
  assert.equal(memory.buffer.byteLength, before);
  const undisposed = Array.from({ length: 100 }, open); // what is kept does show, so that the check above can fail
  assert.ok(memory.buffer.byteLength > before);
  for (const bundle of undisposed) bundle.dispose();
});

/** As many anchors as a bundle may hold, so that a bundle that is not freed is seen. */
function largeBundle() {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-384" });
  const source = testBundleSource(testPki);
  const [anchor] = source.bundle.anchors;
  const anchors = Array.from({ length: 230 }, (_, index) => ({
    ...anchor,
    certificate: undefined,
    name: `anchor-${index}`,
    fingerprint: index.toString(16).padStart(64, "0"),
    provenance: { ...anchor.provenance, note: "x".repeat(500) },
  }));
  const payload = bundlePayload({ ...source, bundle: { ...source.bundle, anchors } });
  return {
    envelope: sealEnvelope(source.envelope, payload, privateKey),
    signers: [signerOf("test", ["trust-bundle"], privateKey)],
  };
}

test("what was disposed of is not used again, and disposing twice is harmless", async () => {
  const own = await createVerifier();
  const bundle = await openTestTrust(own);
  bundle.dispose();
  bundle.dispose();
  assert.throws(() => own.verifyEvidence(evidence, asked({ trust: bundle })), TypeError);
  own.dispose();
  own.dispose();
  assert.throws(() => own.verifyEvidence(evidence, asked()), TypeError);
});

test("a rulebook that does not count is refused when the verifier is made, each time for its own reason", async () => {
  const make = (rulebook) => createVerifier({ rulebook });
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-384" });
  const own = await createVerifier();
  const { id, version, issued, expires } = own.rulebook.release;
  own.dispose();
  const head = { kind: "rulebook", id, version, issued, expires };
  const envelope = sealEnvelope(head, Buffer.from("{}"), privateKey);
  const signers = [signerOf("office", ["rulebook"], privateKey)];
  await assert.rejects(make({ envelope, signers }), codeOf("rules.malformed"));
  await assert.rejects(make({ envelope }), codeOf("envelope.unknown-signer"));
  await assert.rejects(make({ minimumVersion: version + 1 }), codeOf("envelope.rollback"));
  await assert.rejects(make({ time: new Date("2060-01-01T00:00:00Z") }), codeOf("envelope.expired"));
  await assert.rejects(make({ envelope: Buffer.from("{}") }), codeOf("envelope.cbor-malformed"));
});

test("the decisions tell what the certificate's dates mean and name what nobody told them", () => {
  const { decisions } = verifier.verifyEvidence(evidence, asked());
  const ids = decisions.map(({ id }) => id);
  assert.deepEqual(ids, ["D-RENEWAL", "D-VALIDITY", "D-CERT-EXPIRY"]);
  for (const { outcome, missing, row } of decisions) {
    assert.ok(outcome !== "indeterminate" ? row !== "" : missing.length > 0);
  }
});

test("a certificate describes itself", () => {
  const der = Buffer.from(testPki.authorities.find(({ id }) => id === "auth-1").der, "base64");
  const { fingerprint, subject } = verifier.describeCertificate(der);
  assert.equal(fingerprint, testPki.authorities.find(({ id }) => id === "auth-1").sha256);
  assert.match(subject, /O=KAZASHI-TEST/);
  assert.throws(() => verifier.describeCertificate(der.subarray(0, 100)), codeOf("der.truncated"));
  assert.throws(() => verifier.describeCertificate(new Uint8Array()), KazashiError);
});

test("a visit of each person ends as the person's name says", async () => {
  const verdictOf = async (person, options) => {
    const { report } = await visit(verifier, trust, { person, policy: policies.accept, ...options });
    const worst = report.findings.find(({ outcome }) => outcome === "failed" || outcome === "indeterminate");
    return [report.verdict, worst?.code];
  };
  assert.deepEqual(await verdictOf("adult"), ["TOTAL-PASSED", undefined]);
  assert.deepEqual(await verdictOf("renewing"), ["TOTAL-PASSED", undefined]);
  assert.deepEqual(await verdictOf("second-generation"), ["TOTAL-PASSED", undefined]);
  assert.deepEqual(await verdictOf("expired"), ["TOTAL-FAILED", "certificate.expired"]);
  assert.deepEqual(await verdictOf("not-yet-valid"), ["TOTAL-FAILED", "certificate.not-yet-valid"]);
  assert.deepEqual(await verdictOf("other-ca"), ["INDETERMINATE", "path.authority-not-configured"]);
  assert.deepEqual(await verdictOf("altered-certificate"), ["TOTAL-FAILED", "certificate.signature-invalid"]);
  assert.deepEqual(await verdictOf("one-try-left", { lastTryAccepted: true }), ["TOTAL-PASSED", undefined]);
  await assert.rejects(verdictOf("one-try-left"), codeOf("card.pin-last-try"));
  await assert.rejects(verdictOf("blocked-pin"), codeOf("card.pin-blocked"));
  await assert.rejects(verdictOf("adult", { pin: "4321" }), codeOf("card.pin-wrong"));
  await assert.rejects(verdictOf("adult", { pin: "123" }), codeOf("card.pin-format"));
});
