// Texts and error book: complete, in step with the list, and never naming a number that is not there.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { readLists } from "../../tools/generate-codes.mjs";
import { errorBook, loadTexts, renderErrorBook } from "../../tools/generate-error-book.mjs";

const lists = readLists();
const languages = { ja: ["ja.ts", "ja"], en: ["en.ts", "en"], "ja-easy": ["ja-easy.ts", "jaEasy"] };

for (const [language, [file, name]] of Object.entries(languages)) {
  const texts = await loadTexts(file, name);
  const everyFailure = lists.failures.map(({ value, words }) => ({
    code: value,
    detail: words[0],
    text: texts.failures[value],
  }));

  test(`${language}: every_failure_says_what_happened_and_what_to_do`, () => {
    for (const { code, text } of everyFailure) {
      for (const part of ["what", "now", "staff"]) assert.ok(text?.[part]?.length > 3, `${code}.${part}`);
    }
    assert.deepEqual(Object.keys(texts.failures).sort(), lists.failures.map(({ value }) => value).sort());
  });

  test(`${language}: only_a_failure_that_counts_tries_shows_a_number`, () => {
    for (const { code, detail, text } of everyFailure) {
      const shows = Object.values(text).some((part) => part.includes("{value}"));
      assert.equal(shows, detail === "tries_left", code);
      assert.doesNotMatch(Object.values(text).join(), /\{(?!value\})/, code);
    }
  });

  test(`${language}: no_verdict_says_valid`, () => {
    for (const sentence of Object.values(texts.verdicts))
      assert.doesNotMatch(sentence, /\bvalid\b|有効です/i);
  });
}

test("easy_japanese_gives_a_reading_for_every_kanji_word", async () => {
  const texts = await loadTexts("ja-easy.ts", "jaEasy");
  const sentences = [
    ...Object.values(texts.failures).flatMap(({ what, now }) => [what, now]),
    ...Object.values(texts.findings).flatMap(({ title, about }) => [title, about]),
    ...[texts.stages, texts.outcomes, texts.verdicts, texts.subIndications].flatMap(Object.values),
  ];
  for (const sentence of sentences) {
    assert.doesNotMatch(sentence, /\p{Script=Han}(?!\p{Script=Han}*（)/u, sentence);
  }
});

test("the_error_book_does_not_lag", async () => {
  assert.equal(
    readFileSync(errorBook, "utf8"),
    await renderErrorBook(),
    "run node tools/generate-error-book.mjs",
  );
});
