// What `kazashi card sign FILE` has signed. The core signs no octets that a caller chose, only a JSON document that names
// the origin and the nonce of the visit; a file takes part in it by its digest.
import { createHash } from "node:crypto";
import { basename } from "node:path";
import { readOctets } from "./options.js";

interface Challenge {
  readonly origin: string;
  readonly nonce: string;
}

/** {"file": {"name", "sha256", "size"}, "nonce", "origin"} in the canonical form of RFC 8785. */
export async function documentToSign(path: string, { origin, nonce }: Challenge): Promise<string> {
  const octets = await readOctets(path);
  const sha256 = createHash("sha256").update(octets).digest("hex");
  // Written in the canonical order of the members; JSON.stringify writes strings and whole numbers as RFC 8785 asks.
  return JSON.stringify({ file: { name: basename(path), sha256, size: octets.length }, nonce, origin });
}
