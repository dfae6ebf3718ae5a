// The page's side: typed calls to the worker that holds the core.
import { failureOf, KazashiError, type Failure } from "./failure.js";
import type { FailureCode, Stage, Use } from "./generated/codes.js";
import {
  type CallName,
  type Calls,
  type ErrandMessage,
  type ErrandName,
  type Errands,
  protocolVersion,
  type ToPage,
  type ToWorker,
} from "./protocol.js";
import type { ReaderTransport } from "./reader-transport.js";
import type {
  Authenticated,
  Decision,
  DecisionValue,
  Environment,
  EvidenceText,
  Visited,
  Policy,
  Report,
  TrustInput,
  Verified,
} from "./report.js";
import type { Signer } from "./seam.js";
import type { PinEntry, PinPrompt } from "./session-driver.js";
import type { TracedDecision } from "./trace.js";
import type { WasmSource } from "./wasm-file.js";

/** What the caller knows of the person and a certificate does not hold. Dates are `YYYY-MM-DD`. */
export type Inputs = Readonly<Record<string, DecisionValue>>;

export interface EnvelopeOptions {
  /** The keys that may have signed the envelope, pinned in the application. */
  readonly signers: readonly Signer[];
  readonly time: Date;
  /** The highest version seen so far: an older envelope is refused. Keep it where a restart does not forget it. */
  readonly minimumVersion: number;
}

export interface TrustOptions extends EnvelopeOptions {
  /** Whose authorities are believed: a bundle of the other environment is refused, however well it is signed. */
  readonly environment: Environment;
}

/** What an opened rulebook says of itself. */
export interface RulebookSummary {
  /** SHA-256 of its text, hexadecimal; Reports name it. */
  readonly fingerprint: string;
  readonly decisions: readonly { readonly id: string; readonly version: string }[];
  readonly release: {
    readonly id: string;
    readonly version: number;
    readonly issued: string;
    readonly expires: string;
    readonly signer: string;
  };
}

/** What every visit is told. */
interface VisitOptions {
  readonly reader: ReaderTransport;
  readonly trust: Trust;
  readonly rulebook: Rulebook;
  /** For workers outside a browser only: in a page the worker signs for its own origin, whatever stands here. */
  readonly origin?: string;
  /** Base64 text of at least 32 octets, from the relying party's server, for one use. */
  readonly nonce: string;
  readonly time: Date;
  readonly policy: Policy;
  /** What the person told; never taken for what only a card can say. */
  readonly inputs?: Inputs;
  /** What the relying party knows of the case. */
  readonly relyingParty?: Inputs;
  /** A procedure of `kazashi/procedures.json`: its decisions are taken instead of the certificate's own. */
  readonly procedure?: object;
  onStage?(stage: Stage): void;
  /**
   * Cancels. The promise then rejects with user.cancelled once the reader has been told to switch its field off; if that
   * was already under way, it settles as it would have without.
   */
  readonly signal?: AbortSignal;
}

export interface AuthenticationRequest extends VisitOptions {
  /**
   * Asks the person. The digits are ASCII codes in a buffer of their own; it is moved to the worker, so the caller keeps
   * no copy. Reject with KazashiError("user.cancelled") when the person will not. `signal` fires when nobody waits any more.
   */
  askPin(prompt: PinPrompt & { readonly triesLeft: number }, signal: AbortSignal): Promise<PinEntry>;
}

/** What a visit is for, and what only that use is told. No PIN and no printed number is ever among it. */
export type UseOptions =
  | { readonly use: "authenticate" | "face" | "age" | "info" }
  /** Opened by the PIN, which is the default, or by the number on the card's face. */
  | { readonly use: "attributes"; readonly open?: "pin" | "number" }
  /** The front is read where nothing is said. */
  | { readonly use: "residence"; readonly files?: readonly ("face" | "address" | "notes")[] }
  /** The text items are read where nothing is said; each of these wants the second PIN besides. */
  | { readonly use: "licence"; readonly files?: readonly ("photo" | "domicile")[] }
  /**
   * Canonical JSON (RFC 8785) of an object whose "origin" and "nonce" are those of the visit: nothing else is signed. In
   * a page its origin is the worker's.
   */
  | { readonly use: "sign"; readonly document: string }
  /** The Number Act's purpose (article 9) for which the individual number is read. */
  | { readonly use: "individual-number"; readonly purpose: "social-security" | "tax" | "disaster" };

