// kazashi trust: shows, extends and signs trust bundles.
import { createHash, generateKeyPairSync, X509Certificate } from "node:crypto";
import { writeFileSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { fileURLToPath } from "node:url";
import { KazashiError } from "../../core/failure.js";
import type { Environment } from "../../core/report.js";
import {
  type Anchor,
  bundlePayload,
  type BundleSource,
  BundleSourceError,
  readBundleSource,
  withAnchor,
  writeBundleSource,
} from "../../trust/bundle-source.js";
import { sealEnvelope, signerOf } from "../../trust/envelope.js";
import { payloadOf } from "../../trust/open-payload.js";
import { readSigningKey } from "../../trust/signing-key.js";
import { createVerifier, type Verifier } from "../index.js";
import { exitCodes, printJson, say, UsageError } from "./exit.js";
import { parseCommand, readOctets, required, signersOf, timeOf } from "./options.js";

const ownSource = fileURLToPath(new URL("../../../../web/trust/production.json", import.meta.url));
const officialPage = "https://www.jpki.go.jp/ca/";
const trustBundleKind = "trust-bundle";

export async function trustCommand([action, ...args]: readonly string[]): Promise<number> {
  const actions = { show, add, sign } as const;
  const chosen = action === "show" || action === "add" || action === "sign" ? actions[action] : undefined;
  if (!chosen) throw new UsageError("trust show, trust add or trust sign?");
  try {
    return await chosen(args);
  } catch (error) {
    if (error instanceof BundleSourceError) throw new UsageError(error.message);
    throw error;
  }
}

async function show(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseCommand(args, {
    signers: { type: "string" },
    time: { type: "string" },
  });
  const file = onlyOne(positionals, "FILE");
  const octets = await readOctets(file);
  const verifier = await createVerifier();
  // A sealed bundle begins with CBOR's tag 18; a source is JSON.
  if (octets[0] === 0xd2) {
    const environment = environmentIn(octets);
    const options = {
      signers: await signersOf(values.signers, environment),
      time: timeOf(values.time),
      environment,
      minimumVersion: 0, // it is looked at, not relied on
    };
    const trust = verifier.openTrust(octets, options);
    printJson(trust.summary);
    trust.dispose();
    return 0;
  }
  const source = readBundleSource(file);
  tryOut(verifier, source);
  printJson(source);
  return 0;
}

/** What a bundle says of itself, so that it can be shown; what is no bundle, the core refuses by name. */
function environmentIn(envelope: Uint8Array): Environment {
  try {
    const payload = new TextDecoder().decode(payloadOf(envelope));
    const { environment } = JSON.parse(payload) as { environment?: unknown };
    return environment === "test" ? "test" : "production";
  } catch {
    return "production";
  }
}

async function add(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseCommand(args, {
    purpose: { type: "string" },
    name: { type: "string" },
    bundle: { type: "string", default: ownSource },
  });
  const file = onlyOne(positionals, "CERTIFICATE");
  const purpose = required(values.purpose, "purpose");
  if (purpose !== "authentication" && purpose !== "signature") {
    throw new UsageError("--purpose is authentication or signature");
  }
  const source = readBundleSource(values.bundle);
  const der = derOf(await readOctets(file), file);
  const verifier = await createVerifier();
  const certificate = verifier.describeCertificate(der);
  requireAuthority(der);

  const serial = certificate.serial.toUpperCase();
  const expected = source.absent?.find((authority) => authority.serial.toUpperCase() === serial);
  const digests = [certificate.fingerprint, createHash("sha1").update(der).digest("hex")] as const;
  say(`Purpose      ${purpose}`);
  say(`Subject      ${certificate.subject}`);
  say(`Serial       ${serial}${expected ? `  (that of ${expected.name}, known to be missing)` : ""}`);
  say(`Valid        ${certificate.notBefore} to ${certificate.notAfter}`);
  say(`SHA-256      ${spaced(digests[0])}`);
  say(`SHA-1        ${spaced(digests[1])}  (to compare with, should the page print this one)`);
  say();
  say(`Compare them with what J-LIS publishes at ${officialPage} , opened by yourself.`);
  say("If and only if everything agrees, type the last eight digits of the fingerprint as they");
  say("stand on that page. Anything else leaves the bundle as it is.");
  const typed = (await ask("Last eight digits: ")).replaceAll(/[\s:]/g, "").toLowerCase();
  if (!digests.some((digest) => digest.slice(-8) === typed)) {
    say("Not confirmed: nothing was written.");
    throw new KazashiError("user.cancelled");
  }

  const anchor: Anchor = {
    purpose,
    fingerprint: certificate.fingerprint,
    name: values.name ?? expected?.name ?? `${purpose}-ca-${serial.toLowerCase()}`,
    serial,
    ...(certificate.subjectKeyIdentifier ? { subjectKeyIdentifier: certificate.subjectKeyIdentifier } : {}),
    notBefore: certificate.notBefore,
    notAfter: certificate.notAfter,
    provenance: {
      source: officialPage,
      confidence: "administrator-compared",
      note: `Compared with the official page by an administrator on ${new Date().toISOString().slice(0, 10)}.`,
    },
  };
  const now = new Date();
  const extended = withAnchor(source, anchor, now);
  // Tried with the certificate, so that the core sees whose it is: a test authority's has no place in production.
  tryOut(verifier, withAnchor(source, { ...anchor, certificate: Buffer.from(der).toString("base64") }, now));
  writeBundleSource(values.bundle, extended);
  say(
    `${anchor.name} is in ${values.bundle}, version ${extended.envelope.version}. Sign it to put it to use.`,
  );
  printJson({ added: anchor, bundle: values.bundle, version: extended.envelope.version });
  return 0;
}

async function sign(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseCommand(args, {
    key: { type: "string" },
    out: { type: "string" },
    signer: { type: "string", default: "deployment" },
  });
  const source = readBundleSource(onlyOne(positionals, "SOURCE"));
  const out = required(values.out, "out");
  const keyFile = required(values.key, "key");
  let key;
  try {
    key = readSigningKey(keyFile);
  } catch (error) {
    throw new UsageError(`--key: ${(error as Error).message}`);
  }
  const verifier = await createVerifier();
  tryOut(verifier, source);
  writeFileSync(out, sealEnvelope(source.envelope, bundlePayload(source), key));
  const { id, version, expires } = source.envelope;
  say(`${id} version ${version} is sealed in ${out} and counts until ${expires}.`);
  printJson(signerOf(values.signer, [trustBundleKind], key));
  return exitCodes["TOTAL-PASSED"];
}

/**
 * Has the core open the bundle as it would open the sealed one, so that nothing is written or signed that it refuses.
 * The moment of issue is taken as the time: whether the bundle still counts today is another question.
 */
function tryOut(verifier: Verifier, source: BundleSource): void {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-384" });
  const envelope = sealEnvelope(source.envelope, bundlePayload(source), privateKey);
  const signers = [signerOf("trial", [trustBundleKind], privateKey)];
  const time = new Date(source.envelope.issued);
  const { environment } = source.bundle;
  const minimumVersion = source.envelope.version;
  verifier.openTrust(envelope, { signers, time, environment, minimumVersion }).dispose();
}

function onlyOne(positionals: readonly string[], what: string): string {
  const [first, ...rest] = positionals;
  if (first === undefined || rest.length > 0) throw new UsageError(`one ${what} is needed`);
  return first;
}

/** Certificates are handed out as DER and as PEM. */
function derOf(octets: Uint8Array, file: string): Uint8Array {
  try {
    return new Uint8Array(new X509Certificate(octets).raw);
  } catch {
    throw new UsageError(`${file} holds no certificate`);
  }
}

/** An anchor is an authority that signed itself: no other certificate can end a path. */
function requireAuthority(der: Uint8Array): void {
  const certificate = new X509Certificate(der);
  if (!certificate.ca) throw new KazashiError("certificate.is-not-authority");
  if (!certificate.verify(certificate.publicKey)) throw new KazashiError("certificate.signature-invalid");
}

function spaced(hex: string): string {
  return (hex.toUpperCase().match(/.{4}/g) ?? []).join(" ");
}

async function ask(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr, terminal: false });
  process.stderr.write(question);
  try {
    for await (const line of lines) return line;
    return "";
  } finally {
    lines.close();
  }
}
