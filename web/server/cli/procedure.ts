// The procedure that a verification runs, and what is told for its decisions.
import type { Inputs } from "../../core/client.js";
import { packagedProcedures } from "../index.js";
import { UsageError } from "./exit.js";
import { inputsOf, readText } from "./options.js";

export const procedureOptions = {
  procedure: { type: "string" },
  "relying-party": { type: "string" },
} as const;

export interface ProcedureValues {
  readonly procedure?: string | undefined;
  readonly "relying-party"?: string | undefined;
  readonly inputs?: string | undefined;
}

/** What a verification takes for its decisions; a member that nobody asked for is not there. */
export interface ToDecideBy {
  readonly procedure?: object;
  readonly relyingParty?: Inputs;
  readonly inputs?: Inputs;
}

export async function toDecideBy(values: ProcedureValues): Promise<ToDecideBy> {
  const inputs = await inputsFrom("inputs", values.inputs);
  const relyingParty = await inputsFrom("relying-party", values["relying-party"]);
  const procedure = values.procedure === undefined ? undefined : await procedureOf(values.procedure);
  // What only a procedure reads would be dropped without a word.
  if (relyingParty && !procedure) throw new UsageError("--relying-party needs --procedure");
  return {
    ...(procedure ? { procedure } : {}),
    ...(relyingParty ? { relyingParty } : {}),
    ...(inputs ? { inputs } : {}),
  };
}

async function procedureOf(id: string): Promise<object> {
  const procedures = await packagedProcedures();
  const procedure = Object.hasOwn(procedures, id) ? procedures[id] : undefined;
  if (!procedure) throw new UsageError(`--procedure is one of: ${Object.keys(procedures).join(", ")}`);
  return procedure;
}

/** An object as JSON, or the file that holds one. */
async function inputsFrom(option: string, value: string | undefined): Promise<Inputs | undefined> {
  if (value === undefined || value.trimStart().startsWith("{")) return inputsOf(value);
  const text = await readText(value);
  if (!text.trimStart().startsWith("{")) throw new UsageError(`--${option} ${value} holds no JSON object`);
  return inputsOf(text);
}
