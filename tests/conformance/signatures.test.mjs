// Signatures: Project Wycheproof, through `kazashi verify-signature`. What it calls acceptable is refused.
import { test } from "node:test";
import { answer, judge, openSuite } from "./support/suite.mjs";

const base64 = (hex) => Buffer.from(hex, "hex").toString("base64");
const algorithms = {
  RsassaPkcs1Verify: { algorithm: "RSA-PKCS1" },
  RsassaPssVerify: { algorithm: "RSA-PSS" },
  EcdsaVerify: { algorithm: "ECDSA", encoding: "der" },
  EcdsaP1363Verify: { algorithm: "ECDSA", encoding: "p1363" },
  EddsaVerify: { algorithm: "Ed25519" },
};

for (const kind of ["ecdsa", "ed25519", "rsa-pkcs1", "rsa-pss"]) {
  const name = `wycheproof-${kind}`;
  const { suite, missing } = openSuite(name);
  test(`${name}: every signature as expected`, { skip: missing }, async () => {
    const cases = suite.cases.map((entry) => ({
      id: entry.id,
      spki: suite.keys[entry.key],
      ...algorithms[entry.type],
      hash: entry.sha,
      mgfHash: entry.mgfSha,
      saltLength: entry.sLen,
      message: base64(entry.msg),
      signature: base64(entry.sig),
    }));
    const answers = await answer("verify-signature", cases);
    const results = suite.cases.map(({ id, result }, index) => ({
      id,
      expected: result === "valid",
      actual: answers[index].valid,
      why: JSON.stringify(answers[index]),
    }));
    judge(name, results);
  });
}
