// npm run bench:rules: decisions beside json-logic-js and json-logic-engine, on the same ten tables, in one run.
//
//   node tests/bench/rules.mjs [--rounds 9] [--milliseconds 300] [--keep] [--module FOLDER]
//
// All do the same work: jsonlogic/ has the tables in JsonLogic, written by hand, and before the clock runs all must give the
// same answer to every case and to every part of it, the undecided ones with the names of what is missing.
//
// Prints the figures and writes them between the markers of docs/performance.md; --keep leaves that file alone. --module takes
// another build's kazashi.mjs and kazashi.wasm, to hold one build against another, and keeps the file as well.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { LogicEngine } from "json-logic-engine";
import jsonLogic from "json-logic-js";
import { loadKazashi } from "../../build/dist/core/loader.js";
import { handWrittenTables, jsonLogicPeer, operations } from "./rules-jsonlogic.mjs";
import { machine } from "./machine.mjs";
import { median } from "./statistics.mjs";
import { table } from "./table.mjs";

const { values: options } = parseArgs({
  options: {
    rounds: { type: "string", default: "9" },
    milliseconds: { type: "string", default: "300" },
    keep: { type: "boolean", default: false },
    module: { type: "string" },
  },
});
const rounds = Number(options.rounds);
const milliseconds = Number(options.milliseconds);

const root = new URL("../../", import.meta.url);
const read = (path) => readFileSync(new URL(path, root), "utf8");
const decisions = [
  "D-HI-PRESENT",
  "D-PASSPORT",
  "D-ACCT-OPTOUT",
  "D-OVERSEAS-SERVICE",
  "D-LIC-CARRY",
  "D-KYC",
  "D-CARD-EXPIRY",
  "D-VALIDITY",
  "D-RENEWAL",
  "D-NOTICE",
];
const tables = handWrittenTables(decisions);

async function loadModule(folder) {
  if (folder === undefined)
    return loadKazashi(new Uint8Array(readFileSync(new URL("build/wasm/kazashi.wasm", root))));
  const { default: create } = await import(pathToFileURL(resolve(folder, "kazashi.mjs")).href);
  return create({ wasmBinary: readFileSync(resolve(folder, "kazashi.wasm")) });
}
const core = await loadModule(options.module);
const rulebook = core.Rulebook.open(read("build/wasm/rulebook.json"));
const octets = new TextEncoder();

for (const [name, code] of Object.entries(operations)) jsonLogic.add_operation(name, code);
const engine = new LogicEngine();
for (const [name, code] of Object.entries(operations)) engine.addMethod(name, (args) => code(...args));

const ours = ({ decision, inputs }) =>
  JSON.parse(rulebook.decide(JSON.stringify({ id: decision, inputs }))).decision;
const interpreted = jsonLogicPeer(tables, (logic) => (data) => jsonLogic.apply(logic, data));
const compiled = jsonLogicPeer(tables, (logic) => engine.build(logic));
const line = (decide) => (archive) =>
  archive
    .split("\n")
    .map((text) => (text === "" ? "" : JSON.stringify(decide(JSON.parse(text)))))
    .join("\n");

/** The project's cases on these tables. */
function sharedCases() {
  return ["cases.json", "edge_cases.json"]
    .flatMap((name) => JSON.parse(read(`tests/unit/rules/${name}`)))
    .filter(({ decision }) => decisions.includes(decision))
    .map(({ id, decision, evaluationDate, inputs }) => ({
      id,
      decision,
      inputs: { ...(evaluationDate === undefined ? {} : { evaluationDate }), ...inputs },
    }));
}

/** The case with some of its inputs, for every choice of them. */
function* partsOf({ inputs, ...rest }) {
  const entries = Object.entries(inputs);
  for (let chosen = 0; chosen < 1 << entries.length; ++chosen) {
    yield { ...rest, inputs: Object.fromEntries(entries.filter((_, index) => chosen & (1 << index))) };
  }
}

function assertEqualAnswers(cases) {
  for (const part of cases.flatMap((whole) => [...partsOf(whole)])) {
    const { outcome, row, basis, values, flags, missing, invalid } = ours(part);
    const expected = { outcome, row, basis, values, flags, missing, invalid };
    assert.deepEqual(interpreted(part), expected, `json-logic-js: ${JSON.stringify(part)}`);
    assert.deepEqual(compiled(part), expected, `json-logic-engine: ${JSON.stringify(part)}`);
  }
}

const cases = sharedCases();
assertEqualAnswers(cases);
// An archive of the same cases in turn, large against the cost of one crossing.
const archive = Array.from(
  { length: 4000 },
  (_, index) => `${JSON.stringify(cases[index % cases.length])}\n`,
).join("");
const archiveOctets = octets.encode(archive);

const contestants = [
  { name: "Kazashi (wasm)", one: ours, many: () => rulebook.decideMany(archiveOctets) },
  { name: "json-logic-js 2.0.5", one: interpreted, many: () => octets.encode(line(interpreted)(archive)) },
  {
    name: "json-logic-engine 5.0.7, compiled",
    one: compiled,
    many: () => octets.encode(line(compiled)(archive)),
  },
];

/** Processor time of this process in milliseconds: what else the machine does meanwhile is not counted. */
function processorTime() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Decisions a second of processor time of `work`, which makes `count` of them. */
function speed(work, count) {
  const begin = processorTime();
  let done = 0;
  while (processorTime() - begin < milliseconds) {
    work();
    done += count;
  }
  return (done * 1000) / (processorTime() - begin);
}

const measured = contestants.map(({ name, one, many }) => ({
  name,
  one: { work: () => cases.forEach(one), count: cases.length, speeds: [] },
  many: { work: many, count: 4000, speeds: [] },
}));
for (let round = -1; round < rounds; ++round) {
  for (const contestant of measured) {
    for (const kind of ["one", "many"]) {
      const { work, count, speeds } = contestant[kind];
      const result = speed(work, count);
      if (round >= 0) speeds.push(result); // the first round warms up
    }
  }
}

const [reference] = measured;
const figures = [
  `Measured on ${machine()}: ${cases.length} cases of ten decisions, median of ${rounds} interleaved rounds.`,
  "",
  table(
    [
      "decisions a second of processor time",
      "one at a time",
      "to Kazashi",
      "an archive of 4000 lines",
      "to Kazashi",
    ],
    measured.map(({ name, one, many }) => [
      name,
      Math.round(median(one.speeds)).toString(),
      `${(median(one.speeds) / median(reference.one.speeds)).toFixed(2)} ×`,
      Math.round(median(many.speeds)).toString(),
      `${(median(many.speeds) / median(reference.many.speeds)).toFixed(2)} ×`,
    ]),
  ),
].join("\n");
console.log(figures);
if (!options.keep && options.module === undefined) {
  const file = new URL("docs/performance.md", root);
  const marked = /(<!-- rules: begin[^>]*-->\n)[\s\S]*?(\n<!-- rules: end -->)/;
  const text = readFileSync(file, "utf8");
  assert.match(text, marked);
  writeFileSync(
    file,
    text.replace(marked, (_whole, begin, end) => `${begin}\n${figures}\n${end}`),
  );
}
rulebook.delete();
