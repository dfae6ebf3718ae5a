// What the commands that seal envelopes read: the key, and the moments between which an envelope counts.
import type { KeyObject } from "node:crypto";
import { readSigningKey } from "../../trust/signing-key.js";
import { UsageError } from "./exit.js";
import { timeOf } from "./options.js";

export function keyIn(path: string): KeyObject {
  try {
    return readSigningKey(path);
  } catch (error) {
    throw new UsageError(`--key: ${(error as Error).message}`);
  }
}

/** A date alone means its last second, in UTC. */
export function endOf(text: string): string {
  const moment = /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T23:59:59Z` : text;
  try {
    return written(timeOf(moment));
  } catch {
    throw new UsageError("--expires is written YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ");
  }
}

export const written = (time: Date): string => `${time.toISOString().slice(0, 19)}Z`;
