// A decision together with the way it was come to, as the core tells it when a trace is asked for.
import type { DecisionValue } from "./report.js";

/** What Rulebook.decide() answers when a trace is asked for. */
export interface TracedDecision {
  readonly id: string;
  readonly version: string;
  readonly outcome: string;
  readonly reason?: string;
  readonly row: string;
  readonly basis: string;
  readonly values: Readonly<Record<string, DecisionValue>>;
  readonly flags: readonly string[];
  readonly missing: readonly string[];
  readonly invalid: readonly string[];
  readonly trace: readonly {
    readonly row: string;
    readonly basis: string;
    readonly condition: ConditionTrace;
  }[];
}

export type TruthWord = "true" | "false" | "unknown";
export interface ConditionTrace {
  readonly form: string;
  readonly result: TruthWord;
  readonly parts?: readonly ConditionTrace[];
  readonly left?: SideTrace;
  readonly right?: SideTrace;
}
export interface SideTrace {
  readonly name?: string;
  readonly values: readonly DecisionValue[];
}
