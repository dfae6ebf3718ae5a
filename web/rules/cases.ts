// The cases that could make a difference to a table: for each input the values at which some comparison turns, one step
// to either side of it, and nothing else. Who tries them all has tried every way through the table.
import type { Call, Condition, Constant, Decision, Input, Side, Term } from "./book.js";

export type Case = Readonly<Record<string, Constant>>;

/** For tables whose rows name no day: any day, and the one that comes once in four years. */
const anyDays = ["2026-07-01", "2024-02-29"];
/** Ages that stand for all others where an age is held against something that is not written in the table. */
const anyAges = [18];

/** `input` turns where it is `months` after `from`: an input, or a day that the table names. */
interface Turn {
  readonly input: string;
  readonly from: { readonly input: string } | { readonly day: string };
  readonly months: number;
}
/** A term that is a date: the inputs or days it follows, each with its distance in months. */
type Offset = Pick<Turn, "from" | "months">;

/**
 * Where the rows of a table turn. With up to three inputs that are dates every turn is found, those too where two dates
 * meet only through a third that is told later.
 */
export class Thresholds {
  readonly #derived: ReadonlyMap<string, Call>;
  readonly #turns: Turn[] = [];
  readonly #numbers = new Set<number>([0]);
  readonly #birthdays: boolean;

  constructor(decision: Decision) {
    this.#derived = new Map(decision.derived.map((derived) => [derived.name, derived]));
    for (const { when } of decision.rules) {
      for (const part of conditionsIn(when)) if ("cmp" in part) this.#read(...part.cmp);
    }
    for (const { input, notAfter, notBefore, minimum } of decision.constraints ?? []) {
      const other = notAfter ?? notBefore;
      if (other !== undefined) this.#turn({ input, from: { input: other }, months: 0 });
      if (minimum !== undefined) this.#numbers.add(minimum);
    }
    this.#birthdays = [...termsIn(decision)].some((term) => "fn" in term && term.fn.includes("irthday"));
  }

  /** The values worth trying for an input when those of `known` are settled. */
  valuesOf(input: Input, known: Case): readonly Constant[] {
    switch (input.type) {
      case "boolean":
        return [false, true];
      case "enum":
        return input.values ?? [];
      case "integer":
        return around([
          ...this.#numbers,
          ...Object.values(known).filter((value) => typeof value === "number"),
        ]);
      case "date":
        return this.#days(input.name, known);
    }
  }

  #read(left: Term, _comparison: string, right: Side | readonly Constant[]): void {
    const sides = Array.isArray(right) ? (right as readonly Constant[]) : [right as Side];
    const numbers = sides.filter((side) => typeof side === "number");
    for (const number of numbers) this.#numbers.add(number);
    const call = this.#callOf(left);
    if (call?.fn.startsWith("age")) {
      // Somebody is so many years old from that birthday to the next one.
      const ages = (numbers.length > 0 ? numbers : anyAges).flatMap((age) => [age, age + 1]);
      this.#meet(
        this.#offsets(call.args[0]),
        this.#offsets(call.args[1]),
        ages.map((age) => 12 * age),
      );
    } else if (call?.fn === "isBirthday") {
      this.#meet(this.#offsets(call.args[0]), this.#offsets(call.args[1]), [0, 12]);
    } else if (call?.fn === "isLeapDay") {
      this.#meet([{ from: { day: "2024-02-29" }, months: 0 }], this.#offsets(call.args[0]), [0]);
    } else {
      for (const side of sides) this.#meet(this.#offsets(side), this.#offsets(left), [0]);
    }
  }

  #callOf(term: Term): Call | undefined {
    if ("derived" in term) return this.#derived.get(term.derived);
    return "fn" in term ? term : undefined;
  }

  #offsets(side: Side | number | undefined): readonly Offset[] {
    if (typeof side === "string" && isDate(side)) return [{ from: { day: side }, months: 0 }];
    if (typeof side !== "object") return [];
    if ("in" in side) return [{ from: { input: side.in }, months: 0 }];
    const call = this.#callOf(side);
    const count = call?.args.at(-1);
    if (call?.fn === "addMonths" && typeof count === "number")
      return shifted(this.#offsets(call.args[0]), count);
    if (call?.fn === "nthBirthdayAfter" && typeof count === "number") {
      const from = this.#offsets(call.args[1]);
      return [...shifted(from, 12 * count), ...shifted(from, 12 * (count - 1))];
    }
    return [];
  }

  /** `later` turns where it is one of so many months after `earlier`. */
  #meet(earlier: readonly Offset[], later: readonly Offset[], distances: readonly number[]): void {
    for (const one of earlier) {
      for (const other of later) {
        for (const distance of distances) {
          const months = distance + one.months - other.months;
          if ("input" in other.from) this.#turn({ input: other.from.input, from: one.from, months });
          else if ("input" in one.from)
            this.#turn({ input: one.from.input, from: other.from, months: -months });
        }
      }
    }
  }

  #turn(turn: Turn): void {
    this.#turns.push(turn);
    if (!("input" in turn.from)) return;
    this.#turns.push({ input: turn.from.input, from: { input: turn.input }, months: -turn.months });
  }

  #days(name: string, known: Case): readonly string[] {
    const anchors = new Set(this.#anchors(name, known, new Set([name])));
    if (anchors.size === 0) for (const day of anyDays) anchors.add(day);
    if (this.#birthdays) for (const birthday of birthdaysAround(known, anchors)) anchors.add(birthday);
    // The day before and the day after, and one more: an age may turn on the eve.
    const days = [...anchors].flatMap((day) => [-2, -1, 0, 1, 2].map((distance) => addDays(day, distance)));
    return [...new Set(days.filter((day) => day !== undefined))].sort();
  }

  /** The days at which an input turns, as far as what is known says; `through` are the inputs on the way. */
  #anchors(name: string, known: Case, through: ReadonlySet<string>): readonly string[] {
    return this.#turns
      .filter(({ input }) => input === name)
      .flatMap(({ from, months }) => {
        const days = "day" in from ? [from.day] : this.#daysOf(from.input, known, through);
        return days.map((day) => addMonths(day, months)).filter((day) => day !== undefined);
      });
  }

  #daysOf(name: string, known: Case, through: ReadonlySet<string>): readonly string[] {
    const value = known[name];
    if (typeof value === "string") return isDate(value) ? [value] : [];
    if (through.has(name) || through.size > 1) return [];
    return this.#anchors(name, known, new Set([...through, name]));
  }
}

