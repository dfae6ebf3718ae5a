// A visit from the reader to the Report, and every way it can end early. The same cases run against the fake navigator.usb
// and against Blink's own, so each is held by a second opinion.
import { expect, test } from "./support/fixtures.js";

test.afterEach(async ({ demo }, { title }) => {
  // A reader that was never opened has had no field to switch off.
  if (title.includes("before the reader")) return;
  await demo.expectFieldOff();
});

test("a card is read and verified, and the server agrees", async ({ demo, page }) => {
  await demo.open();
  await demo.connect();
  await demo.expectStage("waiting-for-card");
  await demo.placeCard();
  await expect(page.getByText("Tries left: 3")).toBeVisible();
  await demo.enterPin("1234");
  // The example server requires revocation data, which nobody here has: not decided, and said so.
  await demo.expectVerdict("INDETERMINATE");
  await expect(page.locator("[data-server=INDETERMINATE]")).toBeVisible();
  await expect(page.getByText("came to the same result")).toBeVisible();
  await expect(page.getByText("TEST: made with")).toBeVisible();
  await expect(page.locator("[data-list=not-checked] li")).toHaveCount(1);
  await expect(page.locator("[data-list=passed] li").filter({ hasText: "The card's signature" })).toHaveCount(
    1,
  );
  await expect(page.getByText("valid", { exact: true })).toHaveCount(0);
  const { card } = await demo.state();
  expect(card).toMatchObject({ verifies: 1, signatures: 1 });
});

test("a wrong PIN is told with the tries that are left", async ({ demo, page }) => {
  await demo.open();
  await demo.connect();
  await demo.placeCard();
  await demo.enterPin("9999");
  await demo.expectFailure("card.pin-wrong");
  await expect(page.getByText("Tries left: 2")).toBeVisible();
  expect((await demo.state()).card).toMatchObject({ verifies: 1, signatures: 0, auth: { triesLeft: 2 } });
});

test("after a failure a second visit succeeds", async ({ demo, page }) => {
  await demo.open();
  await demo.connect();
  await demo.placeCard();
  await demo.enterPin("9999");
  await demo.expectFailure("card.pin-wrong");
  await page.locator("[data-action=again]").click();
  await page.locator("[data-action=reader]").click();
  await expect(page.getByText("Tries left: 2")).toBeVisible();
  await demo.enterPin("1234");
  await demo.expectVerdict("INDETERMINATE");
  expect((await demo.state()).card.auth.triesLeft).toBe(3);
});

test("a blocked PIN is never tried", async ({ demo, page }) => {
  await demo.open({ person: "blocked-pin" });
  await demo.connect();
  await demo.placeCard();
  await demo.expectFailure("card.pin-blocked");
  await expect(page.getByText("municipal office").first()).toBeVisible();
  expect((await demo.state()).card.verifies).toBe(0);
});

test("the last try needs a second step", async ({ demo, page }) => {
  await demo.open({ person: "one-try-left" });
  await demo.connect();
  await demo.placeCard();
  await expect(page.locator("[data-action=insist]")).toBeVisible();
  await expect(page.locator("kazashi-pin-pad")).toHaveCount(0);
  await page.locator("[data-action=insist]").click();
  await demo.enterPin("1234");
  await demo.expectVerdict("INDETERMINATE");
});

test("the last try can be kept", async ({ demo, page }) => {
  await demo.open({ person: "one-try-left" });
  await demo.connect();
  await demo.placeCard();
  await page.locator("[data-action=stop]").click();
  await demo.expectFailure("card.pin-last-try");
  expect((await demo.state()).card).toMatchObject({ verifies: 0, auth: { triesLeft: 1 } });
});

test("cancelled while waiting for the card", async ({ demo, page }) => {
  await demo.open();
  await demo.connect();
  await demo.expectStage("waiting-for-card");
  await page.locator("[data-action=cancel]").click();
  await demo.expectFailure("user.cancelled");
});

test("cancelled at the PIN", async ({ demo, page }) => {
  await demo.open();
  await demo.connect();
  await demo.placeCard();
  await expect(page.locator("kazashi-pin-pad")).toBeVisible();
  await page.keyboard.type("12");
  await page.locator("[data-action=cancel]").click();
  await demo.expectFailure("user.cancelled");
  expect((await demo.state()).card.verifies).toBe(0);
});

test("the reader is unplugged while waiting for the card", async ({ demo }) => {
  await demo.open();
  await demo.connect();
  await demo.expectStage("waiting-for-card");
  await demo.unplug();
  await demo.expectFailure("reader.disconnected");
});

