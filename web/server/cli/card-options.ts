// The options of `kazashi card`.
import type { ParseArgsConfig } from "node:util";
import { verificationOptions, type VerificationValues } from "./options.js";

export const cardOptions = {
  ...verificationOptions,
  bridge: { type: "string" },
  person: { type: "string" },
  card: { type: "string" },
  "pin-fd": { type: "string" },
  "accept-last-try": { type: "boolean", default: false },
  open: { type: "string" },
  files: { type: "string" },
  procedure: { type: "string" },
  out: { type: "string" },
} as const satisfies NonNullable<ParseArgsConfig["options"]>;

export interface CardValues extends VerificationValues {
  readonly person?: string | undefined;
  readonly card?: string | undefined;
  readonly open?: string | undefined;
  readonly files?: string | undefined;
  readonly procedure?: string | undefined;
  readonly out?: string | undefined;
}
