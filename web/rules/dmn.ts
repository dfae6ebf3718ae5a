// Decision tables as DMN 1.3 (OMG formal/21-02-01), to be read in a tool that officials know. The book stays the source:
// DMN's three-valued logic is another one (an unknown boolean skips a row), so nothing is decided by this form.
//
// A row's conjuncts stand in the column of what they compare; whatever is no comparison stands in a last column whose
// cells are whole conditions. Flags that have rules of their own are a second table of the decision.
import type { Call, Condition, Constant, Decision, Language, Rulebook, Side, Term } from "./book.js";
import { isDate } from "./cases.js";

const model = "https://www.omg.org/spec/DMN/20191111/MODEL/";
const namespace = "urn:kazashi:rules";

interface Column {
  readonly expression: string;
  readonly type: string;
}
interface Line {
  readonly conditions: readonly Condition[];
  readonly outputs: readonly string[];
  readonly annotations: readonly string[];
}

export function dmnOf(book: Rulebook, language: Language): string {
  const decisions = book.services.flatMap((service) =>
    service.decisions.map((decision) => {
      const table = tableOf(decision, language);
      const flags = decision.flagRules.length === 0 ? [] : [flagTableOf(decision, language)];
      return [table, ...flags].join("\n");
    }),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="${model}" id="kazashi-rules" name="Kazashi" namespace="${namespace}">
${decisions.join("\n")}
</definitions>
`;
}

function tableOf(decision: Decision, language: Language): string {
  const writer = new Feel(decision);
  const outputs: Column[] = [
    { expression: "outcome", type: "string" },
    ...decision.outputs.map(({ name, type }) => ({ expression: name, type: typeNames[type] })),
    { expression: "flags", type: "string" },
  ];
  const lines = decision.rules.map(({ rule, when, then, flags, basisQuote, text }) => ({
    conditions: conjunctsOf(when),
    outputs: [
      quoted(then.outcome),
      ...decision.outputs.map(({ name }) => {
        const side = then[name];
        return side === undefined ? "" : writer.side(side);
      }),
      flags.length === 0 ? "" : quoted(flags.join(" ")),
    ],
    annotations: [rule, basisQuote, decision.outcomes[then.outcome]?.[language] ?? "", text],
  }));
  return decisionXml(writer, decision.id, `${decision.title[language]} (${decision.version})`, {
    hitPolicy: "FIRST",
    outputs,
    lines,
    annotations: ["row", "basis", "text", "note"],
  });
}

function flagTableOf(decision: Decision, language: Language): string {
  const lines = decision.flagRules.map(({ flag, when }) => ({
    conditions: conjunctsOf(when),
    outputs: [quoted(flag)],
    annotations: [],
  }));
  return decisionXml(new Feel(decision), `${decision.id}-flags`, `${decision.title[language]}: flags`, {
    hitPolicy: "COLLECT",
    outputs: [{ expression: "flag", type: "string" }],
    lines,
    annotations: [],
  });
}

interface Table {
  readonly hitPolicy: "FIRST" | "COLLECT";
  readonly outputs: readonly Column[];
  readonly lines: readonly Line[];
  readonly annotations: readonly string[];
}

function decisionXml(
  feel: Feel,
  id: string,
  name: string,
  { hitPolicy, outputs, lines, annotations }: Table,
): string {
  const columns = columnsOf(feel, lines);
  const inputs = columns.map(
    ({ expression, type }, index) =>
      `      <input id="${id}-input-${index}" label="${escaped(expression)}">
        <inputExpression id="${id}-expression-${index}" typeRef="${type}"><text>${escaped(expression)}</text></inputExpression>
      </input>`,
  );
  const results = outputs.map(
    ({ expression, type }, index) =>
      `      <output id="${id}-output-${index}" label="${expression}" name="${expression}" typeRef="${type}" />`,
  );
  const heads = annotations.map((title) => `      <annotation name="${title}" />`);
  const rules = lines.map((line, row) => {
    const cells = columns.map((column, index) => {
      const tests = line.conditions.filter(
        (condition) => feel.column(condition).expression === column.expression,
      );
      return `        <inputEntry id="${id}-${row}-in-${index}"><text>${escaped(feel.cell(tests, column))}</text></inputEntry>`;
    });
    const said = line.outputs.map(
      (text, index) =>
        `        <outputEntry id="${id}-${row}-out-${index}"><text>${escaped(text)}</text></outputEntry>`,
    );
    const notes = line.annotations.map(
      (text) => `        <annotationEntry><text>${escaped(text)}</text></annotationEntry>`,
    );
    return [`      <rule id="${id}-${row}">`, ...cells, ...said, ...notes, "      </rule>"].join("\n");
  });
  return [
    `  <decision id="${id}" name="${escaped(name)}">`,
    `    <decisionTable id="${id}-table" hitPolicy="${hitPolicy}">`,
    ...inputs,
    ...results,
    ...heads,
    ...rules,
    "    </decisionTable>",
    "  </decision>",
  ].join("\n");
}

const whole: Column = { expression: "true", type: "boolean" };

function columnsOf(feel: Feel, lines: readonly Line[]): readonly Column[] {
  const columns = new Map<string, Column>();
  for (const { conditions } of lines) {
    for (const condition of conditions) {
      const column = feel.column(condition);
      if (column !== whole) columns.set(column.expression, column);
    }
  }
  const someWhole = lines.some(({ conditions }) =>
    conditions.some((condition) => feel.column(condition) === whole),
  );
  // A table without any condition still needs a column.
  return someWhole || columns.size === 0 ? [...columns.values(), whole] : [...columns.values()];
}

/** What must all be true for the row. */
function conjunctsOf(when: Condition): readonly Condition[] {
  if ("true" in when) return [];
  return "all" in when ? when.all.flatMap(conjunctsOf) : [when];
}

const typeNames = { date: "date", integer: "number", boolean: "boolean", enum: "string" } as const;
const operators = { lt: "<", le: "<=", gt: ">", ge: ">=", eq: "=" } as const;

/** The book's closed list of forms in FEEL. */
class Feel {
  constructor(readonly decision: Decision) {}

  column(condition: Condition): Column {
    if (!("cmp" in condition)) return whole;
    const [left] = condition.cmp;
    return { expression: this.term(left), type: this.#typeOf(left) };
  }

  /** Unary tests for a column, several of which must all hold; "-" where the row does not look. */
  cell(conditions: readonly Condition[], column: Column): string {
    const [only, ...more] = conditions;
    if (!only) return "-";
    if (column === whole || more.length > 0) {
      const texts = conditions.map((condition) => this.condition(condition));
      if (column === whole) return texts.join(" and ");
      // In a unary test "?" is the value of the column.
      return conditions.map((condition) => this.#comparison(condition, "?")).join(" and ");
    }
    if (!("cmp" in only)) return this.condition(only);
    const [, comparison, right] = only.cmp;
    if (Array.isArray(right)) return right.map((constant) => constantText(constant as Constant)).join(", ");
    const side = this.side(right as Side);
    return comparison === "eq" || comparison === "in" ? side : `${operators[comparison]} ${side}`;
  }

  condition(condition: Condition): string {
    if ("all" in condition) return `(${condition.all.map((part) => this.condition(part)).join(" and ")})`;
    if ("any" in condition) return `(${condition.any.map((part) => this.condition(part)).join(" or ")})`;
    if ("not" in condition) return `not(${this.condition(condition.not)})`;
    if ("present" in condition) return `${condition.present} != null`;
    if ("true" in condition) return "true";
    return this.#comparison(condition, this.term(condition.cmp[0]));
  }

  #comparison(condition: Condition, left: string): string {
    if (!("cmp" in condition)) return this.condition(condition);
    const [, comparison, right] = condition.cmp;
    if (Array.isArray(right)) {
      return `${left} in (${right.map((constant) => constantText(constant as Constant)).join(", ")})`;
    }
    return `${left} ${comparison === "in" ? "=" : operators[comparison]} ${this.side(right as Side)}`;
  }

  side(side: Side): string {
    return typeof side === "object" ? this.term(side) : constantText(side);
  }

  term(term: Term): string {
    if ("in" in term) return term.in;
    const { fn, args } = this.#call(term);
    const [first = "", second = "", third = ""] = args.map((argument) =>
      typeof argument === "number" ? String(argument) : this.term(argument),
    );
    const yearsLater = (years: string): string => `${first} + duration("P" + string(${years}) + "Y")`;
    const yearsTo = (day: string): string => `${day}.year - ${first}.year`;
    switch (fn) {
      case "addMonths": {
        const months = Number(second);
        return `${first} ${months < 0 ? "-" : "+"} duration("P${Math.abs(months)}M")`;
      }
      case "ageOn":
        return `years and months duration(${first}, ${second}).years`;
      case "ageEve":
        return `years and months duration(${first}, ${second} + duration("P1D")).years`;
      case "nthBirthdayAfter": {
        const years = yearsTo(second);
        return yearsLater(`${years} + ${third} - (if ${yearsLater(years)} > ${second} then 1 else 0)`);
      }
      case "isBirthday":
        return `${yearsLater(yearsTo(second))} = ${second}`;
      default:
        return `${first}.month = 2 and ${first}.day = 29`;
    }
  }

  #call(term: Exclude<Term, { in: string }>): Call {
    if ("fn" in term) return term;
    const derived = this.decision.derived.find(({ name }) => name === term.derived);
    if (!derived) throw new TypeError(`no derived value ${term.derived}`);
    return derived;
  }

  #typeOf(term: Term): string {
    if ("in" in term) {
      const type = this.decision.inputs.find(({ name }) => name === term.in)?.type;
      return type ? typeNames[type] : "string";
    }
    const { fn } = this.#call(term);
    if (fn === "addMonths" || fn === "nthBirthdayAfter") return "date";
    return fn.startsWith("age") ? "number" : "boolean";
  }
}

function constantText(constant: Constant): string {
  if (typeof constant !== "string") return String(constant);
  return isDate(constant) ? `date("${constant}")` : quoted(constant);
}

function quoted(text: string): string {
  return JSON.stringify(text);
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
