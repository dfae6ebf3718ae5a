// One-use nonces.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Challenges } from "kazashi/server";

test("a nonce is given out once and only to its own session", () => {
  const challenges = new Challenges();
  const nonce = challenges.issue("mine", "context");
  assert.deepEqual(challenges.take("another"), { refusal: "server.challenge-missing" });
  assert.deepEqual(challenges.take("mine"), { nonce, context: "context" });
  assert.deepEqual(challenges.take("mine"), { refusal: "server.challenge-used" });
});

test("a nonce is 32 octets that nobody has seen before", () => {
  const challenges = new Challenges();
  const nonces = new Set(Array.from({ length: 100 }, (_, index) => challenges.issue(String(index))));
  assert.equal(nonces.size, 100);
  for (const nonce of nonces) assert.equal(Buffer.from(nonce, "base64").length, 32);
});

test("a nonce lives five minutes and not longer", () => {
  let now = 1_000_000;
  const challenges = new Challenges({ now: () => now });
  challenges.issue("punctual");
  challenges.issue("late");
  now += 300_000;
  assert.ok("nonce" in challenges.take("punctual"));
  now += 1;
  assert.deepEqual(challenges.take("late"), { refusal: "server.challenge-expired" });
  assert.deepEqual(challenges.take("late"), { refusal: "server.challenge-used" });
});

test("a new nonce makes the session's earlier one worthless", () => {
  const challenges = new Challenges();
  const first = challenges.issue("session");
  const second = challenges.issue("session");
  assert.notEqual(first, second);
  assert.equal(challenges.take("session").nonce, second);
  assert.deepEqual(challenges.take("session"), { refusal: "server.challenge-used" });
});

test("a flood of sessions pushes the oldest out and fills no memory", () => {
  const challenges = new Challenges({ capacity: 3 });
  for (const session of ["a", "b", "c", "a", "d"]) challenges.issue(session);
  assert.deepEqual(challenges.take("b"), { refusal: "server.challenge-missing" });
  for (const kept of ["c", "a", "d"]) assert.ok("nonce" in challenges.take(kept), kept);
});
