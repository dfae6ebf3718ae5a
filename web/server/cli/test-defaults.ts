// What stands in for a relying party's server while the simulator stands in for a card. Good for trying things out and
// for nothing else: a nonce that everybody knows protects nobody.
import type { Environment, RevocationPolicy } from "../../core/report.js";

export const testChallenge = {
  origin: "https://kazashi.example",
  nonce: Buffer.from("kazashi-test-nonce-never-use-it!").toString("base64"),
  policy: "require" satisfies RevocationPolicy,
  environment: "test" satisfies Environment,
} as const;