export type VisitRequest = VisitOptions &
  UseOptions & {
    /**
     * Asks the person for a PIN, a password or what is printed on the card, as `prompt.pin` says; otherwise as for an
     * authentication. A wrong printed number is refused with the tries that are left.
     */
    askPin(prompt: PinPrompt, signal: AbortSignal): Promise<PinEntry>;
  };

/** What evidence is judged by. */
export type EvidenceOptions = Case & {
  readonly origin: string;
  readonly trust: Trust;
  readonly rulebook: Rulebook;
};

export interface CertificateDescription {
  readonly fingerprint: string;
  readonly serial: string;
  readonly subject: string;
  readonly issuer: string;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly subjectKeyIdentifier?: string;
}

/** The part of a Worker that is used, so that tests can stand in for one. */
export type WorkerLike = Pick<Worker, "postMessage" | "addEventListener" | "terminate">;

type Parsed<Value> = ({ readonly ok: true } & Value) | { readonly ok: false; readonly failure: Failure };

function parsed<Value>(json: string): { readonly ok: true } & Value {
  const result = JSON.parse(json) as Parsed<Value>;
  if (!result.ok) throw new KazashiError(result.failure);
  return result;
}

type CaseMember = "origin" | "nonce" | "time" | "policy" | "inputs" | "relyingParty" | "procedure";
type Case = Pick<VisitOptions, CaseMember>;

function argumentsOf(request: Case, more: object): string {
  const { origin, nonce, time, policy, inputs, relyingParty, procedure } = request;
  const members = { origin, nonce, time: utc(time), policy, inputs, relyingParty, procedure, ...more };
  return JSON.stringify(members);
}

/** The members that belong to the use alone. The core refuses one that belongs to another. */
function ownMembers(request: UseOptions): object {
  const { use, open, files, document, purpose } = request as UseOptions & Record<string, unknown>;
  return { use, open, files, document, purpose };
}

const utc = (time: Date): string => `${time.toISOString().slice(0, 19)}Z`;

/** A URL object cannot be posted to a worker. */
const sendable = (source: WasmSource): WasmSource => (source instanceof URL ? source.href : source);

/** An opened trust bundle. Lives in the worker until close(). */
export class Trust {
  constructor(
    readonly handle: number,
    readonly summary: TrustInput,
    private readonly onClose: () => Promise<void>,
  ) {}

  close(): Promise<void> {
    return this.onClose();
  }
}

/** An opened rulebook. Lives in the worker until close(). */
export class Rulebook {
  constructor(
    readonly handle: number,
    readonly summary: RulebookSummary,
    private readonly onClose: () => Promise<void>,
  ) {}

  close(): Promise<void> {
    return this.onClose();
  }
}

type RunningRequest = Pick<VisitRequest, "reader" | "askPin" | "onStage">;

interface Waiting {
  resolve(value: unknown): void;
  reject(error: KazashiError): void;
  readonly request?: RunningRequest;
}

export class KazashiClient {
  #lastCall = 0;
  #waiting = new Map<number, Waiting>();
  #pinErrands = new Map<number, AbortController>();

  private constructor(private readonly worker: WorkerLike) {}