test("the reader is unplugged at the PIN", async ({ demo, page }) => {
  await demo.open();
  await demo.connect();
  await demo.placeCard();
  await expect(page.locator("kazashi-pin-pad")).toBeVisible();
  await demo.unplug();
  // At once: nobody is left to type a PIN for a reader that is gone.
  await demo.expectFailure("reader.disconnected");
});

test("the card is taken away at the PIN", async ({ demo, page }) => {
  await demo.open();
  await demo.connect();
  await demo.placeCard();
  await expect(page.locator("kazashi-pin-pad")).toBeVisible();
  await demo.removeCard();
  await demo.enterPin("1234");
  // The card left before the PIN reached it; whether it did, the page cannot know, and does not claim to.
  await expect(page.locator("[data-failure]")).toHaveAttribute(
    "data-failure",
    /^card\.(removed|pin-outcome-unknown)$/,
  );
  expect((await demo.state()).card.verifies).toBe(0);
});

for (const [kind, code] of [
  ["stall", /^reader\.stalled$/],
  ["silence", /^reader\.no-answer$/],
  ["garbage", /^reader\./],
  ["unplug", /^reader\.disconnected$/],
] as const) {
  test(`the reader's ${kind} in the middle of waiting is named`, async ({ demo, page }) => {
    await demo.open();
    await demo.connect();
    await demo.expectStage("waiting-for-card");
    await demo.faultAtNextTransfer(kind, 4);
    await expect(page.locator("[data-failure]")).toHaveAttribute("data-failure", code);
  });
}

test("a reader that is deaf when it should switch off is reset, and nobody is told that it is off", async ({
  demo,
  page,
}) => {
  await demo.open();
  await demo.connect();
  await demo.placeCard();
  await expect(page.locator("kazashi-pin-pad")).toBeVisible();
  for (let step = 0; step < 40; ++step) await demo.faultAtNextTransfer("stall", step);
  await page.locator("[data-action=cancel]").click();
  await demo.expectFailure("user.cancelled");
  await expect(page.locator("[data-field=unknown]")).toBeVisible();
});

test("an authority that is not configured is told in words and blames no card", async ({ demo, page }) => {
  await demo.open({ person: "other-ca" });
  await demo.connect();
  await demo.placeCard();
  await demo.enterPin("1234");
  await demo.expectVerdict("INDETERMINATE");
  await expect(page.getByText("This certificate authority is not configured here.").first()).toBeVisible();
});

test("an altered certificate fails, on the page and on the server", async ({ demo, page }) => {
  await demo.open({ person: "altered-certificate" });
  await demo.connect();
  await demo.placeCard();
  await demo.enterPin("1234");
  await demo.expectVerdict("TOTAL-FAILED");
  await expect(page.locator("[data-server=TOTAL-FAILED]")).toBeVisible();
});

test("test cards count for nothing under real trust", async ({ demo, page }) => {
  await demo.open();
  await page.locator("[data-action=reader]").click();
  await demo.placeCard();
  await demo.enterPin("1234");
  await demo.expectVerdict("TOTAL-FAILED");
  await expect(page.getByText("This is a test card.").first()).toBeVisible();
  await expect(page.getByText("TEST: made with")).toHaveCount(0);
});

test("no click, no chooser: refused before the reader is asked for", async ({ demo, page }) => {
  await demo.open();
  // Playwright's own calls count as gestures, so these go around it, after the last one has worn off.
  const client = await page.context().newCDPSession(page);
  const evaluate = async (expression: string): Promise<unknown> =>
    (await client.send("Runtime.evaluate", { expression, userGesture: false })).result.value;
  await expect.poll(() => evaluate("navigator.userActivation.isActive")).toBe(false);
  await evaluate(
    "document.querySelector('kazashi-demo').shadowRoot.querySelector('[data-action=reader]').click()",
  );
  await demo.expectFailure("reader.gesture-needed");
});

test("the chooser is cancelled before the reader is chosen", async ({ demo }) => {
  await demo.open({ chooser: "cancel" });
  await demo.connect();
  await demo.expectFailure("reader.not-chosen");
});

test("a reader of the smart-card class is explained before the reader is opened", async ({ demo, page }) => {
  await demo.open({ shape: "ccid-only" });
  await demo.connect();
  await demo.expectFailure("reader.closed-by-browser");
  await expect(page.getByText("The reader is not broken.")).toBeVisible();
});

test("another program holds it before the reader is claimed", async ({ demo }) => {
  await demo.open({ shape: "in-use" });
  await demo.connect();
  await demo.expectFailure("reader.in-use");
});
