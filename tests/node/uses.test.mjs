// Every use through client, worker and module: which module holds it, what it asks for, what it gives, and that its
// Report and its evidence are what is published.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import { Simulator } from "../../build/dist/bridges/simulator.js";
import { openReader } from "../../build/dist/bridges/webusb.js";
import { KazashiClient } from "../../build/dist/core/client.js";
import { loadFullKazashi, loadKazashi } from "../../build/dist/core/loader.js";
import { nonce, origin, policies, testPki, time } from "./support/build.mjs";
import { built, startClient, startWorker } from "./support/client.mjs";

const inTree = (path) => new URL(`../../${path}`, import.meta.url);
const schema = JSON.parse(readFileSync(inTree("web/core/schema/report.schema.json"), "utf8"));
const validate = new Ajv2020({ strict: true, allowUnionTypes: true, strictRequired: false }).compile(schema);
const simulator = await Simulator.load(built("kazashi-simulator.wasm"));
const adult = testPki.people.find(({ id }) => id === "adult");

const opened = async (client) => {
  const signers = (file) => JSON.parse(Buffer.from(built(file)).toString());
  const trusting = {
    signers: signers("trust-test-signers.json"),
    time,
    environment: "test",
    minimumVersion: 1,
  };
  const ruling = { signers: signers("trust-signers.json"), time, minimumVersion: 1 };
  return {
    trust: await client.openTrust(built("trust-test.cose"), trusting),
    rulebook: await client.openRulebook(built("rulebook.cose"), ruling),
    ...{ origin, nonce, time, policy: policies.accept },
  };
};

const client = await KazashiClient.start({
  worker: startWorker(),
  wasm: built("kazashi.wasm"),
  fullWasm: built("kazashi-full.wasm"),
});
after(() => client.dispose());
const known = await opened(client);

/** A visit to a card; `answers` are given in the order in which the core asks, `asked` says what it asked for. */
async function visit(card, request, answers, through = { client, known }) {
  const device = simulator.createReader(card);
  device.placeCard();
  const reader = await openReader(device, device.bus);
  const asked = [];
  try {
    const outcome = await through.client.visit({
      ...through.known,
      ...request,
      reader,
      askPin: async ({ pin }) => {
        asked.push(pin);
        return { digits: new TextEncoder().encode(answers.shift()), lastTryAccepted: false };
      },
    });
    return { ...outcome, asked };
  } finally {
    assert.equal(device.state.rfOn, false, "the field is off however the visit ended");
    await reader.close();
    device.dispose();
  }
}

const document = JSON.stringify({ form: "転居届", nonce, origin });
const residenceCard = testPki.residenceCards.find(({ id }) => id === "residence-2");
const licenceCard = testPki.licenceCards.find(({ id }) => id === "licence");

const uses = [
  { use: "authenticate", card: adult, asks: { authentication: "1234" }, verdict: "TOTAL-PASSED" },
  { use: "attributes", card: adult, asks: { attributes: "1234" }, verdict: "TOTAL-PASSED", shows: "name" },
  {
    use: "attributes",
    more: { open: "number" },
    card: adult,
    asks: { "matching-number": adult.attributes.checkNumberB },
    verdict: "TOTAL-PASSED",
    shows: "address",
  },
  {
    use: "face",
    card: adult,
    asks: { "matching-number": adult.attributes.checkNumberB },
    verdict: "TOTAL-PASSED",
    shows: "photo",
  },
  {
    use: "age",
    card: adult,
    asks: { "birth-key": adult.attributes.birthKey },
    verdict: "TOTAL-PASSED",
    shows: "birthDate",
  },
  { use: "info", card: adult, asks: {}, verdict: "INDETERMINATE", shows: "authenticationTries" },
  {
    use: "sign",
    more: { document },
    card: adult,
    asks: { signature: "ABC123" },
    verdict: "TOTAL-PASSED",
    shows: "document",
  },
  {
    use: "residence",
    card: residenceCard,
    asks: { "residence-card-number": residenceCard.number },
    verdict: "INDETERMINATE",
    shows: "photo",
  },
  {
    use: "licence",
    card: licenceCard,
    asks: { "licence-1": licenceCard.pins.licence1 },
    verdict: "INDETERMINATE",
    shows: "number",
  },
  {
    use: "individual-number",
    more: { purpose: "tax" },
    card: adult,
    asks: { attributes: "1234" },
    verdict: "TOTAL-PASSED",
    shows: "individualNumber",
  },
];

for (const { use, more = {}, card, asks, verdict, shows } of uses) {
  test(`${use}${more.open ? ` by ${more.open}` : ""}: report, data and evidence are as published`, async () => {
    const outcome = await visit(card, { use, ...more }, Object.values(asks));
    assert.deepEqual(outcome.asked, Object.keys(asks));
    assert.equal(outcome.report.use, use);
    assert.equal(outcome.report.verdict, verdict, JSON.stringify(outcome.report.findings));
    assert.ok(validate(outcome.report), JSON.stringify(validate.errors));
    if (shows) assert.ok(shows in outcome.data, Object.keys(outcome.data).join(" "));
    assert.equal(JSON.parse(outcome.evidence).use, use);

    const again = await client.verify(outcome.evidence, { ...known, use });
    assert.deepEqual(again.report.findings, outcome.report.findings);
    assert.equal(again.report.verdict, verdict);
    // What only this side saw is not in the other's data: the tries.
    for (const [name, item] of Object.entries(again.data)) assert.deepEqual(item, outcome.data[name]);

    const other = use === "face" ? "residence" : "face";
    const refused = await client.verify(outcome.evidence, { ...known, use: other });
    assert.equal(refused.report.verdict, "TOTAL-FAILED");
    assert.equal(refused.report.findings.at(1).code, "evidence.other-use");
  });
}

test("holds_the_individual_number_and_signing_in_the_full_module_alone", async () => {
  const main = JSON.parse((await loadKazashi(built("kazashi.wasm"))).uses());
  const full = JSON.parse((await loadFullKazashi(built("kazashi-full.wasm"))).uses());
  assert.deepEqual(main, ["authenticate", "attributes", "face", "age", "info"]);
  assert.deepEqual([...full].sort(), [...schema.properties.use.enum].sort());
});

test("a_use_that_the_loaded_module_lacks_is_refused_before_a_reader_is_asked_anything", async () => {
  const { client: small } = await startClient();
  try {
    const through = { client: small, known: await opened(small) };
    await assert.rejects(visit(adult, { use: "sign", document }, [], through), {
      code: "program.use-missing",
    });
  } finally {
    small.dispose();
  }
});

test("refuses_a_request_that_is_not_one_of_the_use_before_a_reader_is_asked_anything", async () => {
  for (const [request, code] of [
    [{ use: "individual-number" }, "input.purpose-missing"],
    [{ use: "individual-number", purpose: "curiosity" }, "input.purpose-missing"],
    [{ use: "face", open: "pin" }, "input.option-malformed"],
    [{ use: "attributes", open: "face" }, "input.option-malformed"],
    [{ use: "sign", document: "{}" }, "input.document-other-challenge"],
    [{ use: "sign", document: `${document} ` }, "input.document-not-canonical"],
    [{ use: "sign", document: "octets of somebody's choosing" }, "input.document-malformed"],
  ]) {
    await assert.rejects(visit(adult, request, []), { code }, JSON.stringify(request));
  }
});
