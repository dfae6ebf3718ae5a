// Seals data in the signed envelope that the core opens: COSE_Sign1 (RFC 9052 section 4.2) with ES384 over
// deterministically encoded CBOR (RFC 8949 section 4.2).
import { createHash, createPublicKey, type KeyObject, sign } from "node:crypto";
import { encode, rfc8949EncodeOptions, Tagged } from "cborg";

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

const coseSign1Tag = 18; // RFC 9052 table 1
const headerAlgorithm = 1; // RFC 9052 table 3
const headerKeyId = 4;
const es384 = -35; // RFC 9053 table 1
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
  if (privateKey.asymmetricKeyDetails?.namedCurve !== "secp384r1") {
    throw new TypeError("envelopes are signed with a P-384 key");
  }
  const protectedHeader = cbor(
    new Map<number, unknown>([
      [headerAlgorithm, es384],
      [headerKeyId, octets(keyIdOf(publicKeyOf(privateKey)))],
    ]),
  );
  const content = cbor({ ...head, payload: octets(payload) });
  const toBeSigned = cbor(["Signature1", protectedHeader, new Uint8Array(), content]);
  const signature = sign("sha384", toBeSigned, { key: privateKey, dsaEncoding: "ieee-p1363" });
  return cbor(new Tagged(coseSign1Tag, [protectedHeader, {}, content, octets(signature)]));
}

function cbor(value: unknown): Uint8Array {
  return encode(value, rfc8949EncodeOptions);
}

/** A Buffer as the plain octet string it is. */
function octets(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes);
}
