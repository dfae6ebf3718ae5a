// kazashi: what a page imports.
export { KazashiClient, Rulebook, Trust } from "./client.js";
export type {
  AuthenticationRequest,
  CertificateDescription,
  EnvelopeOptions,
  EvidenceOptions,
  Inputs,
  RulebookSummary,
  TrustOptions,
  UseOptions,
  VisitRequest,
  WorkerLike,
} from "./client.js";
export { type Failure, type FailureDetail, isFailureCode, KazashiError } from "./failure.js";
export type {
  FailureCode,
  FindingId,
  PinKind,
  Stage,
  SubIndication,
  Use,
  Verdict,
} from "./generated/codes.js";
export type { ReaderModel, ReaderTransport } from "./reader-transport.js";
export type * from "./report.js";
export type { Signer } from "./seam.js";
export type { PinEntry, PinPrompt } from "./session-driver.js";
export type { WasmSource } from "./wasm-file.js";
