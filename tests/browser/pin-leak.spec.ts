// A PIN goes to the card and nowhere else: everything a page says, sends, posts, stores and shows in a full run is searched.
import { expect, test } from "./support/fixtures.js";
import { formsOf, LeakWatch } from "./support/leak-watch.js";
import { findPerson, type TestPerson } from "./support/people.js";

/** Somebody whose PIN stands in none of their certificates, so that no match is an accident. */
function personWithRarePin(): { person: TestPerson; pin: string } {
  const adult = findPerson("adult");
  const known = JSON.stringify({ ...adult, pins: {} });
  const pin = ["8317", "7294", "6058", "9471"].find(
    (digits) => !formsOf(digits).some((form) => known.includes(form)),
  );
  if (!pin) throw new Error("every candidate stands in a certificate");
  return { person: { ...adult, pins: { ...adult.pins, auth: pin } }, pin };
}

const { person, pin } = personWithRarePin();

test("typed on the keyboard, the PIN reaches the card and nothing else", async ({ demo, page }) => {
  const watch = await LeakWatch.start(page);
  await demo.open({ person });
  await demo.connect();
  await demo.placeCard();
  await demo.enterPin(pin);
  await demo.expectVerdict("INDETERMINATE");
  await expect(page.locator("[data-server=INDETERMINATE]")).toBeVisible();
  for (const details of await page.locator("details").all())
    await details.evaluate((element) => element.toggleAttribute("open", true));
  expect((await demo.state()).card).toMatchObject({ verifies: 1, signatures: 1 });
  expect(await watch.find(pin)).toEqual([]);
  expect(await watch.statesSeen()).toBeGreaterThan(8);
  expect(await watch.sentToWorker(pin)).toBe(1);
});

test("pressed on the pad, cancelled and wrong: no PIN is let out on any way", async ({ demo, page }) => {
  const watch = await LeakWatch.start(page);
  await demo.open({ person });
  const press = async (digits: string): Promise<void> => {
    for (const digit of digits) await page.getByRole("button", { name: digit, exact: true }).click();
  };
  const send = page.getByRole("button", { name: "Send to the card" });

  await demo.connect();
  await demo.placeCard();
  await press(pin);
  await page.locator("[data-action=cancel]").click();
  await demo.expectFailure("user.cancelled");
  expect(await watch.sentToWorker(pin)).toBe(0);

  const wrong = [...pin].reverse().join("");
  await page.locator("[data-action=again]").click();
  await page.locator("[data-action=reader]").click();
  await press(wrong);
  await send.click();
  await demo.expectFailure("card.pin-wrong");

  await page.locator("[data-action=again]").click();
  await page.locator("[data-action=reader]").click();
  await press(pin);
  await send.click();
  await demo.expectVerdict("INDETERMINATE");

  expect(await watch.find(pin)).toEqual([]);
  expect(await watch.find(wrong)).toEqual([]);
});

test("leaving the page clears what was entered", async ({ demo, page }) => {
  await demo.open({ person });
  await demo.connect();
  await demo.placeCard();
  const entered = (count: number) => page.getByRole("img", { name: `${count} of 4 digits entered` });
  await expect(entered(0)).toBeVisible();
  for (const leave of ["blur", "pagehide"]) {
    await page.keyboard.type(pin.slice(0, 3));
    await expect(entered(3)).toBeVisible();
    // pagehide also cancels the visit, so it comes last.
    await page.evaluate((type) => dispatchEvent(new Event(type)), leave);
    if (leave === "blur") await expect(entered(0)).toBeVisible();
  }
  await demo.expectFailure("user.cancelled");
});

test("a real navigation in the middle of a visit resets the reader on its way out", async ({
  demo,
  page,
}) => {
  await demo.open({ person });
  await demo.connect();
  await demo.placeCard();
  await expect(page.locator("kazashi-pin-pad")).toBeVisible();
  expect((await demo.state()).rfOn).toBe(true);
  // The page and its reader are gone afterwards; what the reader was told last outlives them here.
  await page.evaluate(() => {
    const { kazashiHardware: hardware } = globalThis as unknown as {
      kazashiHardware: { reset(): void; state: { rfOn: boolean } };
    };
    const reset = hardware.reset.bind(hardware);
    hardware.reset = () => {
      reset();
      localStorage.setItem("left", `field ${hardware.state.rfOn ? "on" : "off"}`);
    };
  });
  await page.goto(new URL("/icon.svg", page.url()).href);
  expect(await page.evaluate(() => localStorage.getItem("left"))).toBe("field off");
});

// The watch itself: one leak of each kind, planted, must be found. Otherwise the tests above would prove nothing.
for (const [place, plant] of Object.entries({
  console: (digits: string) => console.log(`the pin is ${digits}`),
  network: (digits: string) =>
    fetch("/api/challenge", { method: "POST", body: btoa(`x${digits}`) }).then(() => undefined),
  "other windows": (digits: string) =>
    window.postMessage({ octets: new TextEncoder().encode(digits) }, location.origin),
  "worker, as text": (digits: string) => new Worker("/nothing.js").postMessage({ pin: digits }),
  document: (digits: string) => document.body.setAttribute("data-state", digits),
  storage: (digits: string) =>
    sessionStorage.setItem("x", [...digits].map((digit) => digit.charCodeAt(0).toString(16)).join("")),
})) {
  test(`the watch finds a PIN in: ${place}`, async ({ demo, page }) => {
    const watch = await LeakWatch.start(page);
    await demo.open({ person });
    expect(await watch.find(pin)).toEqual([]);
    await page.evaluate(plant as (digits: string) => unknown, pin);
    await expect.poll(() => watch.find(pin)).toContain(place);
  });
}
