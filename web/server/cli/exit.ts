// How the commands end. A script must be able to tell a failed verification from one that could not be decided, and both
// from one that never took place.
import type { Verdict } from "../../core/generated/codes.js";

export const exitCodes = {
  "TOTAL-PASSED": 0,
  "TOTAL-FAILED": 1,
  INDETERMINATE: 2,
  /** The card, the reader, a file or an option stood in the way; the JSON on standard output names the failure. */
  notCarriedOut: 3,
  /** The command itself was not understood (EX_USAGE of sysexits.h). */
  usage: 64,
} as const satisfies Record<Verdict | "notCarriedOut" | "usage", number>;

/** The command was not understood: a sentence for people, on standard error. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

/** Words go to standard error, so that standard output is JSON and nothing else. */
export function say(line = ""): void {
  process.stderr.write(`${line}\n`);
}
