// The wasm module as TypeScript sees it. The build makes kazashi.d.ts from the bindings themselves; the loader assigns
// that module to this interface, so the compiler refuses the build when the two part.

/** Free what is not needed any more: these live in the module's memory, where no garbage collector comes. */
export interface Disposable {
  delete(): void;
}

export interface TrustHandle extends Disposable {
  summary(): string;
}

export interface RulebookHandle extends Disposable {
  summary(): string;
  /** The JSON Pointer of the place that makes a rulebook's text malformed, or "". */
  fault(): string;
  decide(requestJson: string): string;
  /** JSON Lines in, JSON Lines out, UTF-8: the answer to a line stands in the same line. One crossing for many cases. */
  decideMany(lines: Uint8Array): Uint8Array;
}

export interface Session extends Disposable {
  /** JSON of a Question, or "" when the conversation is over. Carries out a wanted cancellation. */
  question(): string;
  /** A copy of the octets of the transfer-out fetched last. May hold a PIN: wipe it. */
  octets(): Uint8Array;
  replyDone(): void;
  replyBytes(octets: Uint8Array): void;
  replyPin(digits: Uint8Array, lastTryAccepted: boolean): void;
  fail(code: string): void;
  cancel(): void;
  /** Once, after question() gave "". */
  result(): string;
}

export type Question =
  | { readonly kind: "transfer-out" }
  | { readonly kind: "transfer-in"; readonly length: number; readonly timeoutMs: number }
  | { readonly kind: "pause"; readonly ms: number }
  | { readonly kind: "pin"; readonly pin: "authentication"; readonly triesLeft: number }
  | { readonly kind: "progress"; readonly stage: string };

/** What Trust.open() is told. */
export interface Signer {
  readonly id: string;
  readonly kinds: readonly string[];
  /** Base64 of the DER SubjectPublicKeyInfo (P-384). */
  readonly spki: string;
}

export interface KazashiModule {
  readonly Trust: { open(envelope: Uint8Array, argumentsJson: string): TrustHandle };
  readonly Rulebook: {
    open(text: string): RulebookHandle;
    openSigned(envelope: Uint8Array, argumentsJson: string): RulebookHandle;
  };
  readonly Session: { start(trust: TrustHandle, rulebook: RulebookHandle, argumentsJson: string): Session };
  verifyEvidence(
    evidence: string,
    trust: TrustHandle,
    rulebook: RulebookHandle,
    argumentsJson: string,
  ): string;
  describeCertificate(der: Uint8Array): string;
}
