// Signs as the core verifies: COSE_Sign1 (RFC 9052 section 4.2) with ES384 over deterministically encoded CBOR (RFC 8949
// section 4.2).
import { type KeyObject, sign } from "node:crypto";
import { encode, rfc8949EncodeOptions, Tagged } from "cborg";

const coseSign1Tag = 18; // RFC 9052 table 1
const headerAlgorithm = 1; // RFC 9052 table 3
const es384 = -35; // RFC 9053 table 1

/**
 * `header` is what the protected header says besides the algorithm; the unprotected one is empty. `privateKey` is a P-384
 * key. Two calls give different octets: ECDSA draws a fresh number each time.
 */
export function signCose(
  header: readonly (readonly [label: number, value: unknown])[],
  content: Uint8Array,
  privateKey: KeyObject,
): Uint8Array {
  if (privateKey.asymmetricKeyDetails?.namedCurve !== "secp384r1") {
    throw new TypeError("what the core verifies is signed with a P-384 key");
  }
  const protectedHeader = cbor(new Map<number, unknown>([[headerAlgorithm, es384], ...header]));
  const toBeSigned = cbor(["Signature1", protectedHeader, new Uint8Array(), content]);
  const signature = sign("sha384", toBeSigned, { key: privateKey, dsaEncoding: "ieee-p1363" });
  return cbor(new Tagged(coseSign1Tag, [protectedHeader, {}, content, octets(signature)]));
}

export function cbor(value: unknown): Uint8Array {
  return encode(value, rfc8949EncodeOptions);
}

/** A Buffer as the plain octet string it is. */
export function octets(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes);
}
