// What an author is told about a book before it is signed: errors, which keep it from being used or make a row useless,
// and notes, which a person should have seen.
import type { Condition, Decision, Row, Rulebook, Service } from "./book.js";
import type { BookFile } from "./book-files.js";
import { type Case, conditionsIn, constantsOf, isDate, termsIn } from "./cases.js";
import { type Decider, type DecideLines, explore } from "./reach.js";

export type RemarkCode =
  | "form"
  | "twice"
  | "not-loadable"
  | "text-missing"
  | "quote-missing"
  | "date-impossible"
  | "dates-reversed"
  | "unreachable"
  | "overlap"
  | "no-overlap"
  | "gap"
  | "input-unused"
  | "flag-unused"
  | "outcome-unused"
  | "not-fully-explored";

export interface Remark {
  readonly severity: "error" | "note";
  readonly code: RemarkCode;
  readonly file: string;
  /** JSON Pointer (RFC 6901) into the file. */
  readonly pointer: string;
  readonly decision?: string;
  readonly rows?: readonly string[];
  readonly message: string;
  /** Inputs that show it. */
  readonly example?: Case;
}

/** The published form, compiled; ajv's validating functions have this shape. */
export interface FormCheck {
  (book: unknown): boolean;
  errors?: readonly { readonly instancePath: string; readonly message?: string }[] | null;
}

/** Why and where the core refuses a rulebook, the place as its Rulebook.fault() has it. */
export interface Fault {
  readonly code: string;
  readonly pointer: string;
}
export type FaultFinder = (rulebook: Rulebook) => Fault | undefined;

type Place = Pick<Remark, "file" | "pointer"> & { readonly decision?: string };

export function checkBooks(
  books: readonly BookFile[],
  form: FormCheck,
  faultOf: FaultFinder,
  load: Decider,
): readonly Remark[] {
  const shaped = books.flatMap((book) => formRemarks(book, form));
  if (shaped.length > 0) return shaped;
  const remarks = [...twice(books), ...books.flatMap(textRemarks), ...books.flatMap(dateRemarks)];
  if (remarks.some(({ severity }) => severity === "error")) return remarks;

  const rulebook = rulebookOf(books.map(serviceOf));
  const fault = faultOf(rulebook);
  if (fault !== undefined) return [...remarks, notLoadable(books, fault)];
  const core = load(rulebook);
  if (!core) return remarks;
  try {
    return [
      ...remarks,
      ...books.flatMap((book) => useRemarks(book)),
      ...books.flatMap((book) => rowRemarks(book, core, load)),
    ];
  } finally {
    core.dispose();
  }
}

const serviceOf = ({ service }: BookFile): Service => service as Service;
const rulebookOf = (services: readonly Service[]): Rulebook => ({ format: "kazashi-rulebook:1", services });

function formRemarks({ file, pointer, service }: BookFile, form: FormCheck): readonly Remark[] {
  if (form(service)) return [];
  return (form.errors ?? []).map(({ instancePath, message }) => ({
    severity: "error",
    code: "form",
    file,
    pointer: pointer + instancePath,
    message: message ?? "is not of the published form",
  }));
}

function twice(books: readonly BookFile[]): readonly Remark[] {
  const seen = new Map<string, string>();
  return places(books).flatMap(({ decision, place }) => {
    const first = seen.get(decision.id);
    seen.set(decision.id, place.file);
    return first === undefined ? [] : [error("twice", place, `${decision.id} stands in ${first} already`)];
  });
}

function places(
  books: readonly BookFile[],
): readonly { readonly service: Service; readonly decision: Decision; readonly place: Place }[] {
  return books.flatMap((book) =>
    serviceOf(book).decisions.map((decision, index) => ({
      service: serviceOf(book),
      decision,
      place: { file: book.file, pointer: `${book.pointer}/decisions/${index}`, decision: decision.id },
    })),
  );
}

function error(code: RemarkCode, place: Place, message: string, more: Partial<Remark> = {}): Remark {
  return { severity: "error", code, ...place, message, ...more };
}
function note(code: RemarkCode, place: Place, message: string, more: Partial<Remark> = {}): Remark {
  return { severity: "note", code, ...place, message, ...more };
}

/** Texts and quotes of nothing but white space: they have the form and say nothing. */
function textRemarks(book: BookFile): readonly Remark[] {
  const remarks: Remark[] = [];
  const visit = (value: unknown, pointer: string, decision: string | undefined): void => {
    if (typeof value === "string") {
      if (value.trim() !== "") return;
      const code = pointer.endsWith("/basisQuote") ? "quote-missing" : "text-missing";
      const place = { file: book.file, pointer, ...(decision === undefined ? {} : { decision }) };
      remarks.push(error(code, place, "there is nothing but white space here"));
    } else if (typeof value === "object" && value !== null) {
      const id = (value as { id?: unknown }).id;
      for (const [name, member] of Object.entries(value)) {
        visit(member, `${pointer}/${escaped(name)}`, typeof id === "string" ? id : decision);
      }
    }
  };
  visit(book.service, book.pointer, undefined);
  return remarks;
}

