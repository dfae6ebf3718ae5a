// Would anybody notice? Each row of each table is changed in one place at a time, and the cases must tell.
//
//   npm run mutation:rules [-- --survivors] [--keep]
//
// A mutant is killed when some case comes out otherwise than written: another outcome, flag, value, missing or invalid
// input. Mutants that the core refuses to load are not counted at all. Some survivors mean the same as the original (a row
// moved past one that it never meets), so not all can be killed. The figures go between the markers of docs/rules.md;
// --keep leaves that file alone, --survivors lists who lived.
import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { loadKazashi } from "../../build/dist/core/loader.js";
import { table } from "../bench/table.mjs";

const root = new URL("../../", import.meta.url);
const read = (path) => JSON.parse(readFileSync(new URL(path, root), "utf8"));

export const kinds = {
  comparison: "a comparison turned (`lt` to `le`, `eq` to `not eq`, ...)",
  constant: "a constant moved (a day, a number, another word, the other truth)",
  connective: "`all` made `any` or the other way round",
  part: "a part of a condition left out",
  outcome: "another outcome",
  value: "a value of a row or a derived value moved or left out",
  flag: "a flag left out, or its rule bent",
  row: "a row left out or exchanged with the next",
};

/** Every mutant of a decision: { kind, what, decision }. */
export function* mutantsOf(decision) {
  const change = (kind, what, edit) => {
    const copy = structuredClone(decision);
    edit(copy);
    return { kind, what, decision: copy };
  };
  for (const [index, row] of decision.rules.entries()) {
    for (const bent of bentConditions(row.when, decision)) {
      yield change(bent.kind, `${row.rule}: ${bent.what}`, (copy) => (copy.rules[index].when = bent.when));
    }
    const outcomes = Object.keys(decision.outcomes).filter((name) => name !== "indeterminate");
    for (const outcome of outcomes.filter((name) => name !== row.then.outcome)) {
      yield change(
        "outcome",
        `${row.rule}: ${outcome}`,
        (copy) => (copy.rules[index].then.outcome = outcome),
      );
    }
    for (const [name, side] of Object.entries(row.then).filter(([member]) => member !== "outcome")) {
      yield change("value", `${row.rule}: no ${name}`, (copy) => delete copy.rules[index].then[name]);
      for (const moved of movedSides(side)) {
        yield change(
          "value",
          `${row.rule}: ${name} ${JSON.stringify(moved)}`,
          (copy) => (copy.rules[index].then[name] = moved),
        );
      }
    }
    for (const flag of row.flags) {
      yield change("flag", `${row.rule}: no ${flag}`, (copy) => {
        copy.rules[index].flags = row.flags.filter((other) => other !== flag);
      });
    }
    if (decision.rules.length > 1)
      yield change("row", `no ${row.rule}`, (copy) => copy.rules.splice(index, 1));
    if (index + 1 < decision.rules.length) {
      yield change("row", `${row.rule} after the next`, (copy) => {
        copy.rules.splice(index, 2, copy.rules[index + 1], copy.rules[index]);
      });
    }
  }
  for (const [index, { name, ...call }] of decision.derived.entries()) {
    for (const moved of movedSides(call)) {
      yield change(
        "value",
        `${name} ${JSON.stringify(moved)}`,
        (copy) => (copy.derived[index] = { name, ...moved }),
      );
    }
  }
  for (const [index, { flag, when }] of decision.flagRules.entries()) {
    yield change("flag", `no rule for ${flag}`, (copy) => copy.flagRules.splice(index, 1));
    for (const bent of bentConditions(when, decision)) {
      yield change("flag", `${flag}: ${bent.what}`, (copy) => (copy.flagRules[index].when = bent.when));
    }
  }
}

const turned = { lt: ["le", "ge"], le: ["lt", "gt"], gt: ["ge", "le"], ge: ["gt", "lt"] };

function* bentConditions(when, decision) {
  for (const connective of ["all", "any"]) {
    const parts = when[connective];
    if (!parts) continue;
    const other = connective === "all" ? "any" : "all";
    if (parts.length > 1)
      yield { kind: "connective", what: `${connective} to ${other}`, when: { [other]: parts } };
    for (const [index, part] of parts.entries()) {
      if (parts.length > 1) {
        yield {
          kind: "part",
          what: `without ${JSON.stringify(part)}`,
          when: { [connective]: parts.toSpliced(index, 1) },
        };
      }
      for (const bent of bentConditions(part, decision)) {
        yield { ...bent, when: { [connective]: parts.with(index, bent.when) } };
      }
    }
  }
  if (when.not) {
    yield { kind: "part", what: `without not`, when: when.not };
    for (const bent of bentConditions(when.not, decision)) yield { ...bent, when: { not: bent.when } };
  }
  if (when.present) yield { kind: "comparison", what: `${when.present} not present`, when: { not: when } };
  if (!when.cmp) return;
  const [left, comparison, right] = when.cmp;
  const cmp = (kind, ...sides) => ({ kind, what: JSON.stringify(sides), when: { cmp: sides } });
  for (const other of turned[comparison] ?? []) yield cmp("comparison", left, other, right);
  if (comparison === "eq" || comparison === "in") {
    yield { kind: "comparison", what: `not ${JSON.stringify(when.cmp)}`, when: { not: when } };
  }
  for (const moved of movedSides(left)) yield cmp("constant", moved, comparison, right);
  if (comparison === "in") {
    for (let index = 0; index < right.length; ++index) {
      if (right.length > 1) yield cmp("constant", left, "in", right.toSpliced(index, 1));
    }
  } else {
    const words = decision.inputs.find(({ name }) => name === left.in)?.values ?? [];
    for (const moved of movedSides(right, words)) yield cmp("constant", left, comparison, moved);
  }
}

