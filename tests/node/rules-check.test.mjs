// kazashi rules check: a book bent in one place, and what the check says of it.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { root } from "./support/build.mjs";
import { kazashi } from "./support/run.mjs";

const renewal = readFileSync(join(root, "src/rules/book/renewal.json"), "utf8");

let folder;
before(() => (folder = mkdtempSync(join(tmpdir(), "kazashi-check-"))));
after(() => rmSync(folder, { recursive: true, force: true }));

async function check(content) {
  const path = join(folder, "renewal.json");
  writeFileSync(path, content);
  const { code, json, stderr } = await kazashi(["rules", "check", path]);
  return { code, errors: json?.errors, notes: json?.notes, stderr };
}

/** The remarks on the book of renewals after `change` to its decision D-VALIDITY, a small table. */
async function bent(change) {
  const book = JSON.parse(renewal);
  change(
    book.decisions.find(({ id }) => id === "D-VALIDITY"),
    book,
  );
  return check(JSON.stringify(book));
}
const codes = (remarks) => remarks.map(({ code }) => code);
const expired = { cmp: [{ in: "evaluationDate" }, "gt", { in: "cardExpiry" }] };

test("the project's own books have no error, no gap, nothing unused and no overlap that is not meant", async () => {
  const { code, json } = await kazashi(["rules", "check"]);
  assert.equal(code, 0);
  assert.ok(json.checked.length >= 14);
  assert.deepEqual(json.errors, []);
  assert.deepEqual(json.notes, []);
});

test("what has not the published form is said with its place", async () => {
  const { code, errors } = await bent((decision) => delete decision.outcomes.card_expired["ja-easy"]);
  assert.equal(code, 1);
  assert.equal(errors[0].code, "form");
  assert.match(errors[0].pointer, /^\/decisions\/\d+\/outcomes\/card_expired$/);
});

test("texts and quotes of white space are none", async () => {
  const text = await bent((decision) => (decision.outcomes.card_expired.en = " "));
  assert.deepEqual(codes(text.errors), ["text-missing"]);
  const quote = await bent((decision) => (decision.rules[1].basisQuote = "　"));
  assert.deepEqual(codes(quote.errors), ["quote-missing"]);
  assert.match(quote.errors[0].pointer, /\/rules\/1\/basisQuote$/);
});

test("a day that no calendar has, and an end before the beginning", async () => {
  const impossible = await bent(
    (decision) => (decision.rules[0].when = { cmp: [{ in: "evaluationDate" }, "gt", "2026-02-30"] }),
  );
  assert.deepEqual(codes(impossible.errors), ["date-impossible"]);
  assert.match(impossible.errors[0].message, /2026-02-30/);
  const from = await bent((decision) => (decision.validFrom = "2026-04-31"));
  assert.deepEqual(codes(from.errors), ["date-impossible"]);
  const reversed = await bent((decision) => (decision.validTo = "2026-06-13"));
  assert.deepEqual(codes(reversed.errors), ["dates-reversed"]);
});

test("names that nobody declared are the core's to refuse, with the author's file and place", async () => {
  const { errors } = await bent((decision) => (decision.rules[1].when = { present: "nothing" }));
  assert.deepEqual(codes(errors), ["not-loadable"]);
  assert.equal(errors[0].file, join(folder, "renewal.json"));
  assert.match(errors[0].pointer, /\/rules\/1\/when\/present$/);
  assert.equal(errors[0].decision, "D-VALIDITY");
});

test("one decision in two places", async () => {
  const { errors } = await bent((decision, book) => book.decisions.push(decision));
  assert.deepEqual(codes(errors), ["twice"]);
});

test("a row that others cover, and one that contradicts itself, can never fire", async () => {
  const covered = await bent((decision) =>
    decision.rules.splice(1, 0, {
      ...decision.rules[0],
      rule: "R9",
      when: { all: [expired, { cmp: [{ in: "needsCertificate" }, "eq", true] }] },
    }),
  );
  assert.equal(covered.code, 1);
  assert.deepEqual(codes(covered.errors), ["unreachable"]);
  assert.deepEqual(covered.errors[0].rows, ["R1", "R9"]);
  assert.match(covered.stderr, /R9 never fires.*R1 in this case/);
  const { evaluationDate, cardExpiry, needsCertificate } = covered.errors[0].example;
  assert.ok(evaluationDate > cardExpiry && needsCertificate === true);

  const contradiction = await bent((decision) =>
    decision.rules.splice(1, 0, {
      ...decision.rules[0],
      rule: "R9",
      when: { all: [expired, { cmp: [{ in: "cardExpiry" }, "gt", { in: "evaluationDate" }] }] },
    }),
  );
  assert.deepEqual(codes(contradiction.errors), ["unreachable"]);
  assert.match(contradiction.errors[0].message, /can never be true/);
});

