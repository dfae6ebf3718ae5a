// The procedures of src/rules/procedures against their published form, and against the books that they ask.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";

const root = join(fileURLToPath(import.meta.url), "../../..");
const read = (path) => JSON.parse(readFileSync(join(root, path), "utf8"));
const readAll = (folder) => readdirSync(join(root, folder)).map((name) => [name, read(`${folder}/${name}`)]);

const books = readAll("src/rules/book").map(([, book]) => book);
const procedures = readAll("src/rules/procedures");
const decisions = new Map(books.flatMap((book) => book.decisions.map((decision) => [decision.id, decision])));
const marks = new Set(books.flatMap(({ flags }) => Object.keys(flags)));
const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(
  read("src/rules/procedure.schema.json"),
);

const signedAttributes = ["name", "address", "birth-date", "sex"];
const typeRead = {
  "card.present": "boolean",
  "card.kind": "enum",
  "pin.tries-left": "integer",
  "authentication-certificate.not-before": "date",
  "authentication-certificate.not-after": "date",
  "attributes.birth-date": "date",
  "face-data.expiry-date": "date",
};

function fits(input, value) {
  if (input.type === "enum") return input.values.includes(value);
  if (input.type === "date") return typeof value === "string" && !Number.isNaN(Date.parse(value));
  return input.type === "integer" ? Number.isInteger(value) : typeof value === input.type;
}

/** What is wrong with a procedure beyond its form; nothing when it is sound. */
function faults(procedure) {
  const found = [];
  const proofs = new Set(procedure.proofs.map(({ proof }) => proof));
  for (const { id, inputs } of procedure.decisions) {
    const decision = decisions.get(id);
    if (!decision) {
      found.push(`${id}: no such decision`);
      continue;
    }
    for (const [name, { value, reads }] of Object.entries(inputs)) {
      const input = decision.inputs.find((candidate) => candidate.name === name);
      if (!input) {
        found.push(`${id}.${name}: no such input`);
        continue;
      }
      if (value !== undefined && !fits(input, value)) found.push(`${id}.${name}: ${value} does not fit`);
      if (!reads) continue;
      if (typeRead[reads] !== input.type) found.push(`${id}.${name}: ${reads} is no ${input.type}`);
      const [room] = reads.split(".");
      // Whether a card is there, of which kind, and how many tries are left is open without any proof.
      if (!["card", "pin"].includes(room) && !proofs.has(room))
        found.push(`${id}.${name}: unproven ${reads}`);
    }
    for (const input of decision.inputs) {
      if (!input.optional && !(input.name in inputs)) found.push(`${id}.${input.name}: comes from nowhere`);
    }
  }
  const { predicates, attributes, photo } = procedure.maySee;
  const known = ["attributes", "face-data", "signature-certificate"].some((proof) => proofs.has(proof));
  if ((predicates.length > 0 || attributes.length > 0) && !known)
    found.push("attributes that no proof gives");
  if (photo && !proofs.has("face-data")) found.push("a photo that no proof gives");
  // The signature certificate carries the four: who gets a signature gets to see them, and must say so.
  if (proofs.has("signature-certificate") && signedAttributes.some((name) => !attributes.includes(name)))
    found.push("a signature that shows less than its certificate holds");
  for (const flag of procedure.facts.flatMap(({ flags }) => flags)) {
    if (!marks.has(flag)) found.push(`${flag}: no book says what it means`);
  }
  if (procedure.proofs.filter(({ need }) => need === "one-of").length === 1) found.push("a choice among one");
  return found;
}

for (const [name, procedure] of procedures) {
  test(`${name} has the published form and asks only for what there is`, () => {
    assert.ok(validate(procedure), JSON.stringify(validate.errors, null, 1));
    assert.equal(`${procedure.procedure}.json`, name);
    assert.deepEqual(faults(procedure), []);
  });
}

test("every decision is asked by some procedure", () => {
  const asked = new Set(procedures.flatMap(([, procedure]) => procedure.decisions.map(({ id }) => id)));
  assert.deepEqual(
    [...decisions.keys()].filter((id) => !asked.has(id)),
    [],
  );
});

