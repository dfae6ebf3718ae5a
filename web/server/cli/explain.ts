// kazashi explain: one decision laid out as a table, for a person at a counter to read out.
import { KazashiError, type Failure } from "../../core/failure.js";
import type { TracedDecision } from "../../core/trace.js";
import { type ConditionLine, type Explanation, explanationOf } from "../../explain/explanation.js";
import { findDecision, languages } from "../../rules/book.js";
import { printJson, UsageError } from "./exit.js";
import { inputsOf, parseCommand } from "./options.js";
import { loadCore, openRulebookWithText, rulebookOptions } from "./rulebook.js";

export async function explainCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseCommand(args, {
    ...rulebookOptions,
    inputs: { type: "string" },
    date: { type: "string" },
    lang: { type: "string", default: "ja" },
    json: { type: "boolean", default: false },
  });
  const [id, ...more] = positionals;
  if (id === undefined || more.length > 0) throw new UsageError("one DECISION is needed, such as D-RENEWAL");
  const language = languages.find((known) => known === values.lang);
  if (!language) throw new UsageError(`--lang is one of: ${languages.join(", ")}`);
  const given = { ...inputsOf(values.inputs) };
  if (values.date !== undefined) {
    if ("evaluationDate" in given) throw new UsageError("the day stands in --date and in --inputs");
    given["evaluationDate"] = values.date;
  }

  const { handle, book } = await openRulebookWithText(await loadCore(), values);
  const answer = JSON.parse(handle.decide(JSON.stringify({ id, inputs: given, trace: true }))) as
    { ok: true; decision: TracedDecision } | { ok: false; failure: Failure };
  handle.delete();
  if (!answer.ok) throw new KazashiError(answer.failure);
  const found = findDecision(book, id);
  if (!found) throw new KazashiError("rules.unknown-decision");
  const explanation = explanationOf(found, answer.decision, given, language);
  if (values.json) printJson(explanation);
  else process.stdout.write(`${[...linesOf(explanation)].join("\n")}\n`);
  return 0;
}

function* linesOf(explanation: Explanation): Generator<string> {
  const { words } = explanation;
  yield `${explanation.title}  (${explanation.id} ${explanation.version})`;
  yield "";
  yield `${words.answer}: ${explanation.outcome}`;
  if (explanation.reason) yield `  ${explanation.reason}`;
  for (const { label, value } of explanation.values) yield `  ${label}: ${value}`;
  if (explanation.basis) yield `${words.basis} (${explanation.row}): 「${explanation.basis}」`;
  yield `  ${explanation.source}`;
  yield* list(words.remarks, explanation.remarks);
  yield* list(
    words.stillNeeded,
    explanation.missing.map(({ sign, question }) => `${sign} ${question}`),
  );
  yield "";
  yield words.given;
  yield* table(explanation.known.map(({ sign, question, answer, name }) => [sign, question, answer, name]));
  yield "";
  yield words.table;
  const heads = [
    words.row,
    words.what,
    words.condition,
    words.truths.true + "/" + words.truths.false,
    words.leadsTo,
  ];
  yield* table([
    heads,
    ...explanation.rows.flatMap(({ row, stateText, state, outcome, lines }) =>
      lines.map((line, index) => [
        index === 0 ? `${marks[state]} ${row}` : "",
        index === 0 ? stateText : "",
        indented(line),
        line.truthText ?? "",
        index === 0 ? outcome : "",
      ]),
    ),
  ]);
  yield* list(words.conventionsTitle, explanation.conventions);
}

const marks = { "passed-over": "×", fired: "○", undecided: "?", "not-tried": "-" } as const;
const indented = ({ depth, text }: ConditionLine): string => "  ".repeat(depth) + text;

function* list(title: string, entries: readonly string[]): Generator<string> {
  if (entries.length === 0) return;
  yield "";
  yield title;
  for (const entry of entries) yield `  - ${entry}`;
}

/** Columns as wide as their widest cell; the last one runs on. */
function* table(rows: readonly (readonly string[])[]): Generator<string> {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, widthOf(cell));
  }
  for (const row of rows) {
    const cells = row.map((cell, column) => cell + " ".repeat((widths[column] ?? 0) - widthOf(cell)));
    yield `  ${cells.join(" | ")}`.trimEnd();
  }
}

/** What a terminal takes for it: two places for a Japanese character (Unicode's East Asian Width, roughly). */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text)
    width +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u.test(
        character,
      )
        ? 2
        : 1;
  return width;
}