const escaped = (name: string): string => name.replaceAll("~", "~0").replaceAll("/", "~1");

function dateRemarks(book: BookFile): readonly Remark[] {
  return places([book]).flatMap(({ decision, place }) => {
    const dates = new Set(decision.inputs.filter(({ type }) => type === "date").map(({ name }) => name));
    const at = (pointer: string): Place => ({ ...place, pointer: place.pointer + pointer });
    const named: [string, string][] = [["/validFrom", decision.validFrom]];
    if (decision.validTo !== null) named.push(["/validTo", decision.validTo]);
    const remarks = named
      .filter(([, date]) => !isDate(date))
      .map(([pointer, date]) => error("date-impossible", at(pointer), `there is no day ${date}`));
    for (const [list, holders] of [
      ["rules", decision.rules],
      ["flagRules", decision.flagRules],
    ] as const) {
      for (const [index, { when }] of holders.entries()) {
        for (const text of impossibleDates(when, dates)) {
          remarks.push(error("date-impossible", at(`/${list}/${index}/when`), `there is no day ${text}`));
        }
      }
    }
    if (decision.validTo !== null && decision.validTo < decision.validFrom) {
      remarks.push(
        error(
          "dates-reversed",
          at("/validTo"),
          `it ends on ${decision.validTo}, before ${decision.validFrom}`,
        ),
      );
    }
    return remarks;
  });
}

/** Constants that look like dates and are none, wherever a date can stand. */
function impossibleDates(when: Condition, dates: ReadonlySet<string>): readonly string[] {
  return [...conditionsIn(when)].flatMap((part) => {
    if (!("cmp" in part)) return [];
    const [left] = part.cmp;
    if ("in" in left && !dates.has(left.in)) return [];
    return constantsOf([part]).filter(
      (constant): constant is string =>
        typeof constant === "string" && /^\d{4}-\d\d-\d\d$/.test(constant) && !isDate(constant),
    );
  });
}

/** The fault that the core found points into the joined rulebook; the author has files. */
function notLoadable(books: readonly BookFile[], { code, pointer }: Fault): Remark {
  const [, index = "", rest = ""] = /^\/services\/(\d+)(.*)$/.exec(pointer) ?? [];
  const book = books[Number(index)];
  const number = /^\/decisions\/(\d+)/.exec(rest)?.[1];
  const decision = book && number !== undefined ? serviceOf(book).decisions[Number(number)]?.id : undefined;
  const place = {
    file: book?.file ?? "",
    pointer: (book?.pointer ?? "") + rest,
    ...(decision === undefined ? {} : { decision }),
  };
  const why = code === "rules.malformed" ? "a name it does not know, or a type that does not fit" : code;
  return error("not-loadable", place, `the core refuses this: ${why}`);
}

/** What is declared and never used: an input that nobody should be asked for, a text that nobody will see. */
function useRemarks(book: BookFile): readonly Remark[] {
  const service = serviceOf(book);
  const raised = new Set(service.decisions.flatMap(flagsOf));
  const remarks: Remark[] = Object.keys(service.flags)
    .filter((flag) => !raised.has(flag))
    .map((flag) =>
      note(
        "flag-unused",
        { file: book.file, pointer: `${book.pointer}/flags/${flag}` },
        `no row raises ${flag}`,
      ),
    );
  for (const { decision, place } of places([book])) {
    const used = inputsUsed(decision);
    for (const [index, { name }] of decision.inputs.entries()) {
      if (used.has(name)) continue;
      const at = { ...place, pointer: `${place.pointer}/inputs/${index}` };
      // A table that has an end is asked for a day whether its rows name one or not.
      if (name === "evaluationDate") remarks.push(note("input-unused", at, `no row looks at ${name}`));
      else
        remarks.push(
          error("input-unused", at, `no row looks at ${name}, and a person would be asked for it`),
        );
    }
    const given = new Set(decision.rules.map(({ then }) => then.outcome));
    for (const outcome of Object.keys(decision.outcomes)) {
      if (outcome === "indeterminate" || given.has(outcome)) continue;
      remarks.push(
        note(
          "outcome-unused",
          { ...place, pointer: `${place.pointer}/outcomes/${outcome}` },
          `no row comes to ${outcome}`,
        ),
      );
    }
  }
  return remarks;
}

function flagsOf(decision: Decision): readonly string[] {
  return [...decision.rules.flatMap(({ flags }) => flags), ...decision.flagRules.map(({ flag }) => flag)];
}

