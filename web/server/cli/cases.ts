// Commands that answer cases line by line: JSON Lines in, JSON Lines out, in as little memory for a million as for one.
import { createReadStream } from "node:fs";
import { once } from "node:events";
import type { KazashiModule } from "../../core/seam.js";
import { exitCodes, say, UsageError } from "./exit.js";
import { parseCommand, required } from "./options.js";
import { loadCore } from "./rulebook.js";

const newline = 0x0a;
/** Above what the core reads of one case in base64 (4 MiB of DER): no more of a line is kept, so that it is refused. */
const longestLine = 8 * 1024 * 1024;

/** What answers one line without its end. */
export type AnswerLine = (core: KazashiModule) => (line: string) => string;

/** `kazashi NAME --cases FILE` */
export function casesCommand(
  name: string,
  answerWith: AnswerLine,
): (args: readonly string[]) => Promise<number> {
  return async (args) => {
    const { values, positionals } = parseCommand(args, { cases: { type: "string" } });
    if (positionals.length > 0) throw new UsageError(`${name} takes no "${positionals[0]}"`);
    const path = required(values.cases, "cases");
    return answerCases(path, answerWith(await loadCore()));
  };
}

/** Answers the cases in the file, or on standard input for "-". The exit status. */
export async function answerCases(path: string, answer: (line: string) => string): Promise<number> {
  try {
    const refused = await answerAll(answer, path === "-" ? process.stdin : createReadStream(path));
    if (refused === 0) return 0;
    say(`${refused} ${refused === 1 ? "line is" : "lines are"} no case: each answer says why`);
    return exitCodes.notCarriedOut;
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (syscall === "open" || syscall === "read") throw new UsageError(`${path} cannot be read (${code})`);
    if (code === "EPIPE") return exitCodes.notCarriedOut; // whoever read the answers has left
    throw error;
  }
}

/** How many lines were no case at all. An empty line stays empty. */
async function answerAll(answer: (line: string) => string, cases: AsyncIterable<Buffer>): Promise<number> {
  let refused = 0;
  for await (const line of linesOf(cases)) {
    const text = line.length === 0 ? "" : answer(line);
    if (saysNoCase(text)) ++refused;
    if (!process.stdout.write(`${text}\n`)) await once(process.stdout, "drain");
  }
  return refused;
}

function saysNoCase(text: string): boolean {
  if (!text.includes('"input.')) return false;
  const { failure } = JSON.parse(text) as { failure?: { code: string } };
  return failure?.code.startsWith("input.") ?? false;
}

async function* linesOf(source: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let begun: Buffer[] = [];
  let size = 0;
  const keep = (part: Buffer): void => {
    const room = Math.max(longestLine + 1 - size, 0);
    if (part.length > 0 && room > 0) begun.push(Buffer.from(part.subarray(0, room)));
    size += part.length;
  };
  const take = (): string => {
    // a line cut off in the middle is no JSON
    const line = Buffer.concat(begun).toString("utf8");
    begun = [];
    size = 0;
    return line.endsWith("\r") ? line.slice(0, -1) : line;
  };
  for await (const piece of source) {
    let from = 0;
    for (let end = piece.indexOf(newline); end >= 0; end = piece.indexOf(newline, from)) {
      keep(piece.subarray(from, end));
      yield take();
      from = end + 1;
    }
    keep(piece.subarray(from));
  }
  if (size > 0) yield take();
}
