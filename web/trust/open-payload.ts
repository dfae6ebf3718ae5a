// What an envelope carries, for callers that have had the core open it: here no signature is checked.
import { decode, Tagged } from "cborg";

const coseSign1Tag = 18; // RFC 9052 table 1

/** The payload of an envelope that the core has just opened. */
export function payloadOf(envelope: Uint8Array): Uint8Array {
  const { value } = decode(envelope, { tags: Tagged.preserve(coseSign1Tag) }) as {
    value: readonly Uint8Array[];
  };
  const content = value[2]; // RFC 9052 section 4.2: protected header, unprotected header, payload, signature
  if (!content) throw new TypeError("no envelope");
  return (decode(content) as { payload: Uint8Array }).payload;
}