test("two rows cover a third together", async () => {
  // Neither of the two covers it alone: only who looks at all cases sees it.
  const { errors } = await bent((decision) => {
    const row = (rule, when, outcome) => ({ ...decision.rules[0], rule, when, then: { outcome } });
    const inputs = (comparison, day) => ({ cmp: [{ in: "evaluationDate" }, comparison, day] });
    decision.rules = [
      row("R1", inputs("lt", "2026-03-01"), "card_expired"),
      row("R2", inputs("gt", "2026-02-27"), "certificate_expired"),
      row("R3", inputs("eq", "2026-02-28"), "within_validity"),
      row(
        "R4",
        { all: [expired, { cmp: [{ in: "needsCertificate" }, "eq", true] }, { present: "certExpiry" }] },
        "card_expired",
      ),
    ];
  });
  assert.deepEqual(codes(errors), ["unreachable", "unreachable"]);
  assert.deepEqual(
    errors.map(({ rows }) => rows.at(-1)),
    ["R3", "R4"],
  );
});

test("a row that only one day in a century meets is found to be reachable", async () => {
  const { errors } = await bent((decision) =>
    decision.rules.splice(0, 0, {
      ...decision.rules[0],
      rule: "R9",
      when: {
        all: [
          { cmp: [{ fn: "isLeapDay", args: [{ in: "cardExpiry" }] }, "eq", true] },
          { cmp: [{ in: "evaluationDate" }, "eq", { fn: "addMonths", args: [{ in: "cardExpiry" }, -1199] }] },
        ],
      },
    }),
  );
  assert.deepEqual(errors, []);
});

test("rows that are true together and say different things are noted, with a case", async () => {
  const { code, notes, stderr } = await bent(
    (decision) => (decision.rules[2].when = { present: "cardExpiry" }),
  );
  assert.equal(code, 0);
  const pairs = notes.filter(({ code: what, decision }) => what === "overlap" && decision === "D-VALIDITY");
  assert.ok(pairs.some(({ rows }) => rows.join() === "R1,R3"));
  assert.match(stderr, /note overlap: D-VALIDITY: R1 \(card_expired\) and R3 .* R1 counts/);
});

test("an overlap that a row gives a reason for is none to report, and a reason for nothing is", async () => {
  const meant = await bent((decision) => {
    decision.rules[2].when = { present: "cardExpiry" };
    decision.rules[0].precedes.rows.push("R3");
    decision.rules[1].precedes = { rows: ["R3"], why: "for this test" };
  });
  assert.deepEqual(meant.errors, []);
  assert.deepEqual(meant.notes, []);

  const idle = await bent((decision) => {
    decision.rules[0].precedes.rows.push("R3", "R7");
    decision.rules[2].precedes = { rows: ["R1"], why: "a later row precedes nothing" };
  });
  assert.deepEqual(codes(idle.notes), ["no-overlap", "no-overlap", "no-overlap"]);
  assert.deepEqual(
    idle.notes.map(({ rows }) => rows),
    [
      ["R1", "R3"],
      ["R1", "R7"],
      ["R3", "R1"],
    ],
  );
  const silent = await bent((decision) => (decision.rules[0].precedes.why = ""));
  assert.deepEqual(codes(silent.errors), ["form"]);
});

test("a case that no row covers is noted", async () => {
  const { notes } = await bent((decision) => decision.rules.pop());
  const gap = notes.find(({ code }) => code === "gap");
  assert.equal(gap.decision, "D-VALIDITY");
  assert.ok(gap.example.cardExpiry >= gap.example.evaluationDate);
});

test("an input that no row looks at is an error; unused outcomes and flags are noted", async () => {
  const input = await bent((decision) =>
    decision.inputs.push({ ...decision.inputs[2], name: "favouriteColour", type: "boolean" }),
  );
  assert.deepEqual(codes(input.errors), ["input-unused"]);
  const unused = await bent((decision, book) => {
    decision.outcomes.never = decision.outcomes.card_expired;
    book.flags.unseen = book.flags.leap_day;
  });
  assert.equal(unused.code, 0);
  assert.deepEqual(
    codes(unused.notes)
      .filter((code) => code !== "overlap")
      .sort(),
    ["flag-unused", "outcome-unused"],
  );
});

test("what is no book is refused, whatever it is", async () => {
  for (const content of [
    "",
    "{",
    "null",
    "[]",
    '{"format":"kazashi-rulebook:1","services":7}',
    `${"[".repeat(100_000)}`,
  ]) {
    const { code, errors } = await check(content);
    assert.ok(code === 64 || (code === 1 && errors[0].code === "form"), content.slice(0, 40));
  }
  const huge = JSON.parse(renewal);
  huge.decisions[0].notes = ["x".repeat(10_000_000)];
  const { code, errors } = await check(JSON.stringify(huge));
  assert.equal(code, 1);
  assert.deepEqual(codes(errors), ["not-loadable"]);
  assert.match(errors[0].message, /rules\.too-large/);
  assert.equal((await kazashi(["rules", "check", join(folder, "nowhere")])).code, 64);
});
