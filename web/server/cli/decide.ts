// kazashi decide: decides an archive of cases, one a line, in as little memory for a million as for one.
import { createReadStream } from "node:fs";
import { once } from "node:events";
import type { RulebookHandle } from "../../core/seam.js";
import { exitCodes, say, UsageError } from "./exit.js";
import { parseCommand, required } from "./options.js";
import { loadCore, openRulebook, rulebookOptions } from "./rulebook.js";

const newline = 0x0a;
/** What crosses into the core at once: large against the cost of crossing, small against any machine's memory. */
const chunkOctets = 256 * 1024;
/** The core refuses a longer line (rules.too-large), so no more of it than this is kept to be refused. */
const longestLine = 64 * 1024;
/** No text of a case can hold these octets: a quotation mark inside JSON text is escaped. */
const failureMark = Buffer.from('"failure":{"code":');

export async function decideCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseCommand(args, { ...rulebookOptions, cases: { type: "string" } });
  if (positionals.length > 0) throw new UsageError(`decide takes no "${positionals[0]}"`);
  const path = required(values.cases, "cases");
  const core = await loadCore();
  const rulebook = await openRulebook(core, values);
  try {
    const failed = await decideAll(rulebook, path === "-" ? process.stdin : createReadStream(path));
    if (failed === 0) return 0;
    say(`${failed} ${failed === 1 ? "line" : "lines"} could not be decided: each says why`);
    return exitCodes.notCarriedOut;
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (syscall === "open" || syscall === "read") throw new UsageError(`${path} cannot be read (${code})`);
    if (code === "EPIPE") return exitCodes.notCarriedOut; // whoever read the answers has left
    throw error;
  } finally {
    rulebook.delete();
  }
}

/** How many lines had no decision to answer with. */
async function decideAll(rulebook: RulebookHandle, cases: AsyncIterable<Buffer>): Promise<number> {
  let failed = 0;
  for await (const lines of linesOf(cases)) {
    const answers = Buffer.from(rulebook.decideMany(lines));
    failed += count(answers, failureMark);
    if (!process.stdout.write(answers)) await once(process.stdout, "drain");
  }
  return failed;
}

/** The same octets in pieces that end where a line ends. */
async function* linesOf(source: AsyncIterable<Buffer>): AsyncGenerator<Uint8Array> {
  let waiting: Buffer[] = [];
  let size = 0;
  let unended = 0; // octets since the last end of a line
  const keep = (part: Buffer): void => {
    if (part.length > 0) waiting.push(part);
    size += part.length;
  };
  for await (const piece of source) {
    const end = piece.lastIndexOf(newline) + 1;
    keep(piece.subarray(0, end));
    if (end > 0) unended = 0;
    if (end > 0 && size >= chunkOctets) {
      yield Buffer.concat(waiting);
      waiting = [];
      size = 0;
    }
    const begun = piece.subarray(end).subarray(0, longestLine + 1 - unended);
    keep(begun);
    unended += begun.length;
  }
  if (size > 0) yield Buffer.concat(waiting);
}

function count(text: Buffer, mark: Buffer): number {
  let found = 0;
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + mark.length)) ++found;
  return found;
}
