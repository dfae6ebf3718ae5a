// The cases hold the tables: nine in ten changes of a row are noticed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { mutate, totalOf } from "../mutation/rules.mjs";

test("at least nine in ten mutants of the tables fail a case", async () => {
  const results = await mutate();
  const { made, killed } = totalOf(results);
  assert.ok(made > 2000, `${made} mutants`);
  assert.ok(killed >= 0.9 * made, `${killed} of ${made}`);
  for (const kind of ["comparison", "constant", "outcome"]) {
    assert.ok(results[kind].killed >= 0.9 * results[kind].made, kind);
  }
});
