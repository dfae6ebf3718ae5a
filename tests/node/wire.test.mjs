// What a visit sends is counted, and the time it takes is modelled.
import assert from "node:assert/strict";
import { test } from "node:test";
import { airMilliseconds } from "../bench/air.mjs";
import { exchangesOfUses } from "../bench/wire.mjs";

const uses = exchangesOfUses();
const exchangesOf = (use, extended) =>
  uses.find((one) => one.use === use && one.extended === extended).exchanges;

test("an authentication takes five commands with extended length and seven short ones", () => {
  assert.equal(exchangesOf("authenticate-usual", true).length, 5);
  assert.equal(exchangesOf("authenticate-usual", false).length, 7);
  assert.equal(exchangesOf("authenticate", true).length, 5);
});

test("extended length never takes more commands, nor more octets", () => {
  const octets = (exchanges) => exchanges.flat().reduce((sum, count) => sum + count, 0);
  for (const { use } of uses) {
    assert.ok(exchangesOf(use, true).length <= exchangesOf(use, false).length, use);
    assert.ok(octets(exchangesOf(use, true)) <= octets(exchangesOf(use, false)) + 2 * 2, use);
  }
});

test("one octet there and two back take as long as their frames and the shortest guard times", () => {
  // two frames of 4 and 5 octets with blocks' overhead: 23 + 48 and 23 + 60 units of 9.44 µs; (64 + 80) / fs before the
  // answer, 10 units and 32 / fs after it
  const etu = 128 / 13.56;
  const expected = (23 + 48 + 23 + 60 + 10) * etu + (64 + 80 + 32) / 0.8475;
  assert.ok(Math.abs(airMilliseconds([[1, 2]], 106) - expected / 1000) < 1e-9);
});

test("a longer bit is a longer visit, and a block more costs its acknowledgement", () => {
  const one = airMilliseconds([[5, 253]], 424);
  const two = airMilliseconds([[5, 254]], 424);
  assert.ok(airMilliseconds([[5, 253]], 106) > 3 * one);
  const frames = 2 * (23 + 12 * 3) + 12; // another block's frame with one octet more, and R(ACK)'s
  assert.ok(two - one > (frames * 32) / 13.56e3);
});