  /**
   * `worker` runs worker.js of this folder as a module; `wasm` is the kazashi.wasm of the same build and `fullWasm` its
   * kazashi-full.wasm, fetched when a use first needs it.
   */
  static async start(options: {
    readonly worker: WorkerLike;
    readonly wasm: WasmSource;
    readonly fullWasm?: WasmSource;
  }): Promise<KazashiClient> {
    const { worker } = options;
    const starting = new KazashiClient(worker);
    worker.addEventListener("message", (event) => starting.#receive((event as MessageEvent<ToPage>).data));
    // A worker that cannot start or dies answers nothing any more: everybody who waits is told.
    for (const type of ["error", "messageerror"] as const) {
      worker.addEventListener(type, () => starting.#failAll("program.unavailable"));
    }
    const { wasm, fullWasm } = options;
    await starting.#call("load", { wasm: sendable(wasm), fullWasm: fullWasm && sendable(fullWasm) });
    return starting;
  }

  async openTrust(envelope: Uint8Array, options: TrustOptions): Promise<Trust> {
    const { signers, time, environment, minimumVersion } = options;
    const argumentsJson = JSON.stringify({ signers, time: utc(time), environment, minimumVersion });
    const { handle, summaryJson } = await this.#call("openTrust", { envelope, argumentsJson });
    return new Trust(handle, parsed<TrustInput>(summaryJson), () => this.#close(handle));
  }

  /** Opens a rulebook in its signed envelope. Rejects with an `envelope.` or `rules.` code. */
  async openRulebook(envelope: Uint8Array, options: EnvelopeOptions): Promise<Rulebook> {
    const { signers, time, minimumVersion } = options;
    const argumentsJson = JSON.stringify({ signers, time: utc(time), minimumVersion });
    const { handle, summaryJson } = await this.#call("openRulebook", { envelope, argumentsJson });
    return new Rulebook(handle, parsed<RulebookSummary>(summaryJson), () => this.#close(handle));
  }

  /**
   * Reads and verifies the card on `reader`. Settles only after the reader's field was switched off, or after a reader
   * that did not confirm this was reset: then the error's `fieldOff` is false, and the person should take the card away.
   * The reader stays open: close it as soon as the person is done.
   */
  async authenticate(request: AuthenticationRequest): Promise<Authenticated> {
    const { report, evidence } = await this.visit({
      ...request,
      use: "authenticate",
      // This PIN's prompt always tells the tries.
      askPin: ({ pin, triesLeft = 0 }, over) => request.askPin({ pin, triesLeft }, over),
    });
    return { report, evidence };
  }

  /**
   * The same for any use. `data` is what was read, for showing; with a procedure only what it may see.
   *
   * A use that the small module lacks loads the full one first (`fullWasm`).
   */
  visit(request: VisitRequest): Promise<Visited> {
    const { use, reader, trust, rulebook, signal } = request;
    const argumentsJson = argumentsOf(request, { ...ownMembers(request), reader: reader.model });
    const id = ++this.#lastCall;
    const ask = { use, trust: trust.handle, rulebook: rulebook.handle, argumentsJson };
    const cancel = (): void => this.#post({ v: protocolVersion, type: "cancel", id });
    const answer = this.#send("visit", ask, id, request);
    if (signal?.aborted) cancel();
    signal?.addEventListener("abort", cancel, { once: true });
    return answer.finally(() => signal?.removeEventListener("abort", cancel));
  }

  /** Verifies evidence of an authentication again: what a server does, in the page. */
  async verifyEvidence(evidence: EvidenceText, options: EvidenceOptions): Promise<Report> {
    const { report } = await this.verify(evidence, { ...options, use: "authenticate" });
    return report;
  }

  /** Verifies evidence of any use again. */
  async verify(evidence: EvidenceText, options: EvidenceOptions & { readonly use: Use }): Promise<Verified> {
    const { use, trust, rulebook } = options;
    const argumentsJson = argumentsOf(options, { use });
    const ask = { use, evidence, trust: trust.handle, rulebook: rulebook.handle, argumentsJson };
    const { resultJson } = await this.#call("verifyEvidence", ask);
    const { report, data } = parsed<Verified>(resultJson);
    return { report, data };
  }

  /** One decision of the rulebook. `evaluationDate` is a civil date of Tokyo, `YYYY-MM-DD`. */
  async decide(
    rulebook: Rulebook,
    request: { id: string; evaluationDate: string; inputs: Inputs },
  ): Promise<Decision> {
    const ask = { rulebook: rulebook.handle, requestJson: JSON.stringify(request) };
    const { resultJson } = await this.#call("decide", ask);
    return parsed<{ decision: Decision }>(resultJson).decision;
  }

  /** The same with every row that was tried; `kazashi-explain` lays it out. */
  async explain(
    rulebook: Rulebook,
    request: { id: string; evaluationDate: string; inputs: Inputs },
  ): Promise<TracedDecision> {
    const ask = { rulebook: rulebook.handle, requestJson: JSON.stringify({ ...request, trace: true }) };
    const { resultJson } = await this.#call("decide", ask);
    return parsed<{ decision: TracedDecision }>(resultJson).decision;
  }

  /** What a certificate says of itself; nothing is verified. */
  async describeCertificate(der: Uint8Array): Promise<CertificateDescription> {
    const { resultJson } = await this.#call("describeCertificate", { der });
    return parsed<{ certificate: CertificateDescription }>(resultJson).certificate;
  }

  /**
   * Ends the worker. Cancel a running authentication first and wait for it: one that is ended here can only have its
   * reader reset, and rejects with `fieldOff` false.
   */
  dispose(): void {
    this.worker.terminate();
    this.#failAll("user.cancelled");
  }

  async #close(handle: number): Promise<void> {
    await this.#call("closeHandle", { handle });
  }

  #call<Name extends CallName>(name: Name, ask: Calls[Name]["ask"]): Promise<Calls[Name]["value"]> {
    return this.#send(name, ask, ++this.#lastCall);
  }

  #send<Name extends CallName>(
    name: Name,
    ask: Calls[Name]["ask"],
    id: number,
    request?: RunningRequest,
  ): Promise<Calls[Name]["value"]> {
    return new Promise((resolve, reject) => {
      const waiting: Waiting = { resolve: resolve as (value: unknown) => void, reject };
      this.#waiting.set(id, request ? { ...waiting, request } : waiting);
      this.#post({ v: protocolVersion, type: "call", id, name, ask } as ToWorker);
    });
  }

  #post(message: ToWorker, transfer: Transferable[] = []): void {
    this.worker.postMessage(message, transfer);
  }

