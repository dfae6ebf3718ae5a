// What is said to people, by code. The records are complete by type: a code without a text does not compile.
import type { FailureCode, FindingId, Stage, SubIndication, Verdict } from "../generated/codes.js";
import type { Outcome } from "../report.js";

/** ja-easy is やさしい日本語: short sentences, readings in brackets. */
export type Language = "ja" | "en" | "ja-easy";

export interface FailureText {
  /** What happened. `{value}` stands for the number that the failure carries, where it carries tries left. */
  readonly what: string;
  /** What the person does now. */
  readonly now: string;
  /** What staff, or whoever runs the page, do. */
  readonly staff: string;
}

export interface FindingText {
  readonly title: string;
  /** What the check looks at, in a sentence. */
  readonly about: string;
}

export interface Texts {
  readonly failures: Readonly<Record<FailureCode, FailureText>>;
  readonly findings: Readonly<Record<FindingId, FindingText>>;
  readonly stages: Readonly<Record<Stage, string>>;
  readonly outcomes: Readonly<Record<Outcome, string>>;
  readonly verdicts: Readonly<Record<Verdict, string>>;
  readonly subIndications: Readonly<Record<SubIndication, string>>;
}
