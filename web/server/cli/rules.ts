// kazashi rules: checks books, signs rulebooks and shows what a signed one says.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { Failure } from "../../core/failure.js";
import type { KazashiModule } from "../../core/seam.js";
import { BookFileError, type BookFile, readBookFiles, rulebookText } from "../../rules/book-files.js";
import { checkBooks, type Fault, type FormCheck } from "../../rules/check.js";
import type { Remark } from "../../rules/remark.js";
import { languages, type Rulebook } from "../../rules/book.js";
import { dmnOf } from "../../rules/dmn.js";
import type { DecideLines } from "../../rules/reach.js";
import { type EnvelopeHead, sealEnvelope, signerOf } from "../../trust/envelope.js";
import { exitCodes, printJson, say, UsageError } from "./exit.js";
import { countOf, parseCommand, readOctets, required, timeOf } from "./options.js";
import { loadCore, openRulebookWithText, openSigned, rulebookOptions, summaryOf } from "./rulebook.js";
import { endOf, keyIn, written } from "./sealing.js";

const ownBooks = fileURLToPath(new URL("../../../../src/rules/book/", import.meta.url));
const formFile = new URL("../../../../src/rules/book.schema.json", import.meta.url);
export const rulebookKind = "rulebook";

export async function rulesCommand([action, ...args]: readonly string[]): Promise<number> {
  const actions = { check, sign, verify, "export-dmn": exportDmn } as const;
  const isAction = (name: string | undefined): name is keyof typeof actions =>
    name !== undefined && Object.hasOwn(actions, name);
  if (!isAction(action)) throw new UsageError("rules check, rules sign, rules verify or rules export-dmn?");
  try {
    return await actions[action](args);
  } catch (error) {
    if (error instanceof BookFileError) throw new UsageError(error.message);
    throw error;
  }
}

async function check(args: readonly string[]): Promise<number> {
  const { positionals } = parseCommand(args, {});
  const [path = ownBooks, ...more] = positionals;
  if (more.length > 0) throw new UsageError("one folder or one file is checked at a time");
  const books = readBookFiles(path);
  const remarks = remarksOn(books, await loadCore());
  const errors = remarks.filter(({ severity }) => severity === "error");
  const notes = remarks.filter(({ severity }) => severity === "note");
  printJson({ checked: books.map(({ file }) => file), errors, notes });
  for (const remark of [...errors, ...notes]) sayRemark(remark);
  const of = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;
  say(`${of(books.length, "book")}: ${of(errors.length, "error")}, ${of(notes.length, "note")}`);
  return errors.length === 0 ? 0 : exitCodes["TOTAL-FAILED"];
}

async function sign(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseCommand(args, {
    key: { type: "string" },
    version: { type: "string" },
    expires: { type: "string" },
    issued: { type: "string" },
    out: { type: "string" },
    id: { type: "string", default: "kazashi-rulebook" },
    signer: { type: "string", default: "deployment" },
  });
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new UsageError("one FOLDER is needed");
  const out = required(values.out, "out");
  const key = keyIn(required(values.key, "key"));
  const head: EnvelopeHead = {
    kind: rulebookKind,
    id: values.id,
    version: countOf(required(values.version, "version"), "version"),
    issued: written(timeOf(values.issued)),
    expires: endOf(required(values.expires, "expires")),
  };
  if (head.version < 1) throw new UsageError("--version is 1 or more");
  if (head.expires <= head.issued) throw new UsageError("--expires lies before the moment of issue");

  const books = readBookFiles(path);
  const core = await loadCore();
  const errors = remarksOn(books, core).filter(({ severity }) => severity === "error");
  for (const remark of errors) sayRemark(remark);
  if (errors.length > 0) {
    say("nothing was signed: kazashi rules check tells all");
    printJson({ errors });
    return exitCodes["TOTAL-FAILED"];
  }
  const envelope = sealEnvelope(head, new TextEncoder().encode(rulebookText(books)), key);
  const signer = signerOf(values.signer, [rulebookKind], key);
  // Opened as it will be in the field, so that nothing leaves this desk that is refused there.
  const request = { signers: [signer], time: head.issued, minimumVersion: head.version };
  const trial = core.Rulebook.openSigned(envelope, JSON.stringify(request));
  const answer = JSON.parse(trial.summary()) as { ok: boolean };
  trial.delete();
  if (!answer.ok) throw new UsageError(`--id: "${head.id}" cannot be the name of a rulebook`);
  writeFileSync(out, envelope);
  say(`${head.id} version ${head.version} is sealed in ${out} and counts until ${head.expires}.`);
  printJson(signer);
  return 0;
}

async function verify(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseCommand(args, {
    signers: { type: "string" },
    "minimum-version": { type: "string" },
    time: { type: "string" },
  });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new UsageError("one FILE is needed");
  const rulebook = await openSigned(await loadCore(), await readOctets(file), values);
  printJson(summaryOf(rulebook));
  rulebook.delete();
  return 0;
}

async function exportDmn(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseCommand(args, {
    ...rulebookOptions,
    lang: { type: "string", default: "ja" },
    out: { type: "string" },
  });
  if (positionals.length > 0) throw new UsageError(`rules export-dmn takes no "${positionals[0]}"`);
  const language = languages.find((known) => known === values.lang);
  if (!language) throw new UsageError(`--lang is one of: ${languages.join(", ")}`);
  const { handle, book } = await openRulebookWithText(await loadCore(), values);
  handle.delete();
  const xml = dmnOf(book, language);
  if (values.out === undefined) process.stdout.write(xml);
  else writeFileSync(values.out, xml);
  return 0;
}

function remarksOn(books: readonly BookFile[], core: KazashiModule): readonly Remark[] {
  const form = new Ajv2020({ allErrors: true }).compile(JSON.parse(readFileSync(formFile, "utf8")) as object);
  return checkBooks(
    books,
    form as FormCheck,
    (rulebook) => faultOf(core, rulebook),
    (rulebook) => decider(core, rulebook),
  );
}

function faultOf(core: KazashiModule, rulebook: Rulebook): Fault | undefined {
  const handle = core.Rulebook.open(JSON.stringify(rulebook));
  const answer = JSON.parse(handle.summary()) as { ok: true } | { ok: false; failure: Failure };
  const pointer = handle.fault();
  handle.delete();
  return answer.ok ? undefined : { code: answer.failure.code, pointer };
}

function decider(core: KazashiModule, rulebook: Rulebook): DecideLines | undefined {
  const handle = core.Rulebook.open(JSON.stringify(rulebook));
  const { ok } = JSON.parse(handle.summary()) as { ok: boolean };
  if (!ok) {
    handle.delete();
    return undefined;
  }
  return {
    decide: (lines) => new TextDecoder().decode(handle.decideMany(new TextEncoder().encode(lines))),
    dispose: () => handle.delete(),
  };
}

function sayRemark({ severity, code, file, pointer, decision, message, example }: Remark): void {
  say(`${severity} ${code}: ${decision ? `${decision}: ` : ""}${message}`);
  say(`    ${file}#${pointer}${example ? `  for example ${JSON.stringify(example)}` : ""}`);
}