  #failAll(code: FailureCode): void {
    for (const { reject, request } of this.#waiting.values()) {
      if (!request) reject(new KazashiError(code));
      // Nobody is left who could switch the field off in words.
      else void request.reader.reset().finally(() => reject(new KazashiError(code, { fieldOff: false })));
    }
    this.#waiting.clear();
    for (const over of this.#pinErrands.values()) over.abort();
  }

  #receive(message: ToPage): void {
    if (message.v !== protocolVersion) return this.#failAll("program.altered");
    switch (message.type) {
      case "done":
        this.#waiting.get(message.id)?.resolve(message.value);
        this.#waiting.delete(message.id);
        return;
      case "failed": {
        const { fieldOff } = message;
        this.#waiting.get(message.id)?.reject(new KazashiError(message.failure, { fieldOff }));
        this.#waiting.delete(message.id);
        return;
      }
      case "stage":
        this.#waiting.get(message.id)?.request?.onStage?.(message.stage);
        return;
      case "errand-over":
        this.#pinErrands.get(message.errand)?.abort();
        return;
      case "errand": {
        const request = this.#waiting.get(message.id)?.request;
        if (request) void this.#runErrand(message, request);
        return;
      }
    }
  }

  async #runErrand(message: ErrandMessage, request: RunningRequest): Promise<void> {
    const { errand } = message;
    let digits: Uint8Array | undefined;
    try {
      const value = await this.#carryOut(message, request);
      if (value && "digits" in value) digits = value.digits;
      // Digits are moved, not copied: after this the page holds none.
      const transfer = digits ? [digits.buffer as ArrayBuffer] : [];
      this.#post({ v: protocolVersion, type: "errand-done", errand, value }, transfer);
    } catch (error) {
      // A message that could not be sent has moved nothing.
      if (digits && digits.length > 0) digits.fill(0);
      this.#post({ v: protocolVersion, type: "errand-failed", errand, failure: failureOf(error) });
    }
  }

  async #carryOut(message: ErrandMessage, request: RunningRequest): Promise<Errands[ErrandName]["value"]> {
    switch (message.name) {
      case "transferOut":
        try {
          await request.reader.transferOut(message.ask.octets);
        } finally {
          message.ask.octets.fill(0);
        }
        return undefined;
      case "reset":
        await request.reader.reset();
        return undefined;
      case "transferIn":
        return { octets: await request.reader.transferIn(message.ask.length, message.ask.timeoutMs) };
      case "pin": {
        const over = new AbortController();
        this.#pinErrands.set(message.errand, over);
        try {
          const { digits, lastTryAccepted } = await unlessUnplugged(
            request.reader,
            request.askPin(message.ask, over.signal),
          );
          if (over.signal.aborted) {
            digits.fill(0);
            throw new KazashiError("user.cancelled");
          }
          return { digits, lastTryAccepted };
        } finally {
          over.abort();
          this.#pinErrands.delete(message.errand);
        }
      }
    }
  }
}

/** A PIN for a reader that is gone by then is wiped unseen. */
function unlessUnplugged({ unplugged }: ReaderTransport, entry: Promise<PinEntry>): Promise<PinEntry> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(new KazashiError("reader.disconnected"));
    if (unplugged.aborted) giveUp();
    unplugged.addEventListener("abort", giveUp, { once: true });
    entry
      .then((value) => (unplugged.aborted ? value.digits.fill(0) : resolve(value)), reject)
      .finally(() => unplugged.removeEventListener("abort", giveUp));
  });
}
