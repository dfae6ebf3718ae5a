// Seals what is distributed into build/wasm: the production trust bundle from web/trust/production.json, the test bundle
// from the generated test PKI, the rulebook, and the list of signers that the application pins.
//
//   node tools/sign-trust.mjs        needs build/dist (npm run build:dist); the test bundle needs build/wasm/test-pki.json,
//                                    the sealed rulebook build/wasm/rulebook.json
//
// web/trust/rulebook.json says under which version the rulebook of this tree is released and until when it counts: raise
// the version with every release, for an application refuses to go back.
//
// Two keys: production's signs the production bundle and the rulebook, the test key test bundles alone, and each list of
// pinned signers names one of them. KAZASHI_TRUST_KEY names the PEM file of a deployment's own P-384 key for production;
// without it this build makes one for itself, as it always does for tests.
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

const given = process.env.KAZASHI_TRUST_KEY;
const own = (name) => ownSigningKey(fileURLToPath(new URL(`build/trust/${name}-key.pem`, root)));
const seat = (id, kinds, key) => ({ key, signer: signerOf(id, kinds, key) });
const production = seat(
  given ? "deployment" : "this-build",
  ["trust-bundle", "rulebook"],
  given ? readSigningKey(given) : own("production"),
);
const tests = seat("this-build-tests", ["trust-bundle"], own("test"));
// One key for both would make every test bundle as good as the real one.
if (production.signer.spki === tests.signer.spki) throw new Error("KAZASHI_TRUST_KEY is the key for tests");

const bundle = (by, source) => ({ by, head: source.envelope, payload: bundlePayload(source) });
const wanted = {
  "trust-production": bundle(
    production,
    readBundleSource(fileURLToPath(new URL("web/trust/production.json", root))),
  ),
};
const testPki = new URL("test-pki.json", output);
if (existsSync(testPki))
  wanted["trust-test"] = bundle(tests, testBundleSource(JSON.parse(readFileSync(testPki, "utf8"))));
else console.error("sign-trust: build/wasm/test-pki.json is not there yet; no test bundle is sealed");
const rulebook = new URL("rulebook.json", output);
if (existsSync(rulebook)) {
  const head = JSON.parse(readFileSync(new URL("web/trust/rulebook.json", root), "utf8"));
  wanted.rulebook = { by: production, head, payload: readFileSync(rulebook) };
} else console.error("sign-trust: build/wasm/rulebook.json is not there yet; no rulebook is sealed");

// A signature differs each time it is made. What has not changed is not sealed again, so that caches stay warm.
const sealed = existsSync(stamp) ? JSON.parse(readFileSync(stamp, "utf8")) : {};
for (const folder of [output, new URL("./", stamp)]) mkdirSync(folder, { recursive: true });
for (const [name, { by, head, payload }] of Object.entries(wanted)) {
  const file = new URL(`${name}.cose`, output);
  const content = digest(JSON.stringify([head, digest(payload), by.signer]));
  if (existsSync(file) && sealed[name] === `${content} ${digest(readFileSync(file))}`) continue;
  const envelope = sealEnvelope(head, payload, by.key);
  writeFileSync(file, envelope);
  sealed[name] = `${content} ${digest(envelope)}`;
  if (Date.parse(head.expires) < Date.now()) {
    console.error(`sign-trust: ${head.id} expired on ${head.expires} and will be refused`);
  }
  console.error(`sign-trust: ${head.id} version ${head.version}`);
}
const pinned = (name, { signer }) =>
  writeFileSync(new URL(name, output), `${JSON.stringify([signer], null, 2)}\n`);
pinned("trust-signers.json", production);
pinned("trust-test-signers.json", tests);
writeFileSync(stamp, JSON.stringify(sealed));

function digest(octets) {
  return createHash("sha256").update(octets).digest("hex");
}
