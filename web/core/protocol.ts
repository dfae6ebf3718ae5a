// What page and worker say to each other. Every message carries the version, so that a page that was left open over an
// update says so instead of misunderstanding a newer worker.
import type { Failure } from "./failure.js";
import type { Stage, Use } from "./generated/codes.js";
import type { Visited } from "./report.js";
import type { PinPrompt } from "./session-driver.js";
import type { WasmSource } from "./wasm-file.js";

export const protocolVersion = 3;

/** What a page asks for, and what it gets. Handles are numbers: the objects stay in the worker. */
export interface Calls {
  load: { ask: { wasm: WasmSource; fullWasm?: WasmSource | undefined }; value: undefined };
  openTrust: {
    ask: { envelope: Uint8Array; argumentsJson: string };
    value: { handle: number; summaryJson: string };
  };
  openRulebook: {
    ask: { envelope: Uint8Array; argumentsJson: string };
    value: { handle: number; summaryJson: string };
  };
  closeHandle: { ask: { handle: number }; value: undefined };
  visit: {
    ask: { use: Use; trust: number; rulebook: number; argumentsJson: string };
    value: Visited;
  };
  verifyEvidence: {
    ask: { use: Use; evidence: string; trust: number; rulebook: number; argumentsJson: string };
    value: { resultJson: string };
  };
  decide: { ask: { rulebook: number; requestJson: string }; value: { resultJson: string } };
  describeCertificate: { ask: { der: Uint8Array }; value: { resultJson: string } };
}
export type CallName = keyof Calls;

export type Request = {
  [Name in CallName]: { v: number; type: "call"; id: number; name: Name; ask: Calls[Name]["ask"] };
}[CallName];

/** What a running visit asks of the page. */
export interface Errands {
  transferOut: { ask: { octets: Uint8Array }; value: undefined };
  transferIn: { ask: { length: number; timeoutMs: number }; value: { octets: Uint8Array } };
  reset: { ask: Record<never, never>; value: undefined };
  pin: { ask: PinPrompt; value: { digits: Uint8Array; lastTryAccepted: boolean } };
}
export type ErrandName = keyof Errands;

export type ToWorker =
  | Request
  | { v: number; type: "cancel"; id: number }
  | { v: number; type: "errand-done"; errand: number; value: Errands[ErrandName]["value"] }
  | { v: number; type: "errand-failed"; errand: number; failure: Failure };

export type ErrandMessage = {
  [Name in ErrandName]: {
    v: number;
    type: "errand";
    id: number;
    errand: number;
    name: Name;
    ask: Errands[Name]["ask"];
  };
}[ErrandName];

export type ToPage =
  | { v: number; type: "done"; id: number; value: Calls[CallName]["value"] }
  | { v: number; type: "failed"; id: number; failure: Failure; fieldOff?: boolean | undefined }
  | { v: number; type: "stage"; id: number; stage: Stage }
  /** Nobody waits for this errand's answer any more. */
  | { v: number; type: "errand-over"; errand: number }
  | ErrandMessage;
