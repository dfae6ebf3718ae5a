// The words that the rulebook itself carries: titles, outcomes, flags and questions in every language.
import type { Language } from "../core/texts/index.js";

type Words = Readonly<Record<Language, string>>;

export interface InputTexts {
  readonly name: string;
  readonly type: "date" | "enum" | "boolean" | "integer";
  readonly values?: readonly string[];
  readonly labels?: Readonly<Record<string, Words>>;
  readonly question: Words;
}

export interface DecisionTexts {
  readonly id: string;
  readonly title: Words;
  readonly inputs: readonly InputTexts[];
  readonly outputs: readonly { readonly name: string; readonly label?: Words }[];
  readonly outcomes: Readonly<Record<string, Words>>;
  readonly flags: Readonly<Record<string, Words>>;
}

interface Book {
  readonly services: readonly {
    readonly flags?: Readonly<Record<string, Words>>;
    readonly decisions: readonly Omit<DecisionTexts, "flags">[];
  }[];
}

export function readDecisionTexts(rulebook: string): ReadonlyMap<string, DecisionTexts> {
  const { services } = JSON.parse(rulebook) as Book;
  return new Map(
    services.flatMap(({ flags = {}, decisions }) =>
      decisions.map((decision) => [decision.id, { ...decision, flags }] as const),
    ),
  );
}
