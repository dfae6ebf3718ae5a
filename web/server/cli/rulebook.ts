// The rulebook that a command decides by: this build's, or one that is named.
import { KazashiError, type Failure } from "../../core/failure.js";
import { loadKazashi } from "../../core/loader.js";
import type { KazashiModule, RulebookHandle } from "../../core/seam.js";
import type { Rulebook } from "../../rules/book.js";
import { BookFileError, readBookFiles, rulebookText } from "../../rules/book-files.js";
import { statSync } from "node:fs";
import { payloadOf } from "../../trust/open-payload.js";
import { packagedRulebook } from "../index.js";
import { readPackageOctets } from "../package-files.js";
import { say, UsageError } from "./exit.js";
import { countOf, readOctets, signersOf, timeOf } from "./options.js";

export const rulebookOptions = {
  rulebook: { type: "string" },
  signers: { type: "string" },
  "minimum-version": { type: "string" },
  time: { type: "string" },
} as const;

export interface RulebookValues {
  readonly rulebook?: string | undefined;
  readonly signers?: string | undefined;
  readonly "minimum-version"?: string | undefined;
  readonly time?: string | undefined;
}

/** What Rulebook.summary() says of one that opened. */
export interface RulebookSummary {
  readonly fingerprint: string;
  readonly decisions: readonly { readonly id: string; readonly version: string }[];
  readonly release?: {
    readonly id: string;
    readonly version: number;
    readonly issued: string;
    readonly expires: string;
    readonly signer: string;
  };
}

/** Where in the text a rulebook that did not open is wrong. */
export class RulebookFault extends KazashiError {
  constructor(
    failure: Failure,
    readonly pointer: string,
  ) {
    super(failure);
  }
}

const coseSign1 = 0xd2; // how an envelope begins: CBOR's tag 18. JSON never does.

export async function loadCore(): Promise<KazashiModule> {
  return loadKazashi(await readPackageOctets("kazashi.wasm"));
}

/** A file with a sealed rulebook, its text or one service's book, or a folder of books. */
export async function openRulebook(core: KazashiModule, values: RulebookValues): Promise<RulebookHandle> {
  return (await openRulebookWithText(core, values)).handle;
}

/** The rulebook as the core holds it and as JSON, for the texts that the core does not keep. */
export async function openRulebookWithText(
  core: KazashiModule,
  values: RulebookValues,
): Promise<{ readonly handle: RulebookHandle; readonly book: Rulebook }> {
  const { rulebook: path } = values;
  if (path === undefined) return openSealed(core, (await packagedRulebook()).envelope, values);
  if (!isFolder(path)) {
    const octets = await readOctets(path);
    if (octets[0] === coseSign1) return openSealed(core, octets, values);
  }
  const text = textOf(path);
  const handle = opened(core.Rulebook.open(text));
  return { handle, book: JSON.parse(text) as Rulebook };
}

async function openSealed(
  core: KazashiModule,
  envelope: Uint8Array,
  values: RulebookValues,
): Promise<{ readonly handle: RulebookHandle; readonly book: Rulebook }> {
  const handle = await openSigned(core, envelope, values);
  return { handle, book: JSON.parse(new TextDecoder().decode(payloadOf(envelope))) as Rulebook };
}

export async function openSigned(
  core: KazashiModule,
  envelope: Uint8Array,
  values: RulebookValues,
): Promise<RulebookHandle> {
  const request = {
    signers: await signersOf(values.signers, "production"),
    time: `${timeOf(values.time).toISOString().slice(0, 19)}Z`,
    minimumVersion: countOf(values["minimum-version"] ?? "0", "minimum-version"),
  };
  return opened(core.Rulebook.openSigned(envelope, JSON.stringify(request)));
}

export function summaryOf(rulebook: RulebookHandle): RulebookSummary {
  return JSON.parse(rulebook.summary()) as RulebookSummary;
}

/** The handle, or the reason why it did not open. */
export function opened(rulebook: RulebookHandle): RulebookHandle {
  const answer = JSON.parse(rulebook.summary()) as { ok: true } | { ok: false; failure: Failure };
  if (answer.ok) return rulebook;
  const pointer = rulebook.fault();
  rulebook.delete();
  if (pointer) say(`the rulebook is wrong at ${pointer}`);
  throw new RulebookFault(answer.failure, pointer);
}

function textOf(path: string): string {
  try {
    return rulebookText(readBookFiles(path));
  } catch (error) {
    if (error instanceof BookFileError) throw new UsageError(error.message);
    throw error;
  }
}

function isFolder(path: string): boolean {
  return path !== "-" && (statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false);
}
