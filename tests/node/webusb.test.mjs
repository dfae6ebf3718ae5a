// The WebUSB bridge against a device that answers when the test says so.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate } from "node:timers";
import { usbError } from "../../build/dist/bridges/usb-errors.js";
import { openReader } from "../../build/dist/bridges/webusb.js";
import { KazashiError } from "../../build/dist/core/failure.js";

const failsWith = (code) => (error) => {
  assert.ok(error instanceof KazashiError, String(error));
  assert.equal(error.code, code);
  return true;
};

const interfaceOf = (number, interfaceClass) => ({
  interfaceNumber: number,
  alternates: [
    {
      alternateSetting: 0,
      interfaceClass,
      endpoints: [
        { endpointNumber: 1, direction: "in", type: "bulk" },
        { endpointNumber: 2, direction: "out", type: "bulk" },
      ],
    },
  ],
});

/** A device that keeps what was asked of it; reads wait until `answers` gets something. */
class Device {
  vendorId = 0x054c;
  productId = 0x06c3;
  configuration = null;
  opened = false;
  calls = [];
  reads = [];
  outcome = { status: "ok" };
  constructor(...interfaces) {
    this.configurations = [
      { configurationValue: 1, interfaces: interfaces.length ? interfaces : [interfaceOf(0, 0xff)] },
    ];
  }
  async open() {
    this.opened = true;
  }
  async close() {
    this.opened = false;
    this.calls.push("close");
  }
  async reset() {
    this.calls.push("reset");
  }
  async selectConfiguration(value) {
    this.calls.push(`configuration ${value}`);
  }
  async claimInterface(number) {
    this.calls.push(`claim ${number}`);
    if (this.refusal) throw this.refusal;
  }
  async clearHalt(direction, endpoint) {
    this.calls.push(`clear ${direction} ${endpoint}`);
  }
  async transferOut(endpoint, octets) {
    this.calls.push(`out ${endpoint}`);
    return { bytesWritten: octets.length, ...this.outcome };
  }
  transferIn(endpoint, length) {
    this.calls.push(`in ${endpoint} ${length}`);
    return new Promise((resolve, reject) => this.reads.push({ resolve, reject }));
  }
  say(text, status = "ok") {
    const octets = new TextEncoder().encode(text);
    this.reads.shift().resolve({ status, data: new DataView(octets.buffer) });
  }
}

const bus = () => {
  const events = new EventTarget();
  return Object.assign(events, {
    unplug: (device) => events.dispatchEvent(Object.assign(new Event("disconnect"), { device })),
  });
};
/** After everything that waits for no timer. */
const settled = () => new Promise((resolve) => setImmediate(resolve));
const text = (octets) => new TextDecoder().decode(octets);

test("finds_endpoints_by_descriptor_and_claims_their_interface", async () => {
  const device = new Device(interfaceOf(0, 0x0b), interfaceOf(3, 0xff));
  const reader = await openReader(device, bus());
  assert.equal(reader.model, "rc-s380");
  assert.deepEqual(device.calls, ["configuration 1", "claim 3"]);
});

test("a_late_answer_is_given_to_the_next_read_and_not_lost", async () => {
  const device = new Device();
  const reader = await openReader(device, bus());
  await assert.rejects(reader.transferIn(64, 5), failsWith("reader.no-answer"));
  const next = reader.transferIn(64, 1000);
  assert.equal(device.reads.length, 1, "no second read was started");
  device.say("late");
  assert.equal(text(await next), "late");
  const after = reader.transferIn(64, 1000);
  device.say("new");
  assert.equal(text(await after), "new");
});

test("an_owed_answer_makes_closing_reset_the_reader", async () => {
  const device = new Device();
  const reader = await openReader(device, bus());
  await assert.rejects(reader.transferIn(64, 5), failsWith("reader.no-answer"));
  await reader.close();
  await reader.close();
  assert.deepEqual(device.calls.slice(-2), ["reset", "close"]);
});

test("closing_a_quiet_reader_does_not_reset_it", async () => {
  const device = new Device();
  const reader = await openReader(device, bus());
  await reader.close();
  assert.ok(!device.calls.includes("reset"));
  assert.equal(device.opened, false);
});

test("a_write_that_never_completes_ends_in_a_reset_and_leaves_the_reader_usable", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const device = new Device();
  const reader = await openReader(device, bus());
  device.transferOut = () => new Promise(() => {});
  const write = assert.rejects(reader.transferOut(new Uint8Array(3)), failsWith("reader.transfer-failed"));
  t.mock.timers.tick(2000);
  await write;
  assert.deepEqual(device.calls.slice(-1), ["reset"]);
  delete device.transferOut;
  await reader.transferOut(new Uint8Array(3));
});

