// What an author is told about a book before it is signed: errors, which keep it from being used or make a row useless,
// and notes, which a person should have seen.
import type { Condition, Decision, Rulebook } from "./book.js";
import type { BookFile } from "./book-files.js";
import { conditionsIn, constantsOf, isDate, termsIn } from "./cases.js";
import { rowRemarks } from "./check-rows.js";
import type { Decider } from "./reach.js";
import { error, note, type Place, places, type Remark, rulebookOf, serviceOf } from "./remark.js";

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
