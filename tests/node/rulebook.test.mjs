// The books of src/rules/book against their published form. That names are known and types fit is the core's to say.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";

const root = join(fileURLToPath(import.meta.url), "../../..");
const read = (path) => JSON.parse(readFileSync(join(root, path), "utf8"));
const books = readdirSync(join(root, "src/rules/book")).map((name) => [name, read(`src/rules/book/${name}`)]);
const validate = new Ajv2020({ allErrors: true }).compile(read("src/rules/book.schema.json"));

for (const [name, book] of books) {
  test(`${name} has the published form`, () => {
    assert.ok(validate(book), JSON.stringify(validate.errors, null, 1));
  });
}

test("the form refuses a row without its sentence, an outcome without its text and a member it does not know", () => {
  const bend = (change) => {
    const book = structuredClone(read("src/rules/book/renewal.json"));
    change(book.decisions[0]);
    return validate(book);
  };
  assert.ok(bend(() => {}));
  assert.ok(!bend((decision) => delete decision.rules[0].basisQuote));
  assert.ok(!bend((decision) => delete decision.outcomes.card_expired["ja-easy"]));
  assert.ok(!bend((decision) => delete decision.inputs[0].question));
  assert.ok(!bend((decision) => (decision.rules[0].when = { or: [] })));
  assert.ok(!bend((decision) => (decision.default = "within_validity")));
});

test("the rulebook is every book, joined, and the same bytes each time", () => {
  const folder = mkdtempSync(join(tmpdir(), "kazashi-rulebook-"));
  try {
    const joinBooks = (name) => {
      execFileSync(process.execPath, [join(root, "tools/build-rulebook.mjs"), join(folder, name)]);
      return readFileSync(join(folder, name), "utf8");
    };
    const rulebook = joinBooks("one.json");
    assert.equal(rulebook, joinBooks("two.json"));
    const { format, services } = JSON.parse(rulebook);
    assert.equal(format, "kazashi-rulebook:1");
    assert.deepEqual(
      services,
      books.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, book]) => book),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});
