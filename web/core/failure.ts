// Failures as the core names them, and the one error class that carries them through promises.
import { type DetailKind, type FailureCode, failureDetails } from "./generated/codes.js";

export interface FailureDetail {
  readonly kind: Exclude<DetailKind, "none">;
  readonly value: number;
}

/** One reason why something could not be done. Codes only: texts are looked up by language where they are shown. */
export interface Failure {
  readonly code: FailureCode;
  readonly detail?: FailureDetail;
}

interface KazashiErrorOptions extends ErrorOptions {
  readonly fieldOff?: boolean | undefined;
}

export class KazashiError extends Error {
  readonly failure: Failure;
  /**
   * After a conversation with a reader: true if its field is known to be off, false if it may still be on, because the
   * reader did not confirm it. Undefined when there was no conversation, so nothing was switched on.
   */
  readonly fieldOff: boolean | undefined;

  constructor(failure: Failure | FailureCode, options?: KazashiErrorOptions) {
    const value = typeof failure === "string" ? { code: failure } : failure;
    super(value.code, options);
    this.name = "KazashiError";
    this.failure = value;
    this.fieldOff = options?.fieldOff;
  }

  get code(): FailureCode {
    return this.failure.code;
  }
}

export function isFailureCode(text: unknown): text is FailureCode {
  return typeof text === "string" && Object.hasOwn(failureDetails, text);
}

/** What went wrong, whatever was thrown: anything that is no KazashiError is a fault of this program. */
export function failureOf(error: unknown): Failure {
  return error instanceof KazashiError ? error.failure : { code: "internal.error" };
}
