// The export to DMN: read by the reader that dmn-js uses, and decided by a FEEL evaluator that knows nothing of us.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { DmnModdle } from "dmn-moddle";
import { evaluate, unaryTest } from "feelin";
import { root, wasmFolder } from "./support/build.mjs";
import { kazashi } from "./support/run.mjs";

const book = JSON.parse(readFileSync(new URL("rulebook.json", wasmFolder), "utf8"));
const decisions = book.services.flatMap((service) => service.decisions);
const cases = ["cases.json", "edge_cases.json"].flatMap((name) =>
  JSON.parse(readFileSync(join(root, "tests/unit/rules", name), "utf8")),
);

let exported;
const tables = new Map();
before(async () => {
  ({ stdout: exported } = await kazashi(["rules", "export-dmn", "--lang", "en"]));
  const { rootElement, warnings } = await new DmnModdle().fromXML(exported);
  assert.deepEqual(warnings, []);
  for (const { id, name, decisionLogic } of rootElement.drgElement)
    tables.set(id, { name, ...view(decisionLogic) });
});

function view({ hitPolicy = "UNIQUE", input, output, annotation = [], rule }) {
  return {
    hitPolicy,
    inputs: input.map(({ inputExpression }) => ({
      text: inputExpression.text,
      type: inputExpression.typeRef,
    })),
    outputs: output.map(({ name }) => name),
    annotations: annotation.map(({ name }) => name),
    rows: rule.map(({ inputEntry, outputEntry, annotationEntry = [] }) => ({
      inputs: inputEntry.map(({ text }) => text),
      outputs: outputEntry.map(({ text }) => text ?? ""),
      annotations: annotationEntry.map(({ text }) => text),
    })),
  };
}

test("every decision comes back with its rows, outcomes, sentences and texts", () => {
  for (const decision of decisions) {
    const { name, hitPolicy, inputs, outputs, annotations, rows } = tables.get(decision.id);
    assert.equal(name, `${decision.title.en} (${decision.version})`);
    assert.equal(hitPolicy, "FIRST");
    assert.deepEqual(outputs, ["outcome", ...decision.outputs.map((output) => output.name), "flags"]);
    assert.deepEqual(annotations, ["row", "basis", "text", "note"]);
    assert.equal(new Set(inputs.map(({ text }) => text)).size, inputs.length);
    assert.equal(rows.length, decision.rules.length);
    for (const [index, { rule, then, flags, basisQuote, text }] of decision.rules.entries()) {
      const row = rows[index];
      assert.equal(row.inputs.length, inputs.length);
      assert.equal(row.outputs.length, outputs.length);
      assert.equal(JSON.parse(row.outputs[0]), then.outcome);
      assert.equal(row.outputs.at(-1) === "" ? "" : JSON.parse(row.outputs.at(-1)), flags.join(" "));
      assert.deepEqual(row.annotations, [rule, basisQuote, decision.outcomes[then.outcome].en, text]);
    }
    // Every input that a row looks at is somewhere in the table.
    const used = JSON.stringify([decision.rules.map(({ when }) => when), decision.derived]);
    const written = JSON.stringify([inputs, rows.map((row) => row.inputs)]);
    for (const input of decision.inputs) {
      assert.equal(
        written.includes(input.name),
        used.includes(`"${input.name}"`),
        `${decision.id} ${input.name}`,
      );
    }
  }
});

test("flags with rules of their own are tables that collect", () => {
  for (const { id, flagRules } of decisions) {
    const table = tables.get(`${id}-flags`);
    assert.equal(table === undefined, flagRules.length === 0);
    if (!table) continue;
    assert.equal(table.hitPolicy, "COLLECT");
    assert.deepEqual(
      table.rows.map(({ outputs: [flag] }) => JSON.parse(flag)),
      flagRules.map(({ flag }) => flag),
    );
  }
});

const valueOf = (result) =>
  typeof result === "object" && result !== null && "value" in result ? result.value : result;

/** Inputs as FEEL has them; null is unknown. */
function factsOf({ decision: id, evaluationDate, inputs: given }) {
  const all = { evaluationDate, ...given };
  const { inputs } = decisions.find((decision) => decision.id === id);
  return Object.fromEntries(
    inputs.map(({ name, type }) => {
      const value = all[name] ?? null;
      return [name, type === "date" && value !== null ? valueOf(evaluate(`date("${value}")`)) : value];
    }),
  );
}

function rowsThatHold(table, facts) {
  return table.rows.filter((row) =>
    row.inputs.every((cell, index) => {
      if (cell === "-") return true;
      const value = valueOf(evaluate(table.inputs[index].text, facts));
      return valueOf(unaryTest(cell, { ...facts, "?": value })) === true;
    }),
  );
}

test("a FEEL evaluator comes to the same outcomes, values and flags wherever everything needed is known", () => {
  let compared = 0;
  for (const a of cases) {
    if (a.expected.outcome === "indeterminate") continue;
    const table = tables.get(a.decision);
    const facts = factsOf(a);
    const [first] = rowsThatHold(table, facts);
    assert.equal(first && JSON.parse(first.outputs[0]), a.expected.outcome, a.id);
    for (const [index, name] of table.outputs.entries()) {
      const expected = a.expected[name];
      if (name === "outcome" || expected === undefined || name === "flags") continue;
      const literal = typeof expected === "string" ? `date("${expected}")` : String(expected);
      assert.equal(
        valueOf(evaluate(`(${first.outputs[index]}) = ${literal}`, facts)),
        true,
        `${a.id} ${name}`,
      );
    }
    const raised = tables.get(`${a.decision}-flags`);
    const flags = new Set(
      JSON.parse(first.outputs.at(-1) || '""')
        .split(" ")
        .filter(Boolean),
    );
    for (const { outputs } of raised ? rowsThatHold(raised, facts) : []) flags.add(JSON.parse(outputs[0]));
    assert.deepEqual([...flags].sort(), a.expected.flags, a.id);
    compared += 1;
  }
  assert.ok(compared > 200, `${compared} cases`);
});

test("texts are safe in XML, and the language is one that the book has", async () => {
  const all = await kazashi(["rules", "export-dmn", "--lang", "ja-easy"]);
  assert.equal(all.code, 0);
  assert.match(all.stdout, /^<\?xml version="1\.0" encoding="UTF-8"\?>/);
  assert.equal((await kazashi(["rules", "export-dmn", "--lang", "fr"])).code, 64);
  const ends = exported.match(/<text>[^<]*<\/text>/g).length;
  assert.equal(exported.match(/<text>/g).length, ends);
});
