// Cards that a verifier must refuse, or must say what it could not check, with the trust bundle under which the rest of
// them is sound. Made anew for a test file that asks, by the tool that makes the test certificates.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundlePayload } from "../../../build/dist/trust/bundle-source.js";
import { sealEnvelope, signerOf } from "../../../build/dist/trust/envelope.js";
import { ownSigningKey } from "../../../build/dist/trust/signing-key.js";
import { testBundleSource } from "../../../build/dist/trust/test-bundle.js";
import { root, testPki } from "./build.mjs";

const builds = ["native-release", "native-debug"].map((preset) => join(root, "build", preset));
const tool = [
  process.env.KAZASHI_TEST_PKI_TOOL,
  ...builds.map((build) => join(build, "tests/simulator/pki/kazashi_test_pki")),
].find((path) => path && existsSync(path));

/**
 * { pki, trustOptions, cardFile(entry), dispose() }: `pki` as tests/simulator/pki/main.cpp describes it; `trustOptions`
 * are what makes `kazashi` believe its authorities; `cardFile` writes an entry, changed or not, to a file for --card.
 */
export function alteredCards() {
  const folder = mkdtempSync(join(tmpdir(), "kazashi-cards-"));
  const path = (name) => join(folder, name);
  execFileSync(tool, ["--today", testPki.today, "--hostile", "--out", path("pki.json")]);
  const pki = JSON.parse(readFileSync(path("pki.json"), "utf8"));
  const source = testBundleSource(pki);
  const key = ownSigningKey(path("key.pem"));
  writeFileSync(path("trust.cose"), sealEnvelope(source.envelope, bundlePayload(source), key));
  writeFileSync(path("signers.json"), JSON.stringify([signerOf("altered-cards", ["trust-bundle"], key)]));
  let written = 0;
  return {
    pki,
    trustOptions: ["--trust", path("trust.cose"), "--signers", path("signers.json")],
    cardFile(entry) {
      const file = path(`card-${++written}.json`);
      writeFileSync(file, JSON.stringify(entry));
      return file;
    },
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}
