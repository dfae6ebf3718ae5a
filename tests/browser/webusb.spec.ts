// WebUSB itself, call by call: what the bridge relies on, asked of both stand-ins. Where they differ, the fake is wrong.
import { expect, test } from "./support/fixtures.js";

/** A call's status, "done", or the name of the exception it failed with. page/hardware.ts puts it into the page. */
declare function outcomeOf(call: () => Promise<unknown>): Promise<string>;

/** The device, chosen and not yet opened. */
declare function chooseDevice(): Promise<USBDevice>;

test.beforeEach(async ({ demo }) => demo.open());

test("a device must be opened, and its interface claimed", async ({ page }) => {
  const seen = await page.evaluate(async () => {
    const device = await chooseDevice();
    return [
      await outcomeOf(() => device.claimInterface(0)),
      await outcomeOf(() => device.open()),
      await outcomeOf(() => device.open()),
      await outcomeOf(() => device.transferIn(1, 64)),
      await outcomeOf(() => device.claimInterface(9)),
      await outcomeOf(() => device.claimInterface(0)),
      await outcomeOf(() => device.claimInterface(0)),
      await outcomeOf(() => device.transferIn(5, 64)),
      await outcomeOf(() => device.close()),
      await outcomeOf(() => device.transferOut(2, new Uint8Array([0]))),
    ];
  });
  expect(seen).toEqual([
    "InvalidStateError",
    "done",
    "done",
    "NotFoundError",
    "NotFoundError",
    "done",
    "done",
    "NotFoundError",
    "done",
    "InvalidStateError",
  ]);
});

test("closing ends a read that waits", async ({ page }) => {
  const seen = await page.evaluate(async () => {
    const device = await chooseDevice();
    await device.open();
    await device.selectConfiguration(1);
    await device.claimInterface(0);
    const waiting = outcomeOf(() => device.transferIn(1, 64));
    await device.close();
    return waiting;
  });
  expect(seen).toBe("AbortError");
});

test("an unplugged device ends a read that waits, and says disconnect of the same object", async ({
  page,
  demo,
}) => {
  const seen = page.evaluate(async () => {
    const device = await chooseDevice();
    await device.open();
    await device.claimInterface(0);
    const same = new Promise((resolve) => {
      navigator.usb.addEventListener("disconnect", (event) => resolve(event.device === device));
    });
    const waiting = outcomeOf(() => device.transferIn(1, 64));
    Object.assign(globalThis, { readIsWaiting: true });
    return [await same, await waiting, await outcomeOf(() => device.transferIn(1, 64))];
  });
  await page.waitForFunction(() => "readIsWaiting" in globalThis);
  await demo.unplug();
  expect(await seen).toEqual([true, "NotFoundError", "NotFoundError"]);
});

test("a stall is a status and is cleared", async ({ page, demo }) => {
  await demo.faultAtNextTransfer("stall");
  const seen = await page.evaluate(async () => {
    const device = await chooseDevice();
    await device.open();
    await device.claimInterface(0);
    const ack = new Uint8Array([0, 0, 0xff, 0, 0xff, 0]);
    return [
      await outcomeOf(() => device.transferOut(2, ack)),
      await outcomeOf(() => device.clearHalt("out", 2)),
      await outcomeOf(() => device.transferOut(2, ack)),
    ];
  });
  expect(seen).toEqual(["stall", "done", "ok"]);
});

test("filters are checked before anybody is asked", async ({ page }) => {
  const outcome = await page.evaluate(() =>
    outcomeOf(() => navigator.usb.requestDevice({ filters: [{ productId: 1 }] })),
  );
  expect(outcome).toBe("TypeError");
});
