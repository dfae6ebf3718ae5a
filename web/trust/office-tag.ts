// Writes the tag of an office: one NDEF record with what the office signed, as src/trust/office_tag.h opens it.
import type { KeyObject } from "node:crypto";
import { cbor, octets, signCose } from "./cose-sign1.js";

/** Times as `YYYY-MM-DDThh:mm:ssZ`; both ends count. */
export interface OfficeTagContent {
  readonly office: string;
  readonly origin: string;
  readonly procedure: string;
  readonly from: string;
  readonly until: string;
}

const headerChain = 33; // x5chain, RFC 9360 table 1
const recordType = "kazashi:office";

/** `chain` is DER, the office's own certificate first; `privateKey` is its P-384 key. Nothing is checked here. */
export function sealOfficeTag(
  content: OfficeTagContent,
  chain: readonly Uint8Array[],
  privateKey: KeyObject,
): Uint8Array {
  const [own, ...issuers] = chain.map(octets);
  const { office, origin, procedure, from, until } = content;
  return signCose(
    // RFC 9360 section 2: a single certificate stands alone, several in an array
    [[headerChain, issuers.length === 0 ? own : [own, ...issuers]]],
    cbor({ office, origin, procedure, from, until }),
    privateKey,
  );
}

/** An NDEF message of that one external-type record (NFC Forum, NDEF 1.0 section 3.2). */
export function officeTagMessage(payload: Uint8Array): Uint8Array {
  const messageBeginAndEnd = 0xc0;
  const short = 0x10;
  const external = 0x04;
  const isShort = payload.length < 0x100;
  const length = Buffer.alloc(isShort ? 1 : 4);
  length.writeUIntBE(payload.length, 0, length.length);
  return Buffer.concat([
    Buffer.from([messageBeginAndEnd | (isShort ? short : 0) | external, recordType.length]),
    length,
    Buffer.from(recordType, "latin1"),
    payload,
  ]);
}
