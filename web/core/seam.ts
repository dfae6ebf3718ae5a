// The wasm module as TypeScript sees it. The build makes kazashi.d.ts from the bindings themselves; the loader assigns
// that module to this interface, so the compiler refuses the build when the two part.
import type { PinKind } from "./generated/codes.js";

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
  | PinQuestion
  | { readonly kind: "progress"; readonly stage: string };

export interface PinQuestion {
  readonly kind: "pin";
  readonly pin: PinKind;
  readonly triesLeft?: number;
}

/** What Trust.open() is told. */
export interface Signer {
  readonly id: string;
  readonly kinds: readonly string[];
  /** Base64 of the DER SubjectPublicKeyInfo (P-384). */
  readonly spki: string;
}

/** A set of CRLs, or the reason why there is none, which each answer then says. All answers are JSON. */
export interface CrlSetHandle {
  summary(): string;
  octets(): Uint8Array;
  /** Who lists this serial (hexadecimal), whatever its issuer: to look something up, not to verify. */
  lookup(serial: string): string;
  /** What the set says of a certificate; the request is {"time", "maxAgeHours"}. */
  status(certificate: Uint8Array, issuer: Uint8Array, argumentsJson: string): string;
  delete(): void;
}

/** A CRL that is read as it comes. To cancel is to delete the handle. */
export interface CrlIngestHandle {
  /** Empty, or a failure as JSON; then nothing more is taken. */
  push(piece: Uint8Array): string;
  entries(): number;
  /** A certificate trusted to speak for the CRL's issuer. Empty, or a failure as JSON. */
  addSigner(certificate: Uint8Array): string;
  /** Once, after the last piece. */
  finish(): CrlSetHandle;
  delete(): void;
}

export interface CrlMergeHandle {
  add(set: CrlSetHandle): void;
  finish(): CrlSetHandle;
  delete(): void;
}

export interface KazashiModule {
  readonly CrlSet: {
    open(octets: Uint8Array): CrlSetHandle;
    openSigned(envelope: Uint8Array, argumentsJson: string): CrlSetHandle;
  };
  readonly CrlIngest: { start(keepDetails: boolean, sha1Accepted: boolean): CrlIngestHandle };
  readonly CrlMerge: { start(): CrlMergeHandle };
  /** One case of `kazashi crl check` as JSON; the answer as JSON. */
  answerCrlCase(caseJson: string): string;
  /** One case of `kazashi ocsp verify` as JSON; the answer as JSON. */
  answerOcspCase(caseJson: string): string;
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
  /** One case of `kazashi verify-path` as JSON; the answer as JSON. */
  verifyPath(caseJson: string): string;
  /** One case of `kazashi verify-signature` as JSON; the answer as JSON. */
  verifySignature(caseJson: string): string;
  /** One office's tag as JSON (see src/cases/office_tag_case.h); the answer as JSON. */
  verifyTag(caseJson: string): string;
  /** JSON: the names of the uses that this module was made with. */
  uses(): string;
}

/** The module with every use. It alone checks signed documents. */
export interface FullKazashiModule extends KazashiModule {
  /** One case of `kazashi verify-cms` as JSON; the answer as JSON. */
  verifyCms(caseJson: string): string;
}