test("a_halt_that_is_never_cleared_ends_in_a_reset", async (t) => {
  const device = new Device();
  const reader = await openReader(device, bus());
  device.outcome = { status: "stall", bytesWritten: 0 };
  device.clearHalt = () => new Promise(() => {});
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const write = assert.rejects(reader.transferOut(new Uint8Array(3)), failsWith("reader.transfer-failed"));
  await settled();
  t.mock.timers.tick(2000);
  await write;
  assert.deepEqual(device.calls.slice(-1), ["reset"]);
});

test("nothing_that_a_device_leaves_hanging_keeps_a_page_waiting", async (t) => {
  const device = new Device();
  const reader = await openReader(device, bus());
  for (const call of ["transferOut", "reset", "close"]) device[call] = () => new Promise(() => {});
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const write = assert.rejects(reader.transferOut(new Uint8Array(3)), failsWith("reader.transfer-failed"));
  t.mock.timers.tick(2000);
  await settled();
  t.mock.timers.tick(2000);
  await write;
  const close = reader.close();
  t.mock.timers.tick(2000);
  await close;
});

test("a_reset_forgets_the_read_that_was_late", async () => {
  const device = new Device();
  const reader = await openReader(device, bus());
  await assert.rejects(reader.transferIn(64, 5), failsWith("reader.no-answer"));
  await reader.reset();
  device.reads.shift().reject(new DOMException("", "AbortError"));
  const next = reader.transferIn(64, 1000);
  device.say("fresh");
  assert.equal(text(await next), "fresh");
});

test("a_stall_is_cleared_in_its_direction_and_named", async () => {
  const device = new Device();
  const reader = await openReader(device, bus());
  device.outcome = { status: "stall", bytesWritten: 0 };
  await assert.rejects(reader.transferOut(new Uint8Array(3)), failsWith("reader.stalled"));
  const read = reader.transferIn(64, 1000);
  device.say("", "stall");
  await assert.rejects(read, failsWith("reader.stalled"));
  assert.deepEqual(
    device.calls.filter((call) => call.startsWith("clear")),
    ["clear out 2", "clear in 1"],
  );
});

test("a_babble_and_a_short_write_are_failed_transfers", async () => {
  const device = new Device();
  const reader = await openReader(device, bus());
  const read = reader.transferIn(64, 1000);
  device.say("", "babble");
  await assert.rejects(read, failsWith("reader.transfer-failed"));
  device.outcome = { status: "ok", bytesWritten: 1 };
  await assert.rejects(reader.transferOut(new Uint8Array(3)), failsWith("reader.transfer-failed"));
});

test("unplugging_ends_what_waits_and_only_for_this_device", async () => {
  const device = new Device();
  const events = bus();
  const reader = await openReader(device, events);
  const read = reader.transferIn(64, 1000);
  events.unplug(new Device());
  assert.equal(reader.unplugged.aborted, false);
  events.unplug(device);
  await assert.rejects(read, failsWith("reader.disconnected"));
  assert.equal(reader.unplugged.aborted, true);
});

test("explains_a_reader_that_has_only_the_smart_card_class", async () => {
  const device = Object.assign(new Device(interfaceOf(0, 0x0b)), { vendorId: 0x072f });
  await assert.rejects(openReader(device, bus()), failsWith("reader.closed-by-browser"));
  assert.equal(device.opened, false, "it was never opened");
});

test("names_a_vendor_reader_it_does_not_know", async () => {
  const device = Object.assign(new Device(interfaceOf(0, 0x0b), interfaceOf(1, 0xff)), { productId: 0x0dc9 });
  await assert.rejects(openReader(device, bus()), failsWith("reader.unknown-model"));
});

test("a_refused_claim_leaves_no_open_device", async () => {
  const device = new Device();
  device.refusal = new DOMException("", "NetworkError");
  await assert.rejects(openReader(device, bus()), failsWith("reader.in-use"));
  assert.equal(device.opened, false);
});

for (const [name, moment, gesture, code] of [
  ["NotFoundError", "choose", true, "reader.not-chosen"],
  ["NotFoundError", "open", true, "reader.disconnected"],
  ["NotFoundError", "transfer", true, "reader.disconnected"],
  ["SecurityError", "choose", false, "reader.gesture-needed"],
  ["SecurityError", "choose", true, "reader.not-permitted"],
  ["SecurityError", "open", true, "reader.not-permitted"],
  ["SecurityError", "claim", true, "reader.closed-by-browser"],
  ["NetworkError", "open", true, "reader.in-use"],
  ["NetworkError", "claim", true, "reader.in-use"],
  ["NetworkError", "transfer", true, "reader.transfer-failed"],
  ["InvalidStateError", "claim", true, "reader.in-use"],
  ["InvalidStateError", "transfer", true, "reader.transfer-failed"],
  ["AbortError", "transfer", true, "reader.transfer-failed"],
  ["TypeError", "choose", true, "reader.transfer-failed"],
]) {
  test(`${name}_at_${moment}${gesture ? "" : "_without_a_gesture"}_is_${code}`, () => {
    assert.equal(usbError(new DOMException("", name), moment, gesture).code, code);
  });
}
