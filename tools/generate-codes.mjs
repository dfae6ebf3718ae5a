// Makes web/core/generated/codes.ts from the lists in src/base/*.def, so that no code is ever written twice.
// Node built-ins only: it runs before anything is installed.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * The entries of a .def list, in order. Comments, blank lines and preprocessor lines are skipped; a comment
 * that starts with `---` begins a group. Any other line that is not a whole entry is an error: a list that is
 * half read would leave a code without a text.
 *
 * @param {string} text
 * @param {Record<string, number>} macros how many arguments each macro takes (name, "text", word...)
 * @param {string} file for messages
 */
export function parseList(text, macros, file) {
  const entries = [];
  const seen = new Set();
  let group = "";
  for (const [index, line] of text.split("\n").entries()) {
    const where = `${file}:${index + 1}`;
    const trimmed = line.trim();
    if (trimmed.startsWith("// ---")) group = trimmed.slice("// ---".length).trim();
    if (trimmed === "" || trimmed.startsWith("//") || trimmed.startsWith("#")) continue;
    const match = /^(KAZASHI_[A-Z_]+)\(([a-z][a-z0-9_]*), "([^"\\]+)"((?:, [a-z_]+)*)\)$/.exec(trimmed);
    if (!match) throw new Error(`${where}: not an entry: ${trimmed}`);
    const [, macro, name, value, rest] = match;
    const words = rest === "" ? [] : rest.slice(2).split(", ");
    if (!(macro in macros)) throw new Error(`${where}: unknown macro ${macro}`);
    if (words.length + 2 !== macros[macro])
      throw new Error(`${where}: ${macro} takes ${macros[macro]} arguments`);
    for (const key of [`${macro} ${name}`, `${macro} "${value}"`]) {
      if (seen.has(key)) throw new Error(`${where}: ${key} stands twice`);
      seen.add(key);
    }
    entries.push({ macro, name, value, words, group });
  }
  if (entries.length === 0) throw new Error(`${file}: no entries`);
  return entries;
}

/** The kinds of detail, as the C++ enumeration names them. */
export function parseDetailKinds(header) {
  const match = /enum class DetailKind[^{]*\{([^}]*)\}/.exec(header);
  if (!match) throw new Error("failure.h: no DetailKind");
  return match[1]
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "");
}

const kebab = (word) => word.replaceAll("_", "-");

/** Every list, read from a tree. */
export function readLists(tree = root) {
  const read = (name) => readFileSync(join(tree, "src/base", name), "utf8");
  const list = (name, macros) => parseList(read(name), macros, `src/base/${name}`);
  const detailKinds = parseDetailKinds(read("failure.h"));
  const failures = list("failures.def", { KAZASHI_FAILURE: 3 });
  for (const { value, words } of failures) {
    if (!detailKinds.includes(words[0]))
      throw new Error(`src/base/failures.def: ${value}: no detail ${words[0]}`);
    if (!/^[a-z]+\.[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(value))
      throw new Error(`${value}: not group.kebab-case`);
  }
  const words = list("verdicts.def", { KAZASHI_VERDICT: 2, KAZASHI_SUB_INDICATION: 2 });
  return {
    detailKinds,
    failures,
    findings: list("findings.def", { KAZASHI_FINDING: 2 }),
    stages: list("stages.def", { KAZASHI_STAGE: 2 }),
    pins: list("pins.def", { KAZASHI_PIN: 2 }),
    uses: list("uses.def", { KAZASHI_USE: 2 }),
    verdicts: words.filter(({ macro }) => macro === "KAZASHI_VERDICT"),
    subIndications: words.filter(({ macro }) => macro === "KAZASHI_SUB_INDICATION"),
  };
}

/** The TypeScript module that stands for the lists. */
export function renderCodes(lists) {
  const union = (type, constant, entries) =>
    `export const ${constant} = [\n${entries.map(({ value }) => `  "${value}",\n`).join("")}] as const;\n` +
    `export type ${type} = (typeof ${constant})[number];\n`;
  return [
    "// Made by tools/generate-codes.mjs from src/base/*.def. Not written by hand, not committed.\n",
    `export type DetailKind = ${lists.detailKinds.map((kind) => `"${kebab(kind)}"`).join(" | ")};\n`,
    "/** Every failure and what the number beside it counts. */",
    `export const failureDetails = {\n${lists.failures
      .map(({ value, words }) => `  "${value}": "${kebab(words[0])}",\n`)
      .join("")}} as const satisfies Record<string, DetailKind>;`,
    "export type FailureCode = keyof typeof failureDetails;\n",
    union("FindingId", "findingIds", lists.findings),
    union("Stage", "stages", lists.stages),
    union("PinKind", "pins", lists.pins),
    union("Use", "uses", lists.uses),
    union("Verdict", "verdicts", lists.verdicts),
    union("SubIndication", "subIndications", lists.subIndications),
  ].join("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const target = join(root, "web/core/generated/codes.ts");
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, renderCodes(readLists()));
}
