// The options of `kazashi card`.
import type { ParseArgsConfig } from "node:util";
import { verificationOptions, type VerificationValues } from "./options.js";
import { procedureOptions, type ProcedureValues } from "./procedure.js";

export const cardOptions = {
  ...verificationOptions,
  ...procedureOptions,
  bridge: { type: "string" },
  person: { type: "string" },
  card: { type: "string" },
  "pin-fd": { type: "string" },
  "accept-last-try": { type: "boolean", default: false },
  open: { type: "string" },
  files: { type: "string" },
  out: { type: "string" },
} as const satisfies NonNullable<ParseArgsConfig["options"]>;

export interface CardValues extends VerificationValues, ProcedureValues {
  readonly person?: string | undefined;
  readonly card?: string | undefined;
  readonly open?: string | undefined;
  readonly files?: string | undefined;
  readonly out?: string | undefined;
}
