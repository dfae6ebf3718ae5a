// Options that several commands share, and how strictly they are read.
import { readFile } from "node:fs/promises";
import { parseArgs, type ParseArgsConfig } from "node:util";
import type { Inputs } from "../../core/client.js";
import type { Environment, Policy, RevocationPolicy } from "../../core/report.js";
import type { Signer } from "../../core/seam.js";
import { packagedSigners, packagedTrust, type TrustBundle, type Verifier } from "../index.js";
import { UsageError } from "./exit.js";

type OptionTypes = NonNullable<ParseArgsConfig["options"]>;

type Parsed<Options extends OptionTypes> = Pick<
  ReturnType<typeof parseArgs<{ options: Options; allowPositionals: true }>>,
  "values" | "positionals"
>;

/** Options and positional arguments; an option that is unknown, doubled or without its value is a UsageError. */
export function parseCommand<Options extends OptionTypes>(
  args: readonly string[],
  options: Options,
): Parsed<Options> {
  try {
    const { values, positionals, tokens } = parseArgs({
      args: [...args],
      options,
      allowPositionals: true,
      strict: true,
      tokens: true,
    });
    const seen = new Set<string>();
    for (const token of tokens) {
      if (token.kind !== "option") continue;
      if (seen.has(token.name)) throw new UsageError(`--${token.name} is given twice`);
      seen.add(token.name);
    }
    return { values, positionals };
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(error.message);
    throw error;
  }
}

export const verificationOptions = {
  origin: { type: "string" },
  nonce: { type: "string" },
  trust: { type: "string" },
  signers: { type: "string" },
  environment: { type: "string" },
  "minimum-version": { type: "string" },
  policy: { type: "string" },
  time: { type: "string" },
  inputs: { type: "string" },
} as const satisfies OptionTypes;

export interface VerificationValues {
  readonly origin?: string | undefined;
  readonly nonce?: string | undefined;
  readonly trust?: string | undefined;
  readonly signers?: string | undefined;
  readonly environment?: string | undefined;
  readonly "minimum-version"?: string | undefined;
  readonly policy?: string | undefined;
  readonly time?: string | undefined;
  readonly inputs?: string | undefined;
}

export function required(value: string | undefined, name: string): string {
  if (value === undefined) throw new UsageError(`--${name} is required`);
  return value;
}

const revocationPolicies: readonly RevocationPolicy[] = ["require", "accept-not-checked"];

export function policyOf(text: string): Policy {
  const revocation = revocationPolicies.find((known) => known === text);
  if (!revocation) throw new UsageError(`--policy is one of: ${revocationPolicies.join(", ")}`);
  return { revocation };
}

/** `YYYY-MM-DDThh:mm:ssZ`; the present moment when nothing is given. */
export function timeOf(text: string | undefined): Date {
  if (text === undefined) return new Date();
  const time = new Date(text);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) || Number.isNaN(time.getTime())) {
    throw new UsageError("--time is written YYYY-MM-DDThh:mm:ssZ");
  }
  return time;
}

export function countOf(text: string, name: string): number {
  const count = Number(text);
  if (!/^\d{1,15}$/.test(text)) throw new UsageError(`--${name} is a whole number`);
  return count;
}

export function inputsOf(text: string | undefined): Inputs | undefined {
  if (text === undefined) return undefined;
  const inputs = objectOf(text);
  if (!inputs) throw new UsageError("--inputs is a JSON object");
  return inputs as Inputs;
}

function objectOf(text: string): object | undefined {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The JSON object that a file holds. */
export async function objectIn(path: string): Promise<object> {
  const object = objectOf(await readText(path));
  if (!object) throw new UsageError(`${path} holds no JSON object`);
  return object;
}

/** A file, or standard input for "-". */
export async function readOctets(path: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return path === "-" ? await readStandardInput() : new Uint8Array(await readFile(path));
  } catch (error) {
    throw new UsageError(
      `${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown reason"})`,
    );
  }
}

async function readStandardInput(): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) chunks.push(chunk);
  return new Uint8Array(Buffer.concat(chunks));
}

export async function readText(path: string): Promise<string> {
  return new TextDecoder().decode(await readOctets(path));
}

export function environmentOf(text: string): Environment {
  if (text !== "production" && text !== "test") throw new UsageError("--environment is production or test");
  return text;
}

/** The named list, or else the keys that this build pins for `environment`. */
export async function signersOf(
  path: string | undefined,
  environment: Environment,
): Promise<readonly Signer[]> {
  if (path === undefined) return packagedSigners(environment);
  try {
    const signers = JSON.parse(await readText(path)) as unknown;
    if (Array.isArray(signers)) return signers as Signer[];
  } catch (error) {
    if (error instanceof UsageError) throw error;
  }
  throw new UsageError(`${path} holds no list of signers`);
}

/**
 * Opens the bundle in the named file, or the packaged test bundle where a command allows that. Only tests may leave open
 * how old is too old: a test bundle of this build is the only one there is.
 */
export async function openTrust(
  verifier: Verifier,
  values: VerificationValues,
  time: Date,
  environment: Environment,
): Promise<TrustBundle> {
  const envelope = values.trust
    ? await readOctets(values.trust)
    : (await packagedTrust(environment)).envelope;
  return verifier.openTrust(envelope, {
    signers: await signersOf(values.signers, environment),
    time,
    environment,
    minimumVersion: minimumVersionOf(values, environment),
  });
}

export function minimumVersionOf(values: VerificationValues, environment: Environment): number {
  const given = values["minimum-version"] ?? (environment === "test" ? "1" : undefined);
  return countOf(required(given, "minimum-version"), "minimum-version");
}
