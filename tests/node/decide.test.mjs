// kazashi decide: an archive of cases, decided by the core as WebAssembly.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { root } from "./support/build.mjs";
import { kazashi } from "./support/run.mjs";

let folder;
before(() => (folder = mkdtempSync(join(tmpdir(), "kazashi-decide-"))));
after(() => rmSync(folder, { recursive: true, force: true }));

const read = (path) => JSON.parse(readFileSync(join(root, path), "utf8"));
const cases = ["cases.json", "edge_cases.json"].flatMap((name) => read(`tests/unit/rules/${name}`));
const lineOf = ({ id, decision, evaluationDate, inputs }) =>
  `${JSON.stringify({ id, decision, evaluationDate, inputs })}\n`;
const linesIn = (text) =>
  text
    .split("\n")
    .slice(0, -1)
    .map((line) => (line ? JSON.parse(line) : undefined));

function file(name, content) {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

test("every case comes out of the command as written", async () => {
  const path = file("cases.jsonl", cases.map(lineOf).join(""));
  const { code, stdout } = await kazashi(["decide", "--cases", path]);
  assert.equal(code, 0);
  const answers = linesIn(stdout);
  assert.equal(answers.length, cases.length);
  for (const [index, { id, expected }] of cases.entries()) {
    const { outcome, flags, missing = [], invalid = [], ...values } = expected;
    const { row, basis, reason, ...answer } = answers[index];
    assert.deepEqual(answer, { id, outcome, values, flags, missing, invalid }, id);
    assert.equal(row !== "" && basis !== "", outcome !== "indeterminate", id);
    assert.equal(reason !== undefined, outcome === "indeterminate", id);
  }
});

test("bad lines are answered in their places and counted in the exit status", async () => {
  const good = '{"id":"good","decision":"D-PIN","inputs":{"remainingTries":3}}';
  const lines = [
    good,
    "nonsense",
    "",
    `{"id":"long","decision":"D-PIN","inputs":{"remainingTries":"${"9".repeat(10_000_000)}"}}`,
    '{"id":"who","decision":"D-NOBODY","inputs":{}}',
    '{"id":"\\"failure\\":{\\"code\\":","decision":"D-PIN","inputs":{"remainingTries":0}}',
    good, // without a newline at its end
  ];
  const { code, stdout, stderr } = await kazashi(["decide", "--cases", "-"], lines.join("\n"));
  const answers = linesIn(stdout);
  assert.deepEqual(
    answers.map((answer) => answer?.failure?.code ?? answer?.outcome),
    [
      "can_try",
      "input.json-malformed",
      undefined,
      "rules.too-large",
      "rules.unknown-decision",
      "locked_holder_procedure",
      "can_try",
    ],
  );
  assert.equal(code, 3);
  assert.match(stderr, /^3 lines could not be decided/);
});

test("a case that is cut by the end of a piece of the file is decided whole", async () => {
  const many = cases.slice(0, 40).map(lineOf);
  const input = Array.from({ length: 20_000 }, (_, index) => many[index % many.length]).join("");
  const { code, stdout } = await kazashi(["decide", "--cases", file("many.jsonl", input)]);
  assert.equal(code, 0);
  const answers = stdout.split("\n");
  assert.equal(answers.length, 20_001);
  for (const [index, answer] of answers.slice(0, -1).entries())
    assert.equal(answer, answers[index % many.length]);
});

test("an archive of any length is decided in the same memory", { timeout: 120_000 }, async () => {
  // Node reads its own peak when it ends, as ru_maxrss.
  const peak = async (copies) => {
    const path = file("archive.jsonl", cases.map(lineOf).join("").repeat(copies));
    const script = `process.argv.splice(1, 0, "node"); process.on("exit", () =>
      process.stderr.write("peak " + process.resourceUsage().maxRSS)); await import(process.argv[2]);`;
    const cli = new URL("../../build/dist/server/cli.js", import.meta.url).href;
    const child = spawn(
      process.execPath,
      ["--input-type=module", "--eval", script, cli, "decide", "--cases", path],
      { stdio: ["ignore", "ignore", "pipe"] },
    );
    let said = "";
    for await (const piece of child.stderr) said += piece;
    return Number(/peak (\d+)$/.exec(said)?.[1]);
  };
  const small = await peak(50);
  const large = await peak(1000);
  assert.ok(small > 10_000, `${small} KB`);
  assert.ok(large < small + 40_000, `${small} KB for 50 copies, ${large} KB for 1000`);
});

test("a rulebook of one's own can be a folder, a book or a rulebook", async () => {
  const line = '{"decision":"D-PIN","inputs":{"remainingTries":3}}\n';
  const book = join(root, "src/rules/book");
  for (const path of [book, join(book, "safe-carrying.json"), join(root, "build/wasm/rulebook.json")]) {
    const { code, stdout } = await kazashi(["decide", "--cases", "-", "--rulebook", path], line);
    assert.equal(code, 0, path);
    assert.equal(linesIn(stdout)[0].outcome, "can_try");
  }
  const broken = read("src/rules/book/safe-carrying.json");
  broken.decisions[0].rules[0].when = { perhaps: [] };
  const refused = await kazashi([
    "decide",
    "--cases",
    "-",
    "--rulebook",
    file("b.json", JSON.stringify(broken)),
  ]);
  assert.equal(refused.code, 3);
  assert.deepEqual(refused.json, { failure: { code: "rules.malformed" } });
  assert.match(refused.stderr, /\/services\/0\/decisions\/0\/rules\/0\/when/);
});

test("a command that cannot be carried out as it is written is refused", async () => {
  for (const args of [
    [],
    ["--cases"],
    ["--cases", join(folder, "nowhere.jsonl")],
    ["--cases", folder],
    ["--cases", "-", "more"],
    ["--cases", "-", "--rulebook", join(folder, "nowhere")],
    ["--cases", "-", "--rulebook", folder + "/empty"],
  ]) {
    const { code, stdout, stderr } = await kazashi(["decide", ...args]);
    assert.equal(code, 64, args.join(" "));
    assert.equal(stdout, "");
    assert.match(stderr, /see kazashi decide --help/);
  }
});
