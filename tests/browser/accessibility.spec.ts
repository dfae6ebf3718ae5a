// Every step by keyboard alone, on the smallest phone, in light and dark, with nothing for axe to find.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";
import type axe from "axe-core";
import { expect, test } from "./support/fixtures.js";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const { axe: checker } = globalThis as unknown as { axe: typeof axe };
    const { violations: found } = await checker.run(document);
    return found.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} at ${target.join(" ")}: ${failureSummary}`),
    );
  });
}

const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

for (const language of ["ja", "en", "ja-easy"] as const) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`axe finds nothing on any step: ${language}, ${colorScheme}`, async ({ demo, page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.setViewportSize({ width: 360, height: 740 });
      const calm = async (): Promise<void> => {
        expect(await violations(page)).toEqual([]);
        expect(await overflow(page)).toBe(0);
      };
      await demo.open({ person: "one-try-left", language });
      await calm();
      await demo.connect();
      await demo.expectStage("waiting-for-card");
      await calm();
      await demo.placeCard();
      await expect(page.locator("[data-action=insist]")).toBeVisible();
      await calm();
      await page.locator("[data-action=insist]").click();
      await expect(page.locator("kazashi-pin-pad")).toBeVisible();
      await page.keyboard.type("12");
      await calm();
      await page.keyboard.type("34");
      await page.keyboard.press("Enter");
      await expect(page.locator("[data-server=INDETERMINATE]")).toBeVisible();
      for (const details of await page.locator("details").all()) {
        await details.evaluate((element) => element.toggleAttribute("open", true));
      }
      await calm();
    });
  }
}

test("axe finds nothing where it did not work out", async ({ demo, page }) => {
  await demo.open({ person: "blocked-pin" });
  await demo.connect();
  await demo.placeCard();
  await demo.expectFailure("card.pin-blocked");
  await page.locator("details").evaluate((element) => element.toggleAttribute("open", true));
  expect(await violations(page)).toEqual([]);
});

test("axe finds nothing at the simulator's hands", async ({ demo, page }) => {
  await demo.open();
  await page.locator("[data-action=simulator]").click();
  await expect(page.locator("[data-hand=place]")).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

test("the keyboard alone is enough, and each step begins where reading goes on", async ({ demo, page }) => {
  await demo.open();
  const focused = (): Promise<string> =>
    page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return `${element?.localName}: ${element?.textContent?.trim()}`;
    });
  const tabTo = async (wanted: string): Promise<void> => {
    for (let presses = 0; presses < 40; presses += 1) {
      if ((await focused()).includes(wanted)) return;
      await page.keyboard.press("Tab");
    }
    throw new Error(`no way by Tab to ${wanted}; at ${await focused()}`);
  };

  await page.getByRole("checkbox").focus();
  await page.keyboard.press("Space");
  await tabTo("Connect the reader");
  await page.keyboard.press("Enter");
  await demo.expectStage("waiting-for-card");
  expect(await focused()).toBe("h2: Place the card");
  await demo.placeCard();
  await expect(page.locator("kazashi-pin-pad")).toBeVisible();
  expect(await focused()).toBe("h2: Enter the PIN");
  await page.keyboard.type("19");
  await page.keyboard.press("Backspace");
  await page.keyboard.type("234");
  await tabTo("Send to the card");
  await page.keyboard.press("Enter");
  await demo.expectVerdict("INDETERMINATE");
  expect(await focused()).toBe("h2: Result");
  await tabTo("Revocation");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Whether the certificate was revoked was not checked.")).toBeVisible();
  await tabTo("Start over");
  await page.keyboard.press("Enter");
  await expect(page.locator("[data-action=reader]")).toBeVisible();
});
