// The Report as the core writes it. schema/report.schema.json is the published form of the same; a test holds the two
// and the core together.
import type { FailureDetail } from "./failure.js";
import type { FailureCode, FindingId, SubIndication, Use, Verdict } from "./generated/codes.js";

export type Outcome = "passed" | "failed" | "indeterminate" | "not-checked";
export type RevocationPolicy = "require" | "accept-not-checked";
export type Environment = "test" | "production";

/** What the relying party decides. No member has a default. */
export interface Policy {
  readonly revocation: RevocationPolicy;
}

export interface FindingEvidence {
  readonly source: string;
  readonly issued?: string;
  readonly ageSeconds?: number;
}

export interface Finding {
  readonly id: FindingId;
  readonly outcome: Outcome;
  /** The reason; there unless the outcome is passed. */
  readonly code?: FailureCode;
  readonly detail?: FailureDetail;
  /** "certificate 0" is the card's own, "certificate 1" the authority's. */
  readonly subject?: string;
  readonly evidence?: FindingEvidence;
}

export interface Claim {
  readonly value: string | boolean;
  readonly from: string;
  /** Whether a configured authority vouches for it. False: a stranger's words. */
  readonly signed: boolean;
}

export type DecisionValue = string | number | boolean;

export interface Decision {
  readonly id: string;
  readonly version: string;
  /** One of the table's outcomes, or "indeterminate". */
  readonly outcome: string;
  readonly reason?: FailureCode;
  readonly row: string;
  /** The sentence the row rests on, as the source has it. */
  readonly basis: string;
  readonly values: Readonly<Record<string, DecisionValue>>;
  readonly flags: readonly string[];
  /** Inputs that are needed and unknown; never guessed. */
  readonly missing: readonly string[];
  readonly invalid: readonly string[];
  /** Who gave each input that was given. What the card says wins. */
  readonly sources: Readonly<Record<string, InputSource>>;
}

export type InputSource = "procedure" | "card" | "relying-party" | "form";

export interface TrustInput {
  readonly id: string;
  readonly version: number;
  readonly environment: Environment;
  readonly issued: string;
  readonly expires: string;
  readonly signer: string;
}

export interface Report {
  readonly version: 1;
  readonly use: Use;
  readonly time: string;
  readonly environment: "TEST" | "production";
  readonly verdict: Verdict;
  readonly subIndication?: SubIndication;
  readonly findings: readonly Finding[];
  readonly claims: Readonly<Record<string, Claim>>;
  readonly decisions: readonly Decision[];
  readonly inputs: {
    readonly trust: TrustInput;
    readonly policy: Policy;
    readonly revocation: null;
    readonly rulebook: { readonly fingerprint: string } | null;
    readonly procedure: { readonly id: string; readonly version: string } | null;
  };
}

/** Evidence is text and stays text: it is verified byte for byte, so nothing on the way may write it anew. */
export type EvidenceText = string;

/** What is inside the text of an authentication, for who only wants to look. */
export interface AuthenticationEvidence {
  readonly caCertificate?: string;
  readonly token: {
    readonly algorithm: "RS256";
    readonly format: "web-eid:1.0";
    readonly signature: string;
    readonly unverifiedCertificate: string;
  };
  readonly type: "kazashi-evidence:1";
  readonly use: "authenticate";
}

/** The same of every other use: the card's files and signatures by name, base64. They are about a person. */
export interface CardEvidence {
  readonly parts: Readonly<Record<string, string>>;
  readonly type: "kazashi-evidence:1";
  readonly use: Exclude<Use, "authenticate">;
}

export type Evidence = AuthenticationEvidence | CardEvidence;

/** One thing that was read, for showing. */
export interface TextItem {
  readonly value: string;
  /** Which part of which card. */
  readonly from: string;
  /** Whether somebody whom the trust bundle names vouches for it. False: a stranger's words, or signed by nobody. */
  readonly signed: boolean;
}
export interface PictureItem {
  readonly base64: string;
  readonly mediaType: string;
  readonly from: string;
  readonly signed: boolean;
  /** Of text: characters, counted from 0, that the card has no code for; 〓 stands in their place. */
  readonly missing?: readonly { readonly index: number; readonly marker: number }[];
}
/** Also text that is not UTF-8 ("text/plain;charset=euc-jp"): TextDecoder reads it. */
export type DataItem = TextItem | PictureItem;

/** What was read, by name. About a person: it stands beside the Report, never in it. */
export type CardData = Readonly<Record<string, DataItem>>;

/** The verdict and what it is about. */
export interface Verified {
  readonly report: Report;
  readonly data: CardData;
}

/** What a visit gives: the verdict of this side, and what the other side needs to make its own. */
export interface Visited extends Verified {
  readonly evidence: EvidenceText;
}

export interface Authenticated {
  readonly report: Report;
  readonly evidence: EvidenceText;
}
