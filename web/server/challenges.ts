// One-use nonces, each bound to a session. What the card signs can be checked only against the nonce that this server
// remembers, never against one that comes back with the evidence (the Web eID rule).
import { randomBytes } from "node:crypto";

export type ChallengeRefusal =
  "server.challenge-missing" | "server.challenge-used" | "server.challenge-expired";

export interface ChallengesOptions {
  /** How long a person may take. Web eID's default. */
  readonly lifetimeSeconds?: number;
  /** Sessions remembered at once. Whoever asks for more pushes the oldest out, so memory stays bounded. */
  readonly capacity?: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

interface Open<Context> {
  readonly nonce: string;
  readonly context: Context;
  readonly issuedAt: number;
  used: boolean;
}

/** Kept in memory: a service of several processes needs a store they share, with the same "take once" promise. */
export class Challenges<Context> {
  readonly #open = new Map<string, Open<Context>>();
  readonly #lifetime: number;
  readonly #capacity: number;
  readonly #now: () => number;

  constructor({ lifetimeSeconds = 300, capacity = 10_000, now = Date.now }: ChallengesOptions = {}) {
    this.#lifetime = lifetimeSeconds * 1000;
    this.#capacity = capacity;
    this.#now = now;
  }

  /** A fresh nonce, base64 of 32 random octets. The session's earlier one, used or not, is forgotten. */
  issue(session: string, context: Context): string {
    const nonce = randomBytes(32).toString("base64");
    this.#open.delete(session); // so that the new one stands last: a Map keeps the order of insertion
    this.#open.set(session, { nonce, context, issuedAt: this.#now(), used: false });
    for (const oldest of this.#open.keys()) {
      if (this.#open.size <= this.#capacity) break;
      this.#open.delete(oldest);
    }
    return nonce;
  }

  /** The session's nonce, once; afterwards, or too late, the reason why there is none. */
  take(session: string): { nonce: string; context: Context } | { refusal: ChallengeRefusal } {
    const challenge = this.#open.get(session);
    if (!challenge) return { refusal: "server.challenge-missing" };
    if (challenge.used) return { refusal: "server.challenge-used" };
    challenge.used = true;
    if (this.#now() - challenge.issuedAt > this.#lifetime) return { refusal: "server.challenge-expired" };
    return { nonce: challenge.nonce, context: challenge.context };
  }
}
