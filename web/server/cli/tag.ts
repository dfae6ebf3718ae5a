// kazashi tag: writes the signed tag of an office, and verifies one.
import { X509Certificate } from "node:crypto";
import { writeFileSync } from "node:fs";
import { KazashiError, type Failure } from "../../core/failure.js";
import type { KazashiModule } from "../../core/seam.js";
import { type OfficeTagContent, officeTagMessage, sealOfficeTag } from "../../trust/office-tag.js";
import { readCertificates } from "./certificates.js";
import { exitCodes, printJson, say, UsageError } from "./exit.js";
import { parseCommand, readOctets, required, timeOf } from "./options.js";
import { loadCore } from "./rulebook.js";
import { keyIn, written } from "./sealing.js";

interface Tag extends OfficeTagContent {
  /** Of the office's certificate. */
  readonly subject: string;
  /** Which of the anchors the chain led to, from 0. */
  readonly anchor: number;
}

type Answer =
  { readonly valid: true; readonly tag: Tag } | { readonly valid: false; readonly failure: Failure };

interface Question {
  readonly message: Uint8Array;
  readonly anchors: readonly Uint8Array[];
  readonly time: string;
  readonly origin?: string | undefined;
}

export async function tagCommand(args: readonly string[]): Promise<number> {
  return args[0] === "verify" ? verify(args.slice(1)) : write(args);
}

async function write(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseCommand(args, {
    office: { type: "string" },
    origin: { type: "string" },
    procedure: { type: "string" },
    from: { type: "string" },
    until: { type: "string" },
    key: { type: "string" },
    chain: { type: "string" },
    anchors: { type: "string" },
    out: { type: "string" },
  });
  if (positionals.length > 0) throw new UsageError(`tag takes no "${positionals[0]}"; tag verify FILE?`);
  const content = {
    office: required(values.office, "office"),
    origin: required(values.origin, "origin"),
    procedure: required(values.procedure, "procedure"),
    from: values.from === undefined ? written(new Date()) : momentOf(values.from, "from", "00:00:00"),
    until: momentOf(required(values.until, "until"), "until", "23:59:59"),
  };
  const key = keyIn(required(values.key, "key"));
  const chain = await readCertificates(required(values.chain, "chain"));
  const anchors = await readCertificates(required(values.anchors, "anchors"));
  const out = required(values.out, "out");

  const message = officeTagMessage(sealOfficeTag(content, chain, key));
  const core = await loadCore();
  // Tried at both ends, so that no tag is written that phones would refuse, or would before its time is over.
  const [tag] = [content.from, content.until].map((time) => tryOut(core, { message, anchors, time }));
  writeFileSync(out, message);
  say(`${out} holds the NDEF message, ${message.length} octets: the tag needs room for as many.`);
  printJson({ octets: message.length, tag: shown(tag, anchors) });
  return exitCodes["TOTAL-PASSED"];
}

async function verify(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseCommand(args, {
    anchors: { type: "string" },
    origin: { type: "string" },
    time: { type: "string" },
  });
  const [file, ...rest] = positionals;
  if (file === undefined || rest.length > 0) throw new UsageError("one FILE is needed");
  const anchors = await readCertificates(required(values.anchors, "anchors"));
  const time = written(timeOf(values.time));
  const message = await readOctets(file);
  const answer = ask(await loadCore(), { message, anchors, time, origin: values.origin });
  printJson(answer.valid ? { valid: true, tag: shown(answer.tag, anchors) } : answer);
  return answer.valid ? exitCodes["TOTAL-PASSED"] : exitCodes["TOTAL-FAILED"];
}

function ask(core: KazashiModule, { message, anchors, time, origin }: Question): Answer {
  const question = { id: "tag", message: base64(message), anchors: anchors.map(base64), time, origin };
  const { valid, tag, failure } = JSON.parse(core.verifyTag(JSON.stringify(question))) as {
    valid: boolean;
    tag: Tag;
    failure: Failure;
  };
  if (valid) return { valid, tag };
  if (failure.code.startsWith("input.")) throw new KazashiError(failure);
  return { valid, failure };
}

function tryOut(core: KazashiModule, question: Question): Tag {
  const answer = ask(core, question);
  if (answer.valid) return answer.tag;
  say(`nothing was written: at ${question.time} the tag would be refused`);
  throw new KazashiError(answer.failure);
}

/** With the authority by its name. */
function shown(tag: Tag | undefined, anchors: readonly Uint8Array[]): object {
  const { anchor, ...rest } = tag as Tag;
  const authority = new X509Certificate(anchors[anchor] as Uint8Array).subject.replaceAll("\n", ", ");
  return { ...rest, authority };
}

/** A date alone means its first or last second, in UTC. */
function momentOf(text: string, name: string, second: string): string {
  try {
    return written(timeOf(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T${second}Z` : text));
  } catch {
    throw new UsageError(`--${name} is written YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ`);
  }
}

const base64 = (octets: Uint8Array): string => Buffer.from(octets).toString("base64");
