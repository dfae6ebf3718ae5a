// The page's client and its worker, over the simulator: what they promise beyond what a page happens to use.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { Simulator } from "../../build/dist/bridges/simulator.js";
import { openReader } from "../../build/dist/bridges/webusb.js";
import { KazashiClient } from "../../build/dist/core/client.js";
import { KazashiError } from "../../build/dist/core/failure.js";
import { nonce, origin, policies, testPki, time } from "./support/build.mjs";
import { built, startClient, startWorker } from "./support/client.mjs";

const { client, worker } = await startClient();
after(() => client.dispose());
const simulator = await Simulator.load(built("kazashi-simulator.wasm"));
const signers = JSON.parse(Buffer.from(built("trust-test-signers.json")).toString());
const trusting = { signers, time, environment: "test", minimumVersion: 1 };
const trust = await client.openTrust(built("trust-test.cose"), trusting);
const pinned = JSON.parse(Buffer.from(built("trust-signers.json")).toString());
const ruling = { signers: pinned, time, minimumVersion: 1 };
const rulebook = await client.openRulebook(built("rulebook.cose"), ruling);
const known = { trust, rulebook, origin, nonce, time, policy: policies.accept };

const failsWith = (code) => (error) => {
  assert.ok(error instanceof KazashiError, String(error));
  assert.equal(error.code, code);
  return true;
};
const digits = (text) => new TextEncoder().encode(text);

/** Runs `visit` with an open reader on which the person's card lies, and hands back what the reader saw. */
async function withReader(id, visit) {
  const device = simulator.createReader(testPki.people.find((person) => person.id === id));
  device.placeCard();
  const reader = await openReader(device, device.bus);
  try {
    return await visit(reader, device);
  } finally {
    assert.equal(device.state.rfOn, false, "the field is off however the visit ended");
    await reader.close();
    device.dispose();
  }
}

test("authenticates_and_verifies_its_own_evidence_again", async () => {
  const stages = [];
  const { report, evidence } = await withReader("adult", (reader) =>
    client.authenticate({
      ...known,
      reader,
      askPin: async () => ({ digits: digits("1234"), lastTryAccepted: false }),
      onStage: (stage) => stages.push(stage),
    }),
  );
  assert.equal(report.verdict, "TOTAL-PASSED");
  assert.equal(stages[0], "preparing-reader");
  assert.equal(stages.at(-1), "releasing-reader");
  const again = await client.verifyEvidence(evidence, known);
  assert.deepEqual(again.findings, report.findings);
  const elsewhere = await client.verifyEvidence(evidence, { ...known, origin: "https://elsewhere.example" });
  assert.equal(elsewhere.verdict, "TOTAL-FAILED");
});

test("keeps_no_pin_and_no_frame_that_carried_one", async () => {
  const entered = digits("1234");
  const frames = [];
  await withReader("adult", (reader) => {
    const watched = {
      model: reader.model,
      unplugged: reader.unplugged,
      reset: () => reader.reset(),
      transferIn: (length, timeoutMs) => reader.transferIn(length, timeoutMs),
      transferOut(octets) {
        frames.push({ octets, carried: Buffer.from(octets).includes("1234") });
        return reader.transferOut(octets);
      },
    };
    return client.authenticate({
      ...known,
      reader: watched,
      askPin: async () => ({ digits: entered, lastTryAccepted: false }),
    });
  });
  assert.equal(entered.buffer.byteLength, 0, "the digits moved to the worker");
  assert.equal(frames.filter(({ carried }) => carried).length, 1, "one frame carried the PIN");
  for (const { octets } of frames) assert.ok(octets.every((octet) => octet === 0));
});

test("a_cancelled_pin_ends_the_visit_and_tells_the_page_to_stop_asking", async () => {
  const stop = new AbortController();
  let told = false;
  const visit = withReader("adult", (reader) =>
    client.authenticate({
      ...known,
      reader,
      signal: stop.signal,
      askPin: (_prompt, over) =>
        new Promise((_resolve, reject) => {
          over.addEventListener("abort", () => {
            told = true;
            reject(new KazashiError("user.cancelled"));
          });
          stop.abort();
        }),
    }),
  );
  await assert.rejects(visit, failsWith("user.cancelled"));
  assert.equal(told, true);
});

test("a_pin_that_comes_after_the_cancellation_never_reaches_the_card", async () => {
  const stop = new AbortController();
  let late;
  await withReader("adult", async (reader, device) => {
    const visit = client.authenticate({
      ...known,
      reader,
      signal: stop.signal,
      askPin: (_prompt, over) =>
        new Promise((resolve) => {
          over.addEventListener("abort", () => {
            late = digits("1234");
            resolve({ digits: late, lastTryAccepted: false });
          });
          stop.abort();
        }),
    });
    await assert.rejects(visit, failsWith("user.cancelled"));
    assert.equal(device.state.card.verifies, 0);
  });
  assert.ok(late.every((digit) => digit === 0));
});

test("cancelled_before_it_begins_it_asks_no_pin", async () => {
  const askPin = () => assert.fail("asked");
  const visit = withReader("adult", (reader) =>
    client.authenticate({ ...known, reader, askPin, signal: AbortSignal.abort() }),
  );
  await assert.rejects(visit, failsWith("user.cancelled"));
});

test("an_unplugged_reader_ends_the_wait_for_a_pin", async () => {
  const visit = withReader("adult", (reader, device) =>
    client.authenticate({ ...known, reader, askPin: () => new Promise(() => device.unplug()) }),
  );
  await assert.rejects(visit, failsWith("reader.disconnected"));
});