function inputsUsed(decision: Decision): ReadonlySet<string> {
  const used = new Set(
    (decision.constraints ?? []).flatMap(({ notAfter, notBefore }) => [notAfter, notBefore]),
  );
  for (const term of termsIn(decision)) if ("in" in term) used.add(term.in);
  for (const { when } of [...decision.rules, ...decision.flagRules]) {
    for (const part of conditionsIn(when)) if ("present" in part) used.add(part.present);
  }
  return new Set([...used].filter((name) => name !== undefined));
}

function rowRemarks(book: BookFile, core: DecideLines, load: Decider): readonly Remark[] {
  return places([book]).flatMap(({ service, decision, place }) => {
    const { fired, gap, complete } = explore(decision, core);
    const remarks: Remark[] = [];
    if (!complete) {
      remarks.push(
        note(
          "not-fully-explored",
          place,
          "there are more ways through this table than are tried: rows may be reachable that no case here reached",
        ),
      );
    }
    for (const [index, row] of decision.rules.entries()) {
      if (fired.has(row.rule)) continue;
      const at = { ...place, pointer: `${place.pointer}/rules/${index}` };
      remarks.push(unreachable(row, at, service, decision, core, load, complete));
    }
    if (gap) remarks.push(note("gap", place, "no row covers this case", { example: gap }));
    return [...remarks, ...overlaps(service, decision, place, fired, load)];
  });
}

/** The row without those before it: whether it can be true at all, and who is in its way. */
function unreachable(
  row: Row,
  at: Place,
  service: Service,
  decision: Decision,
  core: DecideLines,
  load: Decider,
  certain: boolean,
): Remark {
  const alone = { ...decision, rules: [row], flagRules: [] };
  const single = load(rulebookOf([{ ...service, decisions: [alone] }]));
  const example = single ? explore(alone, single, (fired) => fired.size > 0).fired.get(row.rule) : undefined;
  single?.dispose();
  const say = certain ? error : note;
  if (!example) return say("unreachable", at, `${row.rule} can never be true`, { rows: [row.rule] });
  const answer = core.decide(`${JSON.stringify({ decision: decision.id, inputs: example })}\n`);
  const { row: first } = JSON.parse(answer) as { row: string };
  const by = first ? `, ${first} in this case` : "";
  return say("unreachable", at, `${row.rule} never fires: rows before it take all its cases${by}`, {
    rows: first ? [first, row.rule] : [row.rule],
    example,
  });
}

/**
 * Pairs of rows that are true together and would say different things. Legal, for the first one counts, and often meant:
 * a row says so by `precedes`, with its reason. Every other pair is worth a look, and so is a reason for nothing.
 */
function overlaps(
  service: Service,
  decision: Decision,
  place: Place,
  reachable: ReadonlyMap<string, Case>,
  load: Decider,
): readonly Remark[] {
  const pairs = decision.rules.flatMap((first, index) =>
    decision.rules
      .slice(index + 1)
      // A last row for "everything else" overlaps with all others and is meant to.
      .filter((second) => !("true" in second.when) && reachable.has(first.rule) && reachable.has(second.rule))
      .filter((second) => first.then.outcome !== second.then.outcome)
      .map((second) => ({ first, second })),
  );
  const meant = new Set(
    decision.rules.flatMap(({ rule, precedes }) => (precedes?.rows ?? []).map((row) => pairOf(rule, row))),
  );
  const tables = pairs.map(({ first, second }, index) => ({
    ...decision,
    id: `D-PAIR-${index}`,
    rules: [{ ...first, when: { all: [first.when, second.when] } }],
    flagRules: [],
  }));
  const found = inGroups(tables, 200).flatMap((group) => {
    const core = load(rulebookOf([{ ...service, decisions: group }]));
    if (!core) return [];
    try {
      return group.flatMap((table) => {
        const pair = pairs[tables.indexOf(table)];
        const { fired } = explore(table, core, (found) => found.size > 0);
        const [example] = fired.values();
        if (!pair || !example) return [];
        const { first, second } = pair;
        if (meant.delete(pairOf(first.rule, second.rule))) return [];
        const message =
          `${first.rule} (${first.then.outcome}) and ${second.rule} (${second.then.outcome}) are both true here; ` +
          `${first.rule} counts because it comes first`;
        return [note("overlap", place, message, { rows: [first.rule, second.rule], example })];
      });
    } finally {
      core.dispose();
    }
  });
  const idle = [...meant].map((pair) => {
    const rows = pair.split(" ");
    return note(
      "no-overlap",
      place,
      `${rows[0]} says why it precedes ${rows[1]}, and no case was found for both`,
      { rows },
    );
  });
  return [...found, ...idle];
}

const pairOf = (first: string, second: string): string => `${first} ${second}`;

/** A service may hold 256 decisions at most. */
function inGroups<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return items.length === 0 ? [] : [items.slice(0, size), ...inGroups(items.slice(size), size)];
}
