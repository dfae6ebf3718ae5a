// The demo with its simulator, as somebody without a reader meets it.
import { copyFileSync, mkdirSync, statSync } from "node:fs";
import { expect, test } from "./support/fixtures.js";
import { inTree } from "./support/places.js";

const pictures = inTree("build/browser-tests/pictures");
mkdirSync(pictures, { recursive: true });

test("a simulated visit ends in a Report with its timeline and its decisions", async ({ demo, page }) => {
  await demo.open();
  await page.getByRole("combobox").selectOption("renewing");
  await page.locator("[data-action=simulator]").click();
  await demo.expectStage("waiting-for-card");
  await page.locator("[data-hand=place]").click();
  await expect(page.getByText("This invented person’s PIN is 1234.")).toBeVisible();
  await demo.enterPin("1234");
  await demo.expectVerdict("INDETERMINATE");
  await expect(page.locator("[data-decision=D-RENEWAL]")).toHaveAttribute("data-outcome", "renewable");
  await expect(page.getByRole("img", { name: "The certificate’s validity" })).toBeVisible();
  await expect(
    page.getByText("「マイナンバーカードと電子証明書、いずれも有効期限の3か月前から更新可能です」"),
  ).toBeVisible();
  await expect(page.locator("[data-hand]")).toHaveCount(0);
});

test("what the card does not know is asked, and the answer decides", async ({ demo, page }) => {
  await demo.open();
  await demo.connect();
  await demo.placeCard();
  await demo.enterPin("1234");
  await demo.expectVerdict("INDETERMINATE");
  const renewal = page.locator("[data-decision=D-RENEWAL]");
  const pin = page.locator("[data-decision=D-PIN]");
  await expect(renewal).toHaveAttribute("data-outcome", "indeterminate");
  await expect(pin).toHaveAttribute("data-outcome", "can_try");
  await renewal.getByRole("combobox").selectOption("domestic");
  await renewal.getByRole("button", { name: "Answer" }).click();
  await expect(renewal).toHaveAttribute("data-outcome", "too_early");
  await expect(pin).toHaveAttribute("data-outcome", "can_try");
  const validity = page.locator("[data-decision=D-VALIDITY]");
  await validity.getByLabel("What expiry date").fill("2020-01-01");
  await validity.getByRole("button", { name: "Answer" }).click();
  await expect(validity).toHaveAttribute("data-outcome", "card_expired");
  await expect(renewal).toHaveAttribute("data-outcome", "too_early");
});

test("an expired certificate is named with what to do", async ({ demo, page }) => {
  await demo.open();
  await page.getByRole("combobox").selectOption("expired");
  await page.locator("[data-action=simulator]").click();
  await page.locator("[data-hand=place]").click();
  await demo.enterPin("1234");
  await demo.expectVerdict("TOTAL-FAILED");
  await expect(page.getByText("The certificate has expired.").first()).toBeVisible();
});

test("the hands can unplug the simulator's reader", async ({ demo, page }) => {
  await demo.open();
  await page.locator("[data-action=simulator]").click();
  await page.locator("[data-hand=unplug]").click();
  await demo.expectFailure("reader.disconnected");
});

test("an altered program is not started", async ({ demo, page }) => {
  await page.route("**/assets/kazashi-*.wasm", async (route) => {
    const body = Buffer.from(await (await route.fetch()).body());
    body[body.length - 1] = (body.at(-1) ?? 0) ^ 1;
    await route.fulfill({ body, contentType: "application/wasm" });
  });
  await demo.open();
  await demo.expectFailure("program.altered");
});

test("a program that cannot be fetched is told as such", async ({ demo, page }) => {
  await page.route("**/assets/kazashi-*.wasm", (route) => route.abort());
  await demo.open();
  await demo.expectFailure("program.unavailable");
});

test("a server that is gone blames neither card nor reader", async ({ demo, page }) => {
  await page.route("**/api/challenge", (route) => route.abort());
  await demo.open();
  await demo.connect();
  await demo.expectFailure("server.unreachable");
});

test("the page asks nothing of any other host", async ({ demo, page, server }) => {
  const hosts = new Set<string>();
  page.on("request", (request) => hosts.add(new URL(request.url()).origin));
  await demo.open();
  await demo.connect();
  await demo.placeCard();
  await demo.enterPin("1234");
  await expect(page.locator("[data-server=INDETERMINATE]")).toBeVisible();
  expect([...hosts]).toEqual([server.origin]);
});

test("pictures for the README", async ({ demo, page }) => {
  await page.setViewportSize({ width: 1000, height: 900 });
  await demo.open();
  await page.getByRole("combobox").selectOption("renewing");
  await page.locator("[data-action=simulator]").click();
  await page.locator("[data-hand=place]").click();
  await demo.enterPin("1234");
  await expect(page.locator("[data-server=INDETERMINATE]")).toBeVisible();
  await page.mouse.move(0, 0);
  await page.evaluate(() => scrollTo(0, 0));
  const report = `${pictures}/report.png`;
  await page.screenshot({ path: report });
  await page.setViewportSize({ width: 360, height: 740 });
  await page.screenshot({ path: `${pictures}/report-phone.png` });
  expect(statSync(report).size).toBeLessThan(200_000);
  // The committed picture changes only when somebody means it to: KAZASHI_PICTURES=1 npm run test:browser
  if (process.env["KAZASHI_PICTURES"]) {
    mkdirSync(inTree("docs/images"), { recursive: true });
    copyFileSync(report, inTree("docs/images/report.png"));
  }
});

test("a program that could not be loaded is loaded by the next visit", async ({ demo, page }) => {
  const simulator = /kazashi-simulator[^/]*\.wasm$/;
  await demo.open();
  await page.route(simulator, (route) => route.abort());
  await page.locator("[data-action=simulator]").click();
  await demo.expectFailure("program.unavailable");
  await page.unroute(simulator);
  await page.locator("[data-action=again]").click();
  await page.locator("[data-action=simulator]").click();
  await demo.expectStage("waiting-for-card");
});

test("people and rulebook that could not be loaded are loaded after starting over", async ({
  demo,
  page,
}) => {
  const people = /test-pki[^/]*\.json$/;
  await page.route(people, (route) => route.abort());
  await demo.open();
  await demo.expectFailure("program.unavailable");
  await page.unroute(people);
  await page.locator("[data-action=again]").click();
  await page.locator("[data-action=simulator]").click();
  await demo.expectStage("waiting-for-card");
});