test("a_transfer_that_never_completes_ends_the_visit_and_the_reader_is_heard_again", async () => {
  await withReader("adult", async (reader, device) => {
    const { transferOut } = device;
    let left = 10;
    device.transferOut = function (...octets) {
      return --left === 0 ? new Promise(() => {}) : transferOut.apply(this, octets);
    };
    const visit = client.authenticate({ ...known, reader, askPin: () => assert.fail("asked") });
    await assert.rejects(visit, failsWith("reader.transfer-failed"));
    assert.ok(left < 0, "the field was switched off by a command that came after");
    delete device.transferOut;
  });
});

test("a_cancelled_visit_ends_though_no_transfer_ever_completes_again", async () => {
  const stop = new AbortController();
  await withReader("adult", async (reader, device) => {
    const visit = client.authenticate({
      ...known,
      reader,
      signal: stop.signal,
      askPin: () =>
        new Promise(() => {
          device.transferOut = () => new Promise(() => {});
          stop.abort();
        }),
    });
    await assert.rejects(visit, failsWith("user.cancelled"));
    delete device.transferOut;
  });
});

test("a_worker_that_dies_during_a_visit_leaves_a_reset_reader_and_says_so", async () => {
  const { client: other } = await startClient();
  const its = {
    trust: await other.openTrust(built("trust-test.cose"), trusting),
    rulebook: await other.openRulebook(built("rulebook.cose"), ruling),
  };
  await withReader("adult", async (reader) => {
    const visit = other.authenticate({
      ...known,
      ...its,
      reader,
      askPin: () => new Promise(() => other.dispose()),
    });
    await assert.rejects(visit, (error) => failsWith("user.cancelled")(error) && error.fieldOff === false);
  });
});

test("digits_that_cannot_be_moved_are_wiped", async () => {
  const entered = digits("1234");
  const { postMessage } = worker;
  worker.postMessage = (message, transfer) => {
    if (message.type === "errand-done" && message.value?.digits) throw new DOMException("", "DataCloneError");
    postMessage(message, transfer);
  };
  try {
    const visit = withReader("adult", (reader) =>
      client.authenticate({
        ...known,
        reader,
        askPin: async () => ({ digits: entered, lastTryAccepted: false }),
      }),
    );
    await assert.rejects(visit, failsWith("internal.error"));
  } finally {
    worker.postMessage = postMessage;
  }
  assert.ok(entered.every((digit) => digit === 0));
});

test("decides_by_the_rulebook", async () => {
  const decision = await client.decide(rulebook, {
    id: "D-PIN",
    evaluationDate: testPki.today,
    inputs: { remainingTries: 0 },
  });
  assert.equal(decision.outcome, "locked_holder_procedure");
  const request = { id: "D-NOTHING", evaluationDate: testPki.today, inputs: {} };
  await assert.rejects(client.decide(rulebook, request), failsWith("rules.unknown-decision"));
});

test("describes_a_certificate_without_judging_it", async () => {
  const der = Buffer.from(testPki.people.find(({ id }) => id === "adult").authCertificate, "base64");
  const { fingerprint, notAfter } = await client.describeCertificate(new Uint8Array(der));
  assert.match(fingerprint, /^[0-9a-f]{64}$/);
  assert.match(notAfter, /Z$/);
  await assert.rejects(client.describeCertificate(new Uint8Array([0x30])), failsWith("der.truncated"));
});

test("names_why_a_trust_bundle_does_not_count", async () => {
  const open = (envelope, options) => client.openTrust(envelope, { ...trusting, ...options });
  await assert.rejects(
    open(built("trust-test.cose"), { environment: "production" }),
    failsWith("trust.environment-refused"),
  );
  await assert.rejects(
    open(built("trust-test.cose"), { minimumVersion: 99999999 }),
    failsWith("envelope.rollback"),
  );
  await assert.rejects(open(built("trust-test.cose"), { signers: [] }), failsWith("envelope.unknown-signer"));
  const altered = built("trust-test.cose");
  altered[altered.length - 1] ^= 1;
  await assert.rejects(open(altered), failsWith("envelope.signature-invalid"));
});

test("a_closed_handle_is_refused", async () => {
  const other = await client.openTrust(built("trust-test.cose"), trusting);
  await other.close();
  const visit = client.verifyEvidence("{}", { ...known, trust: other });
  await assert.rejects(visit, failsWith("input.option-malformed"));
});

test("a_page_of_another_protocol_is_told_so", async () => {
  const answer = new Promise((resolve) => {
    worker.addEventListener("message", ({ data }) => data.id === 777777 && resolve(data));
  });
  worker.postMessage({ v: 999, type: "call", id: 777777, name: "load", ask: {} });
  assert.equal((await answer).failure.code, "program.altered");
});

test("refuses_a_program_it_was_not_built_with", async () => {
  const altered = built("kazashi.wasm");
  altered[altered.length - 1] ^= 1;
  const other = startWorker();
  await assert.rejects(KazashiClient.start({ worker: other, wasm: altered }), failsWith("program.altered"));
  other.terminate();
});

test("a_worker_that_ends_leaves_nobody_waiting", async () => {
  const { client: other } = await startClient();
  const waiting = other.openRulebook(built("rulebook.cose"), ruling);
  other.dispose();
  await assert.rejects(waiting, failsWith("user.cancelled"));
});
