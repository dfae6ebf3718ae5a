// The generator of web/core/generated/codes.ts: it reads every entry of the lists or refuses the list.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { parseDetailKinds, parseList, readLists, renderCodes } from "../../tools/generate-codes.mjs";

const failures = { KAZASHI_FAILURE: 3 };
const parse = (text) => parseList(text, failures, "list");

test("reads_entries_in_order_with_their_group", () => {
  const entries = parse(
    '// about\n// --- one\nKAZASHI_FAILURE(a_b, "x.a-b", none)\n// --- two\nKAZASHI_FAILURE(c, "x.c", none)\n',
  );
  assert.deepEqual(
    entries.map(({ name, value, group }) => [name, value, group]),
    [
      ["a_b", "x.a-b", "one"],
      ["c", "x.c", "two"],
    ],
  );
});

for (const [fact, line] of [
  ["a_missing_bracket", 'KAZASHI_FAILURE(a, "x.a", none'],
  ["a_missing_quote", 'KAZASHI_FAILURE(a, "x.a, none)'],
  ["an_entry_over_two_lines", 'KAZASHI_FAILURE(a,\n "x.a", none)'],
  ["two_entries_on_one_line", 'KAZASHI_FAILURE(a, "x.a", none) KAZASHI_FAILURE(b, "x.b", none)'],
  ["a_missing_argument", 'KAZASHI_FAILURE(a, "x.a")'],
  ["an_unknown_macro", 'KAZASHI_FAULT(a, "x.a", none)'],
  ["a_code_that_stands_twice", 'KAZASHI_FAILURE(a, "x.a", none)\nKAZASHI_FAILURE(b, "x.a", none)'],
  ["a_name_that_stands_twice", 'KAZASHI_FAILURE(a, "x.a", none)\nKAZASHI_FAILURE(a, "x.b", none)'],
  ["a_list_without_entries", "// nothing\n"],
]) {
  test(`refuses_${fact}`, () => assert.throws(() => parse(line), /^Error: list/));
}

test("refuses_a_header_without_the_kinds_of_detail", () =>
  assert.throws(() => parseDetailKinds("enum class Other {};")));

test("loses_no_entry_of_the_tree", () => {
  const lists = readLists();
  for (const [file, count] of [
    ["failures.def", lists.failures.length],
    ["findings.def", lists.findings.length],
    ["stages.def", lists.stages.length],
    ["pins.def", lists.pins.length],
    ["uses.def", lists.uses.length],
    ["verdicts.def", lists.verdicts.length + lists.subIndications.length],
  ]) {
    const text = readFileSync(new URL(`../../src/base/${file}`, import.meta.url), "utf8");
    assert.equal(text.match(/^KAZASHI_/gm).length, count, file);
  }
  const module = renderCodes(lists);
  for (const { value } of lists.failures) assert.ok(module.includes(`"${value}": "`), value);
});
