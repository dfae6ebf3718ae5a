// The published form of the Report, held against the lists it names and against what the core really writes.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import { readLists } from "../../tools/generate-codes.mjs";
import { KazashiError } from "../../build/dist/core/failure.js";
import { loadKazashi } from "../../build/dist/core/loader.js";
import { runSession } from "../../build/dist/core/session-driver.js";
import { Simulator } from "../../build/dist/bridges/simulator.js";
import { openReader } from "../../build/dist/bridges/webusb.js";

const inTree = (path) => new URL(`../../${path}`, import.meta.url);
const built = (file) => new Uint8Array(readFileSync(inTree(`build/wasm/${file}`)));
const parsedText = (path) => JSON.parse(readFileSync(inTree(path), "utf8"));

const schema = parsedText("web/core/schema/report.schema.json");
const validate = new Ajv2020({ strict: true, allowUnionTypes: true, strictRequired: false }).compile(schema);
const people = parsedText("build/wasm/test-pki.json").people;
const time = `${new Date().toISOString().slice(0, 19)}Z`;

const core = await loadKazashi(built("kazashi.wasm"));
const simulator = await Simulator.load(built("kazashi-simulator.wasm"));
const rulebook = core.Rulebook.open(readFileSync(inTree("build/wasm/rulebook.json"), "utf8"));
const trust = core.Trust.open(
  built("trust-test.cose"),
  JSON.stringify({
    signers: parsedText("build/wasm/trust-test-signers.json"),
    time,
    environment: "test",
    minimumVersion: 1,
  }),
);

async function reportOn(id, revocation) {
  const device = simulator.createReader(people.find((person) => person.id === id));
  device.placeCard();
  const reader = await openReader(device, device.bus);
  const request = {
    origin: "https://example.jp",
    nonce: Buffer.alloc(32, 7).toString("base64"),
    time,
    policy: { revocation },
  };
  try {
    const pin = async () => ({ digits: new TextEncoder().encode("1234"), lastTryAccepted: true });
    const session = core.Session.start(trust, rulebook, JSON.stringify(request));
    return (await runSession(session, reader, { askPin: pin })).report;
  } finally {
    await reader.close();
    device.dispose();
  }
}

test("names_the_same_words_as_the_lists", () => {
  const lists = readLists();
  const values = (entries) => entries.map(({ value }) => value);
  assert.deepEqual(schema.properties.verdict.enum, values(lists.verdicts));
  assert.deepEqual(schema.properties.subIndication.enum, values(lists.subIndications));
  assert.deepEqual(schema.$defs.finding.properties.id.enum, values(lists.findings));
  assert.deepEqual(schema.properties.use.enum, values(lists.uses));
  assert.deepEqual(
    ["none", ...schema.$defs.detail.properties.kind.enum],
    lists.detailKinds.map((kind) => kind.replaceAll("_", "-")),
  );
});

for (const { id } of people.filter(({ id }) => id !== "blocked-pin")) {
  for (const policy of ["require", "accept-not-checked"]) {
    test(`fits_the_report_on_${id}_under_${policy}`, async () => {
      const report = await reportOn(id, policy);
      assert.ok(validate(report), JSON.stringify(validate.errors));
    });
  }
}

test("a_blocked_pin_gives_a_failure_and_no_report", async () => {
  await assert.rejects(reportOn("blocked-pin", "require"), (error) => {
    assert.ok(error instanceof KazashiError);
    assert.equal(error.code, "card.pin-blocked");
    return true;
  });
});

test("refuses_what_is_no_report", async () => {
  const report = await reportOn("adult", "accept-not-checked");
  assert.equal(report.verdict, "TOTAL-PASSED");
  for (const [fact, broken] of [
    ["an unknown member", { ...report, valid: true }],
    ["a reason beside TOTAL-PASSED", { ...report, subIndication: "TRY_LATER" }],
    ["no reason beside TOTAL-FAILED", { ...report, verdict: "TOTAL-FAILED" }],
    ["no findings", { ...report, findings: [] }],
    ["an unknown finding", { ...report, findings: [{ id: "certificate.valid", outcome: "passed" }] }],
    ["a failed finding without a code", { ...report, findings: [{ id: "path.anchor", outcome: "failed" }] }],
    ["an unknown environment", { ...report, environment: "test" }],
  ]) {
    assert.equal(validate(broken), false, fact);
  }
});
