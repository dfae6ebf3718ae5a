// kazashi explain: the layout of decisions, in every language, against what the core decided.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { loadKazashi } from "../../build/dist/core/loader.js";
import { explanationOf } from "../../build/dist/explain/explanation.js";
import { findDecision } from "../../build/dist/rules/book.js";
import { root, wasmFolder } from "./support/build.mjs";
import { kazashi } from "./support/run.mjs";

const text = readFileSync(new URL("rulebook.json", wasmFolder), "utf8");
const book = JSON.parse(text);
const cases = ["cases.json", "edge_cases.json"].flatMap((name) =>
  JSON.parse(readFileSync(join(root, "tests/unit/rules", name), "utf8")),
);
const renewal = { item: "certificate", holderType: "domestic", expiryDate: "2026-10-10" };
const explain = (...args) => kazashi(["explain", ...args]);

test("every case can be laid out in every language, and the layout says what was decided", async () => {
  const core = await loadKazashi(readFileSync(new URL("kazashi.wasm", wasmFolder)));
  const rulebook = core.Rulebook.open(text);
  for (const { id, decision, evaluationDate, inputs } of cases) {
    const given = { ...inputs, ...(evaluationDate === undefined ? {} : { evaluationDate }) };
    const request = JSON.stringify({ id: decision, inputs: given, trace: true });
    const traced = JSON.parse(rulebook.decide(request)).decision;
    for (const language of ["ja", "en", "ja-easy"]) {
      const explanation = explanationOf(findDecision(book, decision), traced, given, language);
      const fired = explanation.rows.filter(({ state }) => state === "fired");
      assert.deepEqual(
        fired.map(({ row }) => row),
        traced.row ? [traced.row] : [],
        id,
      );
      assert.deepEqual(
        explanation.missing.map(({ name }) => name),
        traced.missing,
        id,
      );
      const tried = explanation.rows.filter(({ state }) => state !== "not-tried");
      assert.equal(tried.length, traced.trace.length, id);
      // Every line of a condition, tried or not, is words: no place left open, no name of the book's own.
      for (const { lines } of explanation.rows) {
        for (const line of lines)
          assert.doesNotMatch(line.text, /[{}]|undefined|NaN|^\s*$/, `${id} ${language}`);
      }
      for (const { lines } of tried)
        assert.ok(
          lines.every(({ truthText }) => truthText),
          id,
        );
      assert.ok(
        explanation.conventions.every((convention) => convention.length > 0),
        id,
      );
    }
  }
  rulebook.delete();
});

test("the table is printed with the rows passed over, the one that fired and the sentence", async () => {
  const { code, stdout } = await explain(
    "D-RENEWAL",
    "--date",
    "2026-07-10",
    "--inputs",
    JSON.stringify(renewal),
  );
  assert.equal(code, 0);
  assert.match(stdout, /^更新手続ができる時期 {2}\(D-RENEWAL /);
  assert.match(
    stdout,
    /根拠となる文 \(R6\): 「マイナンバーカードと電子証明書、いずれも有効期限の3か月前から更新可能です」/,
  );
  for (const row of ["R1", "R2", "R3", "R4", "R5"])
    assert.match(stdout, new RegExp(`× ${row} +\\| 当てはまらない`));
  assert.match(stdout, /○ R6 +\| 当てはまる +\| ① \(2026-07-10\) は ④ の 3 か月前の日 \(2026-07-10\) 以後/);
  assert.match(stdout, /- R7 +\| 見ていない/);
  assert.match(stdout, /ちょうど3か月前の日です/); // the flag
  assert.match(stdout, /月数は暦で数えます/);
});

test("what is missing is asked for, and what cannot be used is said", async () => {
  const inputs = JSON.stringify({ birthDate: "1990-02-29" });
  const { stdout } = await explain("D-CERT-EXPIRY", "--lang", "en", "--inputs", inputs);
  assert.match(stdout, /What is still needed\n {2}- ① What is the date of birth\?\n {2}- ② When was/);
  assert.match(stdout, /1990-02-29 \(this value cannot be used\)/);
  assert.match(stdout, /\? R1 \| cannot be decided/);
  assert.match(stdout, /never guessed/);
});

test("the same as JSON, for a page", async () => {
  const { json } = await explain(
    "D-RENEWAL",
    "--json",
    "--lang",
    "ja-easy",
    "--date",
    "2026-07-11",
    "--inputs",
    "{}",
  );
  assert.equal(json.decided, false);
  assert.deepEqual(
    json.missing.map(({ name }) => name),
    ["expiryDate"],
  );
  assert.equal(json.rows[0].state, "undecided");
});

test("refuses what it does not understand", async () => {
  for (const args of [[], ["D-PIN", "D-PIN"], ["D-PIN", "--lang", "fr"], ["D-PIN", "--inputs", "3"]]) {
    assert.equal((await explain(...args)).code, 64, args.join(" "));
  }
  const unknown = await explain("D-NOBODY");
  assert.deepEqual([unknown.code, unknown.json], [3, { failure: { code: "rules.unknown-decision" } }]);
});
