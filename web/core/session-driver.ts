// The loop that answers a session's questions. It knows neither worker nor page, so Node runs the same one.
import { failureOf, KazashiError, type Failure } from "./failure.js";
import type { PinKind, Stage } from "./generated/codes.js";
import type { ReaderTransport } from "./reader-transport.js";
import type { Visited } from "./report.js";
import type { PinQuestion, Question, Session } from "./seam.js";

export interface PinPrompt {
  readonly pin: PinKind;
  /** Absent where the card keeps no count, or is asked only after the person: a wrong number then tells what is left. */
  readonly triesLeft?: number;
}

/** What a person entered. `digits` is wiped by whoever receives it. */
export interface PinEntry {
  readonly digits: Uint8Array;
  /** True only if the person was told that this is the last try and insists. */
  readonly lastTryAccepted: boolean;
}

export interface SessionHandlers {
  /** Rejects with user.cancelled when the person will not enter a PIN. `signal` fires when nobody waits any more. */
  askPin(prompt: PinPrompt, signal: AbortSignal): Promise<PinEntry>;
  onStage?(stage: Stage): void;
}

type Carrier = Pick<ReaderTransport, "transferIn" | "transferOut" | "reset">;

/**
 * Answers every question until the session is over, then frees it. An abort cancels the conversation and still answers
 * to the end: that is what switches the reader's field off. A reader that did not confirm it is reset, and the
 * KazashiError's `fieldOff` is false. The transport stays open.
 */
export async function runSession(
  session: Session,
  transport: Carrier,
  handlers: SessionHandlers,
  signal?: AbortSignal,
): Promise<Visited> {
  const over = new AbortController();
  const cancel = (): void => {
    session.cancel();
    over.abort();
  };
  if (signal?.aborted) cancel();
  signal?.addEventListener("abort", cancel, { once: true });
  try {
    for (let text = session.question(); text !== ""; text = session.question()) {
      try {
        await answer(session, JSON.parse(text) as Question, transport, handlers, over.signal);
      } catch (error) {
        // The session answers a question that was given up by itself, with the cancellation, at the next fetch.
        if (error !== givenUp) session.fail(failureOf(error).code);
      }
    }
    const result = JSON.parse(session.result()) as
      | ({ readonly ok: true } & Visited)
      | { readonly ok: false; readonly failure: Failure; readonly fieldOff: boolean };
    if (!result.ok) {
      const { failure, fieldOff } = result;
      if (!fieldOff) await transport.reset();
      throw new KazashiError(failure, { fieldOff });
    }
    const { report, data, evidence } = result;
    return { report, data, evidence };
  } finally {
    signal?.removeEventListener("abort", cancel);
    session.delete();
  }
}

/**
 * Thrown when nobody waits for the answer any more. Only waiting for a person and for time to pass is given up;
 * transfers never are, because what a reader was asked must be read.
 */
const givenUp = Symbol("given up");

async function answer(
  session: Session,
  question: Question,
  transport: Carrier,
  handlers: SessionHandlers,
  over: AbortSignal,
): Promise<void> {
  switch (question.kind) {
    case "transfer-out": {
      const octets = session.octets();
      try {
        await transport.transferOut(octets);
      } finally {
        wipe(octets);
      }
      return session.replyDone();
    }
    case "transfer-in": {
      const octets = await transport.transferIn(question.length, question.timeoutMs);
      return session.replyBytes(octets);
    }
    case "pause":
      await pause(question.ms, over);
      return session.replyDone();
    case "pin": {
      const entry = await unlessOver(handlers.askPin(promptOf(question), over), over, (late) =>
        wipe(late.digits),
      );
      try {
        return session.replyPin(entry.digits, entry.lastTryAccepted);
      } finally {
        wipe(entry.digits);
      }
    }
    case "progress":
      handlers.onStage?.(question.stage as Stage);
      return session.replyDone();
  }
}

function promptOf({ pin, triesLeft }: PinQuestion): PinPrompt {
  return triesLeft === undefined ? { pin } : { pin, triesLeft };
}

/** Octets that moved to another thread are not here any more and need no wiping. */
function wipe(octets: Uint8Array): void {
  if (octets.length > 0) octets.fill(0);
}

async function pause(ms: number, over: AbortSignal): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const passed = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  try {
    await unlessOver(passed, over);
  } finally {
    clearTimeout(timer);
  }
}

/** The promise's value, or `givenUp` once the conversation is to end; a value that comes after that is disposed of. */
function unlessOver<T>(promise: Promise<T>, over: AbortSignal, dispose?: (late: T) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    let waiting = true;
    const giveUp = (): void => {
      waiting = false;
      reject(givenUp);
    };
    over.addEventListener("abort", giveUp, { once: true });
    promise
      .then((value) => (waiting ? resolve(value) : dispose?.(value)), reject)
      .finally(() => over.removeEventListener("abort", giveUp));
  });
}
