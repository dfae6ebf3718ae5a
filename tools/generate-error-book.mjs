// Makes docs/errors.md, the error book, from the list of failures and the texts in every language.
//
//   node tools/generate-error-book.mjs          writes docs/errors.md
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { readLists } from "./generate-codes.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
export const errorBook = join(root, "docs/errors.md");

/** The texts of one language, from their TypeScript source: they import nothing but types. */
export async function loadTexts(file, name) {
  const source = readFileSync(join(root, "web/core/texts", file), "utf8");
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  });
  const module = await import(`data:text/javascript,${encodeURIComponent(outputText)}`);
  return module[name];
}

const counts = {
  none: "",
  tries_left: "tries left",
  status_word: "the card's status word SW1 SW2",
  byte_offset: "the offset of the octet",
  certificate_index: "which certificate: 0 the holder's, 1 the authority's",
  reader_status: "the reader's status",
};

const sentence = (text) => `${text[0].toUpperCase()}${text.slice(1)}`;

export async function renderErrorBook() {
  const [en, ja] = await Promise.all([loadTexts("en.ts", "en"), loadTexts("ja.ts", "ja")]);
  const lines = [
    "# Error book",
    "",
    "<!-- Made by tools/generate-error-book.mjs from src/base/failures.def and web/core/texts. Not edited by hand. -->",
    "",
    "Every failure has one stable code; programs compare the code and show the text of their language.",
    "`{value}` and *number* are what the failure carries beside its code.",
    "",
  ];
  let group;
  for (const { value, words, group: itsGroup } of readLists().failures) {
    if (itsGroup !== group) lines.push(`## ${sentence(itsGroup)}`, "");
    group = itsGroup;
    const number = counts[words[0]];
    if (number === undefined) throw new Error(`no words for the detail ${words[0]}`);
    lines.push(`### ${value}`, "");
    if (number !== "") lines.push(`*Number: ${number}.*`, "");
    for (const { failures } of [en, ja]) {
      const { what, now, staff } = failures[value];
      lines.push(
        `- **${what}** ${now}<br>_${failures === en.failures ? "Staff" : "係員・管理者"}:_ ${staff}`,
      );
    }
    lines.push("");
  }
  return lines.join("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(errorBook, await renderErrorBook());
