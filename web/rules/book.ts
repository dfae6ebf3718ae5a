// A rulebook as JSON, in the form that src/rules/book.schema.json publishes: what commands and pages read of it.

export type Language = "ja" | "en" | "ja-easy";
export const languages: readonly Language[] = ["ja", "en", "ja-easy"];
export type Texts = Readonly<Record<Language, string>>;

export type Constant = string | number | boolean;
export interface Call {
  readonly fn: string;
  readonly args: readonly (Term | number)[];
}
export type Term = { readonly in: string } | { readonly derived: string } | Call;
export type Side = Term | Constant;
export type Comparison = "eq" | "lt" | "le" | "gt" | "ge" | "in";

export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly cmp: readonly [Term, Comparison, Side | readonly Constant[]] }
  | { readonly present: string }
  | { readonly true: readonly [] };

export interface Input {
  readonly name: string;
  readonly type: "date" | "integer" | "boolean" | "enum";
  readonly optional?: boolean;
  readonly unit?: string;
  readonly values?: readonly string[];
  readonly labels?: Readonly<Record<string, Texts>>;
  readonly description?: string;
  readonly question: Texts;
}

export interface Constraint {
  readonly input: string;
  readonly notAfter?: string;
  readonly notBefore?: string;
  readonly minimum?: number;
}

export interface Output {
  readonly name: string;
  readonly type: "date" | "integer" | "boolean";
  readonly optional?: boolean;
  readonly label: Texts;
  readonly description?: string;
}

export interface Row {
  readonly rule: string;
  readonly when: Condition;
  readonly then: Readonly<Record<string, Side>> & { readonly outcome: string };
  readonly flags: readonly string[];
  /** Later rows that may be true as well and say something else, and why this one counts. */
  readonly precedes?: { readonly rows: readonly string[]; readonly why: string };
  readonly text: string;
  readonly basisQuote: string;
}

export interface Decision {
  readonly id: string;
  readonly version: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly title: Texts;
  readonly section: string;
  readonly inputs: readonly Input[];
  readonly constraints?: readonly Constraint[];
  readonly derived: readonly ({ readonly name: string } & Call)[];
  readonly outputs: readonly Output[];
  readonly outcomes: Readonly<Record<string, Texts>>;
  readonly hitPolicy: "first";
  readonly rules: readonly Row[];
  readonly flagRules: readonly { readonly flag: string; readonly when: Condition }[];
  readonly notes: readonly string[];
}

export interface Service {
  readonly format: "kazashi-rules:1";
  readonly service: string;
  readonly title: Texts;
  readonly source: { readonly title: string; readonly asOf: string };
  readonly flags: Readonly<Record<string, Texts>>;
  readonly decisions: readonly Decision[];
}

export interface Rulebook {
  readonly format: "kazashi-rulebook:1";
  readonly services: readonly Service[];
}

export function findDecision(
  book: Rulebook,
  id: string,
): { readonly service: Service; readonly decision: Decision } | undefined {
  for (const service of book.services) {
    const decision = service.decisions.find((candidate) => candidate.id === id);
    if (decision) return { service, decision };
  }
  return undefined;
}