/** A side moved by one: a day, a number, a word; the numbers and functions within a call. */
function* movedSides(side, words = []) {
  if (typeof side === "boolean") yield !side;
  if (typeof side === "number") yield* [side - 1, side + 1];
  if (typeof side === "string") {
    const day = /^\d{4}-\d\d-\d\d$/.test(side) ? Date.parse(side) : undefined;
    if (day !== undefined)
      yield* [-1, 1].map((days) => new Date(day + days * 86_400_000).toISOString().slice(0, 10));
    else yield* words.filter((word) => word !== side);
  }
  if (typeof side !== "object" || !side.fn) return;
  const other = { ageOn: "ageEve", ageEve: "ageOn" }[side.fn];
  if (other) yield { ...side, fn: other };
  for (const [index, argument] of side.args.entries()) {
    for (const moved of movedSides(argument)) yield { ...side, args: side.args.with(index, moved) };
  }
}

/** { kind: { made, killed, survivors } } over the whole book. */
export async function mutate() {
  const core = await loadKazashi(new Uint8Array(readFileSync(new URL("build/wasm/kazashi.wasm", root))));
  const cases = ["cases.json", "edge_cases.json"].flatMap((name) => read(`tests/unit/rules/${name}`));
  const services = readdirSync(new URL("src/rules/book/", root)).map((name) =>
    read(`src/rules/book/${name}`),
  );
  const results = Object.fromEntries(
    Object.keys(kinds).map((kind) => [kind, { made: 0, killed: 0, survivors: [] }]),
  );
  for (const service of services) {
    for (const decision of service.decisions) {
      const own = cases.filter((a) => a.decision === decision.id);
      const judge = judgeOf(core, service, own);
      assert.equal(judge(decision), "alive", `${decision.id} as it is passes its cases`);
      for (const { kind, what, decision: mutant } of mutantsOf(decision)) {
        const verdict = judge(mutant);
        if (verdict === "refused") continue;
        const result = results[kind];
        result.made += 1;
        if (verdict === "killed") result.killed += 1;
        else result.survivors.push(`${decision.id} ${what}`);
      }
    }
  }
  return results;
}

function judgeOf(core, service, cases) {
  const lines = new TextEncoder().encode(
    cases
      .map(
        ({ decision, evaluationDate, inputs }) => `${JSON.stringify({ decision, evaluationDate, inputs })}\n`,
      )
      .join(""),
  );
  const expected = cases.map(({ expected: { outcome, flags, missing = [], invalid = [], ...values } }) =>
    canonical({ outcome, flags, missing, invalid, values }),
  );
  return (decision) => {
    const rulebook = core.Rulebook.open(
      JSON.stringify({ format: "kazashi-rulebook:1", services: [{ ...service, decisions: [decision] }] }),
    );
    try {
      const answers = new TextDecoder().decode(rulebook.decideMany(lines));
      if (answers === "") return "refused";
      const same = answers
        .split("\n")
        .slice(0, -1)
        .every((line, index) => canonical(JSON.parse(line)) === expected[index]);
      return same ? "alive" : "killed";
    } finally {
      rulebook.delete();
    }
  };
}

function canonical({ outcome, flags, missing, invalid, values }) {
  return JSON.stringify([outcome, flags, missing, invalid, Object.entries(values).sort()]);
}

export function totalOf(results) {
  const sum = (member) => Object.values(results).reduce((total, result) => total + result[member], 0);
  return { made: sum("made"), killed: sum("killed") };
}

async function main() {
  const { values: options } = parseArgs({
    options: { survivors: { type: "boolean" }, keep: { type: "boolean" } },
  });
  const results = await mutate();
  const total = totalOf(results);
  const share = ({ made, killed }) => (made === 0 ? "" : `${((100 * killed) / made).toFixed(1)} %`);
  const figures = table(
    ["change", "mutants", "killed", ""],
    [
      ...Object.entries(results).map(([kind, result]) => [
        kinds[kind],
        `${result.made}`,
        `${result.killed}`,
        share(result),
      ]),
      ["all", `${total.made}`, `${total.killed}`, share(total)],
    ],
  );
  console.log(figures);
  if (options.survivors) {
    for (const [kind, { survivors }] of Object.entries(results))
      for (const one of survivors) console.log(`${kind}: ${one}`);
  }
  if (!options.keep) {
    const file = new URL("docs/rules.md", root);
    const marked = /(<!-- mutants: begin[^>]*-->\n)[\s\S]*?(\n<!-- mutants: end -->)/;
    const text = readFileSync(file, "utf8");
    assert.match(text, marked);
    writeFileSync(
      file,
      text.replace(marked, (_whole, begin, end) => `${begin}\n${figures}\n${end}`),
    );
  }
  if (total.killed < 0.9 * total.made) {
    console.error("fewer than nine in ten mutants are killed: the cases do not hold the tables");
    process.exitCode = 1;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