test("every dated item is asked about by the procedure of its service", () => {
  const asked = procedures
    .flatMap(([, procedure]) => procedure.decisions)
    .filter(({ id }) => id === "D-SCHEDULE")
    .map(({ inputs }) => inputs.item.value);
  const items = decisions.get("D-SCHEDULE").inputs.find(({ name }) => name === "item").values;
  assert.deepEqual(asked.toSorted(), items.toSorted());
});

test("every service of the page has its procedure, and those without a table state their facts", () => {
  assert.equal(procedures.length, 17);
  const named = new Set(procedures.map(([, { procedure }]) => procedure));
  for (const { service } of books) {
    // When things begin is no service: each service asks it about its own items.
    if (service !== "start-dates") assert.ok(named.has(service), service);
  }
  for (const [name, { decisions: asked, facts }] of procedures) {
    assert.ok(asked.length > 0 || facts.length > 0, name);
  }
});

test("a fact that says a year's day has that day among its dates", () => {
  for (const [name, { facts }] of procedures) {
    for (const { text, dates } of facts) {
      for (const [, year, month, day] of text.ja.matchAll(/(\d{4})年(\d{1,2})月(\d{1,2})日/g)) {
        const said = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
        assert.ok(dates.includes(said), `${name}: ${said}`);
      }
    }
  }
});

test("the form refuses a word for the individual number, a typed value before a read one and a fact without its sentence", () => {
  const [, renewal] = procedures.find(([name]) => name === "renewal.json");
  const bend = (change) => {
    const procedure = structuredClone(renewal);
    change(procedure);
    return validate(procedure);
  };
  assert.ok(bend(() => {}));
  assert.ok(!bend(({ maySee }) => maySee.attributes.push("individual-number")));
  assert.ok(!bend((procedure) => (procedure.decisions[0].inputs.expiryDate.from = ["form", "card"])));
  assert.ok(!bend((procedure) => delete procedure.decisions[0].inputs.expiryDate.reads));
  assert.ok(!bend((procedure) => delete procedure.facts[0].basisQuote));
  assert.ok(!bend((procedure) => delete procedure.maySee.notice["ja-easy"]));
  assert.ok(!bend((procedure) => procedure.proofs.push({ ...procedure.proofs[0], proof: "none" })));
});

test("unknown decisions and inputs, unfit values and unproven reads are found", () => {
  const [, renewal] = procedures.find(([name]) => name === "renewal.json");
  const bend = (change) => {
    const procedure = structuredClone(renewal);
    change(procedure);
    return faults(procedure);
  };
  assert.deepEqual(
    bend((procedure) => (procedure.decisions[0].id = "D-NOTHING")),
    ["D-NOTHING: no such decision"],
  );
  assert.deepEqual(
    bend(({ decisions: [first] }) => (first.inputs.colour = { from: ["form"] })),
    ["D-RENEWAL.colour: no such input"],
  );
  assert.deepEqual(
    bend(({ decisions: [first] }) => delete first.inputs.holderType),
    ["D-RENEWAL.holderType: comes from nowhere"],
  );
  assert.deepEqual(
    bend(({ decisions: [first] }) => (first.inputs.item.value = "passport")),
    ["D-RENEWAL.item: passport does not fit"],
  );
  assert.deepEqual(
    bend(({ decisions: [first] }) => (first.inputs.expiryDate.reads = "pin.tries-left")),
    ["D-RENEWAL.expiryDate: pin.tries-left is no date"],
  );
  assert.ok(bend((procedure) => procedure.proofs.shift()).some((fault) => fault.includes("unproven")));
  assert.deepEqual(
    bend(({ maySee }) => (maySee.photo = true)),
    [],
  );
  assert.ok(
    bend((procedure) => {
      procedure.maySee.photo = true;
      procedure.proofs = procedure.proofs.filter(({ proof }) => proof !== "face-data");
    }).includes("a photo that no proof gives"),
  );
});

test("the guide names every service, procedure and decision", () => {
  const guide = readFileSync(join(root, "docs/rulebook.md"), "utf8");
  for (const [, { procedure }] of procedures) assert.ok(guide.includes(`\`${procedure}\``), procedure);
  for (const { service } of books) assert.ok(guide.includes(`\`${service}\``), service);
  for (const id of decisions.keys()) assert.ok(guide.includes(`| ${id} |`), id);
});
