// The page's own server: it gives the challenge and checks the evidence again.
import { type Failure, isFailureCode, KazashiError } from "../core/failure.js";
import type { EvidenceText, Policy, Report } from "../core/report.js";

export type TrustName = "test" | "production";

export interface Challenge {
  readonly nonce: string;
  readonly policy: Policy;
}

/** A one-use nonce, and what this server requires. */
export async function requestChallenge(trust: TrustName): Promise<Challenge> {
  return post<Challenge>("api/challenge", JSON.stringify({ trust }));
}

/** The server's own Report on the evidence, which goes there as the text that the core wrote. */
export async function verifyOnServer(evidence: EvidenceText): Promise<Report> {
  return (await post<{ readonly report: Report }>("api/verify", evidence)).report;
}

async function post<Value>(path: string, body: string): Promise<Value> {
  let answer: ({ readonly ok: true } & Value) | { readonly ok: false; readonly failure: Failure };
  try {
    const headers = { "Content-Type": "application/json" };
    const response = await fetch(path, { method: "POST", headers, body, credentials: "same-origin" });
    answer = (await response.json()) as typeof answer;
  } catch (cause) {
    throw new KazashiError("server.unreachable", { cause });
  }
  if (answer.ok) return answer;
  const { failure } = answer;
  throw new KazashiError(isFailureCode(failure.code) ? failure : "server.unreachable");
}
