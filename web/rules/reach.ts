// Which rows of a table can fire, found by asking the core itself: a case is told piece by piece, and only the input that
// the core says is missing is told next, in every value that could make a difference. So no second evaluator can disagree
// with the one that decides, and whole regions of cases are settled by one question.
import type { Constant, Decision, Rulebook } from "./book.js";
import { type Case, conditionsIn, Thresholds } from "./cases.js";

/** The core's answer to a case, as far as it matters here. */
interface Answer {
  readonly outcome: string;
  readonly row: string;
  readonly reason?: string;
  readonly missing: readonly string[];
  readonly invalid: readonly string[];
}

/** Loads a rulebook and decides lines of cases by it; `undefined` for a rulebook that does not load. */
export type Decider = (rulebook: Rulebook) => DecideLines | undefined;
export interface DecideLines {
  decide(lines: string): string;
  dispose(): void;
}

export interface Exploration {
  /** A case for every row that can fire. */
  readonly fired: ReadonlyMap<string, Case>;
  /** A case that no row covers, if there is one. */
  readonly gap: Case | undefined;
  /** Whether every way was tried. Without it, a row that did not fire may still be able to. */
  readonly complete: boolean;
}

/** Far more than the largest table of the catalogue takes (about ten thousand); a stop for books made to keep us busy. */
const mostQuestions = 400_000;
const atOnce = 2000;

/**
 * Tries every way through a decision of a loaded rulebook; `enough` ends the search early.
 */
export function explore(
  decision: Decision,
  core: DecideLines,
  enough: (fired: ReadonlyMap<string, Case>) => boolean = () => false,
): Exploration {
  const thresholds = new Thresholds(decision);
  const fired = new Map<string, Case>();
  let gap: Case | undefined;
  let asked = 0;
  const open = beginnings(decision, thresholds);
  while (open.length > 0 && !enough(fired)) {
    if (asked > mostQuestions) return { fired, gap, complete: false };
    const batch = open.splice(Math.max(0, open.length - atOnce));
    asked += batch.length;
    const answers = answersTo(decision.id, batch, core);
    for (const [index, known] of batch.entries()) {
      const answer = answers[index];
      if (!answer) continue;
      if (answer.row) {
        if (!fired.has(answer.row)) fired.set(answer.row, known);
      } else if (answer.reason === "rules.not-covered") {
        gap ??= known;
      } else if (answer.reason === "rules.inputs-missing" && answer.invalid.length === 0) {
        open.push(...continuations(decision, thresholds, known, answer.missing[0]));
      } // else: a contradiction between inputs, or a day after the table's end: no case for any row
    }
  }
  return { fired, gap, complete: true };
}

/** Inputs that it means something to leave out are settled first: nothing asks for them. */
function beginnings(decision: Decision, thresholds: Thresholds): Case[] {
  const asked = new Set(
    decision.rules.flatMap(({ when }) =>
      [...conditionsIn(when)].flatMap((part) => ("present" in part ? [part.present] : [])),
    ),
  );
  let cases: Case[] = [{}];
  for (const input of decision.inputs) {
    if (input.optional !== true && !asked.has(input.name)) continue;
    cases = cases.flatMap((known) => [known, ...told(known, input.name, thresholds.valuesOf(input, known))]);
  }
  return cases;
}

function continuations(
  decision: Decision,
  thresholds: Thresholds,
  known: Case,
  missing: string | undefined,
): readonly Case[] {
  const input = decision.inputs.find(({ name }) => name === missing);
  return input ? told(known, input.name, thresholds.valuesOf(input, known)) : [];
}

function told(known: Case, name: string, values: readonly Constant[]): readonly Case[] {
  return values.map((value) => ({ ...known, [name]: value }));
}

function answersTo(decision: string, cases: readonly Case[], core: DecideLines): readonly Answer[] {
  const lines = cases.map((inputs) => `${JSON.stringify({ decision, inputs })}\n`).join("");
  return core
    .decide(lines)
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Answer);
}
