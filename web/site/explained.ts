// What a decision of the Report was given, so that the core can take it once more and tell each step.
import type { Inputs } from "../core/client.js";
import type { Decision, DecisionValue, Report } from "../core/report.js";
import type { TracedDecision } from "../core/trace.js";

export interface Explained {
  readonly traced: TracedDecision;
  readonly given: Inputs;
}

export interface Told {
  readonly report: Report;
  /** What the person has answered. */
  readonly inputs: Inputs;
  /** What the card said before it had the PIN. */
  readonly triesLeft: number | undefined;
}

const tokyoOffsetMs = 9 * 3_600_000;

/** The civil date in Japan. */
export function tokyoDate(time: string): string {
  return new Date(Date.parse(time) + tokyoOffsetMs).toISOString().slice(0, 10);
}

/** The Report says who gave each input; what they gave stands in it or is known to the page. */
export function givenTo(decision: Decision, { report, inputs, triesLeft }: Told): Inputs {
  const { certificateNotBefore, certificateNotAfter } = report.claims;
  const lastDay = certificateNotAfter && tokyoDate(String(certificateNotAfter.value));
  const known: Readonly<
    Record<Decision["sources"][string], Readonly<Record<string, DecisionValue | undefined>>>
  > = {
    form: inputs,
    "relying-party": { evaluationDate: tokyoDate(report.time) },
    procedure: { item: "certificate", needsCertificate: true },
    card: {
      expiryDate: lastDay,
      certExpiry: lastDay,
      certIssueDate: certificateNotBefore && tokyoDate(String(certificateNotBefore.value)),
      remainingTries: triesLeft,
    },
  };
  return Object.fromEntries(
    Object.entries(decision.sources).flatMap(([name, source]) => {
      const value = known[source][name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** Whether the core, asked again, came the same way: what it did not decide must not stand there as its reasons. */
export function sameDecision(traced: TracedDecision, decision: Decision): boolean {
  const essence = ({
    id,
    version,
    outcome,
    row,
    values,
    flags,
    missing,
    invalid,
  }: TracedDecision | Decision): string =>
    JSON.stringify([id, version, outcome, row, values, flags, missing, invalid]);
  return essence(traced) === essence(decision);
}
