// Seals data in the signed envelope that the core opens.
import { createHash, createPublicKey, type KeyObject } from "node:crypto";
import { cbor, octets, signCose } from "./cose-sign1.js";

/** What an envelope says of itself; times as `YYYY-MM-DDThh:mm:ssZ`. */
export interface EnvelopeHead {
  readonly kind: string;
  readonly id: string;
  readonly version: number;
  readonly issued: string;
  readonly expires: string;
}

/** A key whose envelopes an application accepts, and for which kinds; `spki` is base64 DER. */
export interface Signer {
  readonly id: string;
  readonly kinds: readonly string[];
  readonly spki: string;
}

const headerKeyId = 4; // RFC 9052 table 3
const keyIdLength = 8;

export function publicKeyOf(privateKey: KeyObject): Buffer {
  return createPublicKey(privateKey).export({ type: "spki", format: "der" });
}

/** The first octets of SHA-256 over the SPKI: enough to choose a key by; which key it is, the signature proves. */
export function keyIdOf(spki: Uint8Array): Uint8Array {
  return createHash("sha256").update(spki).digest().subarray(0, keyIdLength);
}

export function signerOf(id: string, kinds: readonly string[], privateKey: KeyObject): Signer {
  return { id, kinds, spki: publicKeyOf(privateKey).toString("base64") };
}

/** `privateKey` is a P-384 key. Two calls give different octets: ECDSA draws a fresh number each time. */
export function sealEnvelope(head: EnvelopeHead, payload: Uint8Array, privateKey: KeyObject): Uint8Array {
  const keyId = octets(keyIdOf(publicKeyOf(privateKey)));
  return signCose([[headerKeyId, keyId]], cbor({ ...head, payload: octets(payload) }), privateKey);
}
