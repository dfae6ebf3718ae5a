// kazashi/server: the same core under Node. A page's own verdict convinces nobody on the other side; a relying party
// verifies the page's evidence again, against the origin and the nonce that it knows itself.
import { KazashiError, type Failure } from "../core/failure.js";
import { loadFullKazashi, loadKazashi } from "../core/loader.js";
import type {
  CertificateDescription,
  EnvelopeOptions,
  Inputs,
  RulebookSummary,
  TrustOptions,
} from "../core/client.js";
import type { Use } from "../core/generated/codes.js";
import type { Evidence, Policy, Report, TrustInput, Verified } from "../core/report.js";
import type { KazashiModule, RulebookHandle, TrustHandle } from "../core/seam.js";
import { readPackageOctets } from "./package-files.js";
import { packagedRulebook } from "./packaged.js";

export { KazashiError, type Failure, type FailureDetail, isFailureCode } from "../core/failure.js";
export type { FailureCode, FindingId, SubIndication, Use, Verdict } from "../core/generated/codes.js";
export type {
  CertificateDescription,
  EnvelopeOptions,
  Inputs,
  RulebookSummary,
  TrustOptions,
} from "../core/client.js";
export type * from "../core/report.js";
export type { Signer } from "../core/seam.js";
export { packagedProcedures, packagedRulebook, packagedSigners, packagedTrust } from "./packaged.js";
export { type ChallengeRefusal, Challenges, type ChallengesOptions } from "./challenges.js";

/** What a verdict depends on besides the evidence. Nothing of it may come from whoever handed the evidence in. */
export interface VerifyOptions {
  /** What the relying party asked for (default: authenticate). Evidence of another use is refused. */
  readonly use?: Use;
  /** This relying party's own origin, such as `https://example.jp`. */
  readonly origin: string;
  /** The nonce that this server issued to this session, as the text it was sent as; accept each once. */
  readonly nonce: string;
  readonly trust: TrustBundle;
  /** The moment the verdict is for. */
  readonly time: Date;
  readonly policy: Policy;
  /** What the caller knows of the person and a certificate does not hold, for the decisions. */
  readonly inputs?: Inputs;
  /** What the relying party knows of the case. */
  readonly relyingParty?: Inputs;
  /** A procedure of `kazashi/procedures.json`: its decisions are taken instead of the certificate's own. */
  readonly procedure?: object;
}

/** A rulebook in its signed envelope. What is left out is this build's own, now, from its first version on. */
export interface RulebookOptions extends Partial<EnvelopeOptions> {
  /** With `signers`. */
  readonly envelope?: Uint8Array;
}

export interface VerifierOptions {
  readonly rulebook?: RulebookOptions;
  /**
   * "full" has every use, and signed documents besides; "main", the default, is what pages load first and lacks them
   * (`program.use-missing`).
   */
  readonly module?: "main" | "full";
}

type Answer<Value> = (Value & { readonly ok: true }) | { readonly ok: false; readonly failure: Failure };

function valueOf<Value>(json: string): Value {
  const answer = JSON.parse(json) as Answer<Value>;
  if (!answer.ok) throw new KazashiError(answer.failure);
  return answer;
}

/** A trust bundle whose signature was verified. Open it once and keep it: whether it still counts is asked at each use. */
export class TrustBundle {
  #handle: TrustHandle | undefined;

  /** @internal */
  constructor(
    handle: TrustHandle,
    readonly summary: TrustInput,
  ) {
    this.#handle = handle;
  }

  /** Frees it: it lives in the core's memory, where no garbage collector comes. Safe to call twice. */
  dispose(): void {
    this.#handle?.delete();
    this.#handle = undefined;
  }

  /** @internal */
  get handle(): TrustHandle {
    if (!this.#handle) throw new TypeError("used after dispose()");
    return this.#handle;
  }
}

/**
 * One instance of the core. Its calls are synchronous and leave nothing behind, so any number of requests may share one;
 * a verification takes about a millisecond of this thread.
 */
export class Verifier {
  #loaded: { readonly core: KazashiModule; readonly rulebook: RulebookHandle } | undefined;
  /** The rulebook that decides; keep its version, as `rulebook.minimumVersion` of the next createVerifier(). */
  readonly rulebook: RulebookSummary;