function shifted(offsets: readonly Offset[], months: number): readonly Offset[] {
  return offsets.map((offset) => ({ ...offset, months: offset.months + months }));
}

/** The birthdays of whoever was born on a known day, in the years of the given days. */
function birthdaysAround(known: Case, days: ReadonlySet<string>): readonly string[] {
  const births = Object.values(known).filter(
    (value): value is string => typeof value === "string" && isDate(value),
  );
  return births.flatMap((birth) =>
    [...days].flatMap((day) => {
      const birthday = addMonths(birth, 12 * (Number(day.slice(0, 4)) - Number(birth.slice(0, 4))));
      return birthday === undefined ? [] : [birthday];
    }),
  );
}

export function isDate(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && addDays(text, 0) === text;
}

/** Every condition within a condition, itself included. */
export function* conditionsIn(condition: Condition): Generator<Condition> {
  yield condition;
  if ("all" in condition) for (const part of condition.all) yield* conditionsIn(part);
  if ("any" in condition) for (const part of condition.any) yield* conditionsIn(part);
  if ("not" in condition) yield* conditionsIn(condition.not);
}

export function constantsOf(conditions: readonly Condition[]): readonly Constant[] {
  return conditions.flatMap((condition) =>
    [...conditionsIn(condition)].flatMap((part) => {
      if (!("cmp" in part)) return [];
      const [, , right] = part.cmp;
      if (Array.isArray(right)) return right as Constant[];
      return typeof right === "object" ? [] : [right as Constant];
    }),
  );
}

/** Every term that a decision writes down, those inside calls included. */
export function* termsIn(decision: Decision): Generator<Term> {
  function* inside(side: Side | number): Generator<Term> {
    if (typeof side !== "object") return;
    yield side;
    if ("fn" in side) for (const argument of side.args) yield* inside(argument);
  }
  for (const { fn, args } of decision.derived) yield* inside({ fn, args });
  for (const { when } of [...decision.rules, ...decision.flagRules]) {
    for (const part of conditionsIn(when)) {
      if (!("cmp" in part)) continue;
      yield* inside(part.cmp[0]);
      if (!Array.isArray(part.cmp[2])) yield* inside(part.cmp[2] as Side);
    }
  }
  for (const { then } of decision.rules) for (const side of Object.values(then)) yield* inside(side);
}

function around(numbers: readonly number[]): readonly number[] {
  return [...new Set(numbers.flatMap((number) => [number - 1, number, number + 1]))].sort((a, b) => a - b);
}

function addDays(date: string, days: number): string | undefined {
  const time = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(time) ? undefined : written(new Date(time + days * 86_400_000));
}

/** The same day of another month, or that month's last. */
function addMonths(date: string, months: number): string | undefined {
  const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
  const first = new Date(0);
  first.setUTCFullYear(year, month - 1 + months, 1);
  const last = new Date(first);
  last.setUTCMonth(last.getUTCMonth() + 1, 0);
  first.setUTCDate(Math.min(day, last.getUTCDate()));
  return written(first);
}

/** Nothing beyond the years that books and cases can write. */
function written(date: Date): string | undefined {
  const text = Number.isNaN(date.getTime()) ? "" : date.toISOString();
  return /^\d{4}-/.test(text) ? text.slice(0, 10) : undefined;
}
