// A decision laid out to be read: what was known, every row with its condition and what became of it, the sentence, the
// ways of counting that mattered and what is still missing. Made from the core's trace and the book's own texts; nothing
// is evaluated here.
import type {
  Call,
  Condition,
  Constant,
  Decision,
  Input,
  Language,
  Service,
  Side,
  Term,
} from "../rules/book.js";
import type { ConditionTrace, SideTrace, TracedDecision, TruthWord } from "../core/trace.js";
import { type Convention, type Words, words } from "./words.js";

export type RowState = "passed-over" | "fired" | "undecided" | "not-tried";

/** One line of a condition; parts of a condition stand deeper than it does. */
export interface ConditionLine {
  readonly depth: number;
  readonly text: string;
  /** Not there in rows that were not tried. */
  readonly truth?: TruthWord;
  readonly truthText?: string;
}

export interface ExplainedRow {
  readonly row: string;
  readonly state: RowState;
  readonly stateText: string;
  readonly outcome: string;
  readonly basis: string;
  readonly lines: readonly ConditionLine[];
}

export interface Known {
  /** How conditions refer to it: ①, ②, ... */
  readonly sign: string;
  readonly name: string;
  readonly question: string;
  readonly answer: string;
  readonly state: "known" | "unknown" | "invalid";
}

export interface Explanation {
  readonly language: Language;
  readonly words: Words;
  readonly title: string;
  readonly id: string;
  readonly version: string;
  readonly decided: boolean;
  readonly outcome: string;
  readonly reason: string | undefined;
  readonly row: string;
  readonly basis: string;
  readonly source: string;
  readonly values: readonly { readonly label: string; readonly value: string }[];
  readonly remarks: readonly string[];
  readonly known: readonly Known[];
  readonly missing: readonly Known[];
  readonly rows: readonly ExplainedRow[];
  readonly conventions: readonly string[];
}

export function explanationOf(
  { service, decision }: { readonly service: Service; readonly decision: Decision },
  traced: TracedDecision,
  given: Readonly<Record<string, unknown>>,
  language: Language,
): Explanation {
  const reader = new Reader(decision, language);
  const known = decision.inputs.map((input, index) => reader.known(input, index, given[input.name], traced));
  const { words: own } = reader;
  return {
    language,
    words: own,
    title: decision.title[language],
    id: traced.id,
    version: traced.version,
    decided: traced.row !== "",
    outcome: decision.outcomes[traced.outcome]?.[language] ?? traced.outcome,
    reason: traced.reason === undefined ? undefined : (own.reasons[traced.reason] ?? traced.reason),
    row: traced.row,
    basis: traced.basis,
    source: `${service.source.title} (${service.source.asOf})`,
    values: Object.entries(traced.values).map(([name, value]) => ({
      label: decision.outputs.find((output) => output.name === name)?.label[language] ?? name,
      value: reader.constant(value),
    })),
    remarks: traced.flags.map((flag) => service.flags[flag]?.[language] ?? flag),
    known,
    missing: known.filter(({ name }) => traced.missing.includes(name)),
    rows: reader.rows(traced),
    conventions: conventionsOf(decision, traced).map((convention) => own.conventions[convention]),
  };
}

class Reader {
  readonly words: Words;

  constructor(
    readonly decision: Decision,
    readonly language: Language,
  ) {
    this.words = words[language];
  }

  known(input: Input, index: number, value: unknown, traced: TracedDecision): Known {
    const absent = value === undefined || value === null;
    const invalid = !absent && traced.invalid.includes(input.name);
    const said = absent ? this.words.notSaid : this.constant(value as Constant, input);
    return {
      sign: sign(index),
      name: input.name,
      question: input.question[this.language],
      answer: invalid ? `${said} ${this.words.unusable}` : said,
      state: absent ? "unknown" : invalid ? "invalid" : "known",
    };
  }

  rows(traced: TracedDecision): readonly ExplainedRow[] {
    return this.decision.rules.map((rule) => {
      const tried = traced.trace.find(({ row }) => row === rule.rule);
      const state = stateOf(tried?.condition.result, rule.rule === traced.row);
      return {
        row: rule.rule,
        state,
        stateText: this.words.states[state],
        outcome: this.decision.outcomes[rule.then.outcome]?.[this.language] ?? rule.then.outcome,
        basis: rule.basisQuote,
        lines: [...this.lines(rule.when, tried?.condition, 0)],
      };
    });
  }