  /** @internal Use createVerifier(). */
  constructor(core: KazashiModule, sealed: EnvelopeOptions & { readonly envelope: Uint8Array }) {
    const { envelope, signers, time, minimumVersion } = sealed;
    const rulebook = core.Rulebook.openSigned(
      envelope,
      JSON.stringify({ signers, time: utc(time), minimumVersion }),
    );
    this.rulebook = summaryOf<RulebookSummary>(rulebook);
    this.#loaded = { core, rulebook };
  }

  /**
   * Opens a signed trust bundle. Throws a KazashiError: an `envelope.` or `trust.` code. A service says
   * `environment: "production"`, and no verdict on a simulated person can come of it. `minimumVersion` is the highest
   * version this service has used so far; keep it where a restart does not forget it.
   */
  openTrust(envelope: Uint8Array, options: TrustOptions): TrustBundle {
    const { signers, time, environment, minimumVersion } = options;
    const trust = this.parts.core.Trust.open(
      envelope,
      JSON.stringify({ signers, time: utc(time), environment, minimumVersion }),
    );
    return new TrustBundle(trust, summaryOf<TrustInput>(trust));
  }

  /**
   * The Report on this evidence. Whatever is wrong with the evidence is a finding in it; whatever is wrong with the
   * options throws a KazashiError with an `input.` code.
   *
   * Text is verified octet by octet as it stands. An object, as a JSON body parser makes it, is first written in the one
   * form that evidence has.
   */
  verifyEvidence(evidence: string | Evidence, options: VerifyOptions): Report {
    return this.verify(evidence, options).report;
  }

  /** The same, with what the evidence holds of the person for showing. */
  verify(evidence: string | Evidence, options: VerifyOptions): Verified {
    const { core, rulebook } = this.parts;
    const { use, origin, nonce, trust, time, policy, inputs, relyingParty, procedure } = options;
    const json = core.verifyEvidence(
      typeof evidence === "string" ? evidence : canonicalText(evidence),
      trust.handle,
      rulebook,
      JSON.stringify({ use, origin, nonce, time: utc(time), policy, inputs, relyingParty, procedure }),
    );
    const { report, data } = valueOf<Verified>(json);
    return { report, data };
  }

  /** What a certificate says of itself. Nothing is verified. Throws a KazashiError with a `der.` or `certificate.` code. */
  describeCertificate(der: Uint8Array): CertificateDescription {
    const json = this.parts.core.describeCertificate(der);
    return valueOf<{ certificate: CertificateDescription }>(json).certificate;
  }

  /** Gives the core's memory back, once its trust bundles are disposed of too. Safe to call twice. */
  dispose(): void {
    this.#loaded?.rulebook.delete();
    this.#loaded = undefined;
  }

  /** @internal The command line drives whole conversations. */
  get parts(): { readonly core: KazashiModule; readonly rulebook: RulebookHandle } {
    if (!this.#loaded) throw new TypeError("used after dispose()");
    return this.#loaded;
  }
}

/**
 * Loads the core that stands beside this file; refuses another than the one it was built with (`program.altered`). A
 * rulebook that does not count rejects with an `envelope.` or `rules.` code.
 */
export async function createVerifier(options: VerifierOptions = {}): Promise<Verifier> {
  const core =
    options.module === "full"
      ? await loadFullKazashi(await readPackageOctets("kazashi-full.wasm"))
      : await loadKazashi(await readPackageOctets("kazashi.wasm"));
  const own = { ...(await packagedRulebook()), time: new Date(), minimumVersion: 1 };
  return new Verifier(core, { ...own, ...options.rulebook });
}

/** The core's one form of a moment. An Invalid Date becomes text that the core refuses by name. */
function utc(time: Date): string {
  return Number.isNaN(time.getTime()) ? "" : `${time.toISOString().slice(0, 19)}Z`;
}

/** JSON with its members sorted and no white space: the form in which the core writes evidence. */
function canonicalText(value: unknown): string {
  return JSON.stringify(value, (_name, member: unknown) =>
    typeof member === "object" && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}

/** What an opened handle says of itself; one that did not open is freed at once and its reason thrown. */
function summaryOf<Summary>(handle: { summary(): string; delete(): void }): Summary {
  try {
    return valueOf<Summary>(handle.summary());
  } catch (error) {
    handle.delete();
    throw error;
  }
}
