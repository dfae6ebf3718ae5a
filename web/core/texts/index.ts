// Texts by language. The core speaks in codes; only here do they become sentences.
import type { Failure } from "../failure.js";
import { en } from "./en.js";
import { jaEasy } from "./ja-easy.js";
import { ja } from "./ja.js";
import type { FailureText, Language, Texts } from "./types.js";

export type { FailureText, FindingText, Language, Texts } from "./types.js";

export const languages: readonly Language[] = ["ja", "en", "ja-easy"];

const byLanguage: Readonly<Record<Language, Texts>> = { ja, en, "ja-easy": jaEasy };

export function textsFor(language: Language): Texts {
  return byLanguage[language];
}

/** The failure in words, with its number filled in where the sentence has a place for it. */
export function describeFailure(failure: Failure, language: Language): FailureText {
  const { what, now, staff } = byLanguage[language].failures[failure.code];
  const fill = (text: string): string => text.replaceAll("{value}", String(failure.detail?.value ?? "?"));
  return { what: fill(what), now: fill(now), staff: fill(staff) };
}