  *lines(condition: Condition, trace: ConditionTrace | undefined, depth: number): Generator<ConditionLine> {
    const result =
      trace === undefined ? {} : { truth: trace.result, truthText: this.words.truths[trace.result] };
    yield { depth, text: this.#lead(condition, trace), ...result };
    const parts =
      "all" in condition
        ? condition.all
        : "any" in condition
          ? condition.any
          : "not" in condition
            ? [condition.not]
            : [];
    for (const [index, part] of parts.entries()) yield* this.lines(part, trace?.parts?.[index], depth + 1);
  }

  #lead(condition: Condition, trace: ConditionTrace | undefined): string {
    if ("all" in condition) return this.words.all;
    if ("any" in condition) return this.words.any;
    if ("not" in condition) return this.words.not;
    if ("true" in condition) return this.words.always;
    if ("present" in condition) {
      return fill(this.words.present, { left: this.#term({ in: condition.present }, trace?.left) });
    }
    const [left, comparison, right] = condition.cmp;
    const input = "in" in left ? this.#input(left.in) : undefined;
    const list = Array.isArray(right) ? (right as readonly Constant[]) : undefined;
    const sides = {
      left: this.#term(left, trace?.left),
      right: list
        ? list.map((constant) => this.constant(constant, input)).join(" / ")
        : this.#side(right as Side, trace?.right, input),
    };
    const isDay = this.#typeOf(left) === "date";
    return fill((isDay ? this.words.dates : this.words.numbers)[comparison], sides);
  }

  #side(side: Side, trace: SideTrace | undefined, input: Input | undefined): string {
    return typeof side === "object" ? this.#term(side, trace) : this.constant(side, input);
  }

  /** A term in words, followed by what it came to in this case. */
  #term(term: Term, trace: SideTrace | undefined): string {
    const input = "in" in term ? this.#input(term.in) : undefined;
    const [value] = trace?.values ?? [];
    const came = value === undefined ? this.words.unknownValue : this.constant(value, input);
    return trace === undefined ? this.#name(term) : `${this.#name(term)} (${came})`;
  }

  #name(term: Term): string {
    if ("in" in term) return sign(this.decision.inputs.findIndex(({ name }) => name === term.in));
    const call = this.#call(term);
    if (!call) return "";
    const args = call.args.map((argument) =>
      typeof argument === "object" ? this.#name(argument) : argument,
    );
    const count = Number(args.at(-1));
    if (call.fn === "addMonths") {
      const text = count < 0 ? this.words.monthsBefore : this.words.monthsAfter;
      return fill(text, { 0: String(args[0]), 1: String(Math.abs(count)) });
    }
    return fill(
      this.words.functions[call.fn] ?? call.fn,
      Object.fromEntries(args.map((text, index) => [index, String(text)])),
    );
  }

  #call(term: Term): Call | undefined {
    if ("fn" in term) return term;
    return "derived" in term ? this.decision.derived.find(({ name }) => name === term.derived) : undefined;
  }

  #typeOf(term: Term): string {
    if ("in" in term) return this.#input(term.in)?.type ?? "";
    const fn = this.#call(term)?.fn ?? "";
    return fn === "addMonths" || fn === "nthBirthdayAfter" ? "date" : "other";
  }

  #input(name: string): Input | undefined {
    return this.decision.inputs.find((input) => input.name === name);
  }

  /** A value as people say it: a word by its label, a truth as yes or no. */
  constant(value: Constant, input?: Input): string {
    if (typeof value === "boolean") return value ? this.words.yes : this.words.no;
    if (typeof value === "string") return input?.labels?.[value]?.[this.language] ?? value;
    return typeof value === "number" ? String(value) : JSON.stringify(value);
  }
}

function stateOf(result: TruthWord | undefined, fired: boolean): RowState {
  if (fired) return "fired";
  if (result === undefined) return "not-tried";
  // A row may be true and still undecided: what it would say takes an input that is not known.
  return result === "false" ? "passed-over" : "undecided";
}

/** The ways of counting that the rows tried, and the result itself, made use of. */
function conventionsOf(decision: Decision, traced: TracedDecision): readonly Convention[] {
  const found = new Set<Convention>();
  const byFunction: Readonly<Record<string, readonly Convention[]>> = {
    addMonths: ["add-months"],
    ageOn: ["age-on"],
    ageEve: ["age-eve"],
    nthBirthdayAfter: ["nth-birthday"],
    isBirthday: [],
    isLeapDay: [],
  };
  const isDay = (term: Side | number): boolean =>
    typeof term === "object" &&
    "in" in term &&
    decision.inputs.some(({ name, type }) => name === term.in && type === "date");
  const use = (side: Side | number): void => {
    if (typeof side !== "object" || "in" in side) return;
    const call = "fn" in side ? side : decision.derived.find(({ name }) => name === side.derived);
    for (const convention of byFunction[call?.fn ?? ""] ?? []) found.add(convention);
    for (const argument of call?.args ?? []) use(argument);
  };
  const visit = (condition: Condition): void => {
    if ("all" in condition) condition.all.forEach(visit);
    if ("any" in condition) condition.any.forEach(visit);
    if ("not" in condition) visit(condition.not);
    if (!("cmp" in condition)) return;
    const [left, comparison, right] = condition.cmp;
    use(left);
    if (!Array.isArray(right)) use(right as Side);
    if (isDay(left)) found.add("civil-dates");
    if (isDay(left) && (comparison === "le" || comparison === "ge" || comparison === "gt"))
      found.add("inclusive");
  };
  for (const rule of decision.rules) {
    if (!traced.trace.some(({ row }) => row === rule.rule)) continue;
    visit(rule.when);
    if (rule.rule === traced.row) Object.values(rule.then).forEach(use);
  }
  if (traced.flags.includes("leap_day")) found.add("leap-day");
  if (traced.values["authoritative"] === false) found.add("recorded-date-wins");
  if (traced.row === "") found.add("unknown");
  if (traced.invalid.length > 0) found.add("invalid");
  return [...found];
}

/** ①, ②, ...; a table has at most 64 inputs, and from 51 on plain numbers do. */
function sign(index: number): string {
  if (index < 20) return String.fromCodePoint(0x2460 + index);
  return `(${index + 1})`;
}

function fill(text: string, places: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => places[name] ?? whole);
}
