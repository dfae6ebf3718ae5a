// Seals the trust bundles of this build into build/wasm: the production bundle from web/trust/production.json, the test
// bundle from the generated test PKI, and the list of signers that the application pins.
//
//   node tools/sign-trust.mjs        needs build/dist (npm run build:dist); the test bundle needs build/wasm/test-pki.json
//
// KAZASHI_TRUST_KEY names the PEM file of a deployment's own P-384 key; without it this build makes one for itself.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { bundlePayload, readBundleSource } from "../build/dist/trust/bundle-source.js";
import { sealEnvelope, signerOf } from "../build/dist/trust/envelope.js";
import { ownSigningKey, readSigningKey } from "../build/dist/trust/signing-key.js";
import { testBundleSource } from "../build/dist/trust/test-bundle.js";

const root = new URL("../", import.meta.url);
const output = new URL("build/wasm/", root);
const stamp = new URL("build/trust/sealed.json", root);

const givenKey = process.env.KAZASHI_TRUST_KEY;
const key = givenKey
  ? readSigningKey(givenKey)
  : ownSigningKey(fileURLToPath(new URL("build/trust/signing-key.pem", root)));
const signer = signerOf(givenKey ? "deployment" : "this-build", ["trust-bundle"], key);

const sources = { production: readBundleSource(fileURLToPath(new URL("web/trust/production.json", root))) };
const testPki = new URL("test-pki.json", output);
if (existsSync(testPki)) sources.test = testBundleSource(JSON.parse(readFileSync(testPki, "utf8")));
else console.error("sign-trust: build/wasm/test-pki.json is not there yet; no test bundle is sealed");

// A signature differs each time it is made. What has not changed is not sealed again, so that caches stay warm.
const sealed = existsSync(stamp) ? JSON.parse(readFileSync(stamp, "utf8")) : {};
for (const folder of [output, new URL("./", stamp)]) mkdirSync(folder, { recursive: true });
for (const [environment, source] of Object.entries(sources)) {
  const file = new URL(`trust-${environment}.cose`, output);
  const wanted = digest(JSON.stringify([source, signer]));
  if (existsSync(file) && sealed[environment] === `${wanted} ${digest(readFileSync(file))}`) continue;
  const envelope = sealEnvelope(source.envelope, bundlePayload(source), key);
  writeFileSync(file, envelope);
  sealed[environment] = `${wanted} ${digest(envelope)}`;
  if (Date.parse(source.envelope.expires) < Date.now()) {
    console.error(
      `sign-trust: the ${environment} bundle expired on ${source.envelope.expires} and will be refused`,
    );
  }
  const { id, version } = source.envelope;
  console.error(`sign-trust: ${id} version ${version}, ${source.bundle.anchors.length} anchors`);
}
writeFileSync(new URL("trust-signers.json", output), `${JSON.stringify([signer], null, 2)}\n`);
writeFileSync(stamp, JSON.stringify(sealed));

function digest(octets) {
  return createHash("sha256").update(octets).digest("hex");
}
