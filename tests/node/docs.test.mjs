// The samples in the documents do what the documents say.
//
// A fenced block whose first line ends in "run" is executed from the root of the project, in the order of the document:
// `js run` as a module, `sh run` by bash. `exit=2` names another exit status than 0. A block marked "output" right after
// it holds what was printed on standard output; "..." stands for anything.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { root } from "./support/build.mjs";

function samplesOf(markdown) {
  const fence = /^```(\w+) (run|output)(?: exit=(\d+))?\n([\s\S]*?)^```$/gm;
  const samples = [];
  for (const [, language, kind, status, text] of markdown.matchAll(fence)) {
    if (kind === "run") samples.push({ language, status: Number(status ?? 0), text });
    else samples.at(-1).output = text;
  }
  return samples;
}

function run({ language, text }, name) {
  if (language === "sh")
    return spawnSync("bash", ["-euo", "pipefail", "-c", text], { cwd: root, encoding: "utf8" });
  assert.equal(language, "js", `${name} is js or sh`);
  const folder = join(root, "build/samples");
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.mjs`);
  writeFileSync(path, text); // inside the package, so that it finds "kazashi/server" by name
  return spawnSync(process.execPath, [path], { cwd: root, encoding: "utf8" });
}

function matches(printed, expected) {
  const pattern = expected
    .split("...")
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
    .join("[\\s\\S]*");
  return new RegExp(`^${pattern}$`).test(printed);
}

const documents = [
  ...(existsSync(join(root, "README.md")) ? ["README.md"] : []),
  ...readdirSync(join(root, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];

for (const document of documents) {
  const samples = samplesOf(readFileSync(join(root, document), "utf8"));
  if (samples.length === 0) continue;
  test(`the ${samples.length} samples of ${document} run`, () => {
    samples.forEach((sample, index) => {
      const name = `${document.replaceAll(/\W+/g, "-")}-${index + 1}`;
      const { status, stdout, stderr } = run(sample, name);
      assert.equal(status, sample.status, `${name}: ${stderr}`);
      if (sample.output !== undefined) {
        assert.ok(matches(stdout, sample.output), `${name} printed:\n${stdout}`);
      }
    });
  });
}

test("samples are found, and their output is compared", () => {
  const found = samplesOf(
    "```js run\n1\n```\n\n```text output\na...c\n```\n\n```sh\nnot run\n```\n\n```sh run exit=2\nfalse\n```\n",
  );
  assert.deepEqual(
    found.map(({ language, status, output }) => [language, status, output]),
    [
      ["js", 0, "a...c\n"],
      ["sh", 2, undefined],
    ],
  );
  assert.ok(matches("a and c\n", "a...c\n"));
  assert.ok(!matches("a and d\n", "a...c\n"));
  assert.ok(samplesOf(readFileSync(join(root, "docs/server.md"), "utf8")).length >= 5);
});

test("every file that a document links to is there", () => {
  for (const document of documents) {
    const text = readFileSync(join(root, document), "utf8");
    for (const [, target] of text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)[^)]*\)/g)) {
      assert.ok(existsSync(join(root, document, "..", target)), `${document} links to ${target}`);
    }
  }
});
