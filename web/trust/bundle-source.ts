// The source of a trust bundle as it stands in the repository: a readable JSON file that an administrator edits by
// `kazashi trust add` and seals by `kazashi trust sign`. The core reads only the sealed bundle.
import { readFileSync, writeFileSync } from "node:fs";
import type { EnvelopeHead } from "./envelope.js";

export type Purpose = "authentication" | "signature";
export type Environment = "production" | "test";
export type Confidence =
  "two-sources" | "one-source" | "official-compared" | "administrator-compared" | "generated-for-tests";

/** Where an anchor came from and how sure anybody is of it. The Report shows it. */
export interface Provenance {
  readonly source: string;
  readonly confidence: Confidence;
  readonly note: string;
}

export interface Anchor {
  readonly purpose: Purpose;
  /** SHA-256 of the certificate, 64 lower-case hexadecimal digits. */
  readonly fingerprint: string;
  readonly name: string;
  /** Hexadecimal, as certificates print it. */
  readonly serial: string;
  readonly subjectKeyIdentifier?: string;
  readonly notBefore: string;
  readonly notAfter: string;
  /** Base64 DER. Only where the certificate does not come from the card. */
  readonly certificate?: string;
  readonly provenance: Provenance;
}

/** Who signs card-verifiable certificates of one application. `official`: the key is the authority's own publication. */
export interface CardIssuer {
  readonly purpose: "attributes" | "face";
  readonly name: string;
  /** 16 octets, hexadecimal. */
  readonly keyId: string;
  /** Base64 of 256 octets; the exponent is 65537. */
  readonly modulus: string;
  readonly official: boolean;
  readonly provenance: Provenance;
}

/** Who certifies the keys that sign residence cards. */
export interface ResidenceIssuer {
  readonly name: string;
  /** Base64 DER. */
  readonly certificate: string;
  readonly official: boolean;
  readonly provenance: Provenance;
}

/** An authority that is known to exist and deliberately not in the bundle. For people: it is not sealed. */
export interface AbsentAuthority {
  readonly name: string;
  readonly serial: string;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly reason: string;
}

export interface TrustBundle {
  readonly format: "kazashi-trust:1";
  readonly environment: Environment;
  readonly anchors: readonly Anchor[];
  readonly cardIssuers?: readonly CardIssuer[];
  readonly residenceIssuers?: readonly ResidenceIssuer[];
}

export interface BundleSource {
  readonly envelope: EnvelopeHead;
  readonly bundle: TrustBundle;
  readonly absent?: readonly AbsentAuthority[];
}

export class BundleSourceError extends Error {
  override readonly name = "BundleSourceError";
}

/** Looks at what it relies on itself; everything else is for the core to judge when the sealed bundle is opened. */
export function readBundleSource(path: string): BundleSource {
  let source: BundleSource;
  try {
    source = JSON.parse(readFileSync(path, "utf8")) as BundleSource;
  } catch (error) {
    throw new BundleSourceError(`${path} cannot be read: ${(error as Error).message}`);
  }
  const { envelope, bundle } = source ?? {};
  if (typeof envelope?.id !== "string" || !Number.isSafeInteger(envelope.version) || envelope.version < 1) {
    throw new BundleSourceError(`${path}: "envelope" needs an id and a version from 1 on`);
  }
  if (bundle?.format !== "kazashi-trust:1" || !Array.isArray(bundle.anchors)) {
    throw new BundleSourceError(`${path}: "bundle" is not of the form kazashi-trust:1`);
  }
  return source;
}

export function writeBundleSource(path: string, source: BundleSource): void {
  writeFileSync(path, `${JSON.stringify(source, null, 2)}\n`);
}

/**
 * The source with one anchor more, issued now under the next version number, so that a sealed bundle in the field is
 * replaced. Refuses a certificate that is already an anchor: two entries could disagree.
 */
export function withAnchor(source: BundleSource, anchor: Anchor, now: Date): BundleSource {
  if (source.bundle.anchors.some((known) => known.fingerprint === anchor.fingerprint)) {
    throw new BundleSourceError(`${anchor.fingerprint} is already in the bundle`);
  }
  const { absent, ...kept } = source;
  const stillAbsent = absent?.filter((authority) => authority.serial !== anchor.serial);
  return {
    ...kept,
    envelope: { ...source.envelope, version: source.envelope.version + 1, issued: utc(now) },
    bundle: { ...source.bundle, anchors: [...source.bundle.anchors, anchor] },
    ...(stillAbsent && stillAbsent.length > 0 ? { absent: stillAbsent } : {}),
  };
}

/** A moment as envelopes write it. */
export function utc(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}

/** The octets that are sealed. */
export function bundlePayload(source: BundleSource): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(source.bundle));
}
