// Each decision of a visit opens its own explanation, where the person reads the answer.
import { mkdirSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, test } from "./support/fixtures.js";
import { inTree } from "./support/places.js";

const pictures = inTree("build/browser-tests/pictures");
mkdirSync(pictures, { recursive: true });

const summaries = {
  ja: "どのように判断したか",
  en: "How this was decided",
  "ja-easy": "どうやって 決（き）めたか",
};

async function focusOn(page: Page, locator: string): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press("Tab");
    if (await page.locator(locator).evaluate((element) => element.matches(":focus"))) return;
  }
  throw new Error(`no way by Tab to ${locator}`);
}

test("a decision opens its table by keyboard, and tells the row, the sentence and what is known", async ({
  demo,
  page,
}) => {
  await demo.open();
  await demo.connect();
  await demo.placeCard();
  await demo.enterPin("1234");
  await demo.expectVerdict("INDETERMINATE");
  const explanation = page.locator("[data-explains=D-RENEWAL] kazashi-explain");
  await expect(explanation).toHaveCount(0);
  await focusOn(page, "[data-explains=D-RENEWAL] > summary");
  await page.keyboard.press("Enter");
  await expect(explanation.locator("tr[data-input=holderType]")).toHaveAttribute("data-state", "unknown");
  await expect(explanation.locator("tr[data-input=expiryDate]")).toHaveAttribute("data-state", "known");
  await expect(explanation.locator("tr[data-state=undecided]")).toHaveCount(1);

  // The answer changes the decision, and the open explanation with it.
  const renewal = page.locator("[data-decision=D-RENEWAL]");
  await renewal.getByRole("combobox").selectOption("domestic");
  await renewal.getByRole("button", { name: "Answer" }).click();
  await expect(explanation.locator("tr[data-state=fired]")).toHaveAttribute("data-row", "R7");
  await expect(explanation.locator("tr[data-input=holderType]")).toHaveAttribute("data-state", "known");
  await expect(explanation.locator("blockquote")).toHaveText("いずれも有効期限の3か月前から更新可能です");
  await page.keyboard.press("Tab");
});

test("every decision of a visit can be explained, the one on the PIN too", async ({ demo, page }) => {
  await demo.open();
  await demo.connect();
  await demo.placeCard();
  await demo.enterPin("1234");
  await demo.expectVerdict("INDETERMINATE");
  const all = page.locator("[data-explains]");
  await expect(all).toHaveCount(4);
  for (const details of await all.all()) await details.locator("> summary").click();
  await expect(page.locator("kazashi-explain article")).toHaveCount(4);
});

for (const [language, summary] of Object.entries(summaries) as ["ja" | "en" | "ja-easy", string][]) {
  test(`on the smallest phone nothing is cut off: ${language}`, async ({ demo, page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await demo.open({ language });
    await demo.connect();
    await demo.placeCard();
    await demo.enterPin("1234");
    await demo.expectVerdict("INDETERMINATE");
    await page.locator("[data-explains=D-RENEWAL]").getByText(summary).click();
    const article = page.locator("[data-explains=D-RENEWAL] article");
    await expect(article).toHaveAttribute("lang", language === "en" ? "en" : "ja");
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
    await article.screenshot({ path: `${pictures}/explain-${language}.png` });
  });
}

test("a rulebook older than one that was opened here is not opened any more", async ({ demo, page }) => {
  await demo.open();
  await demo.connect();
  await demo.expectStage("waiting-for-card");
  await page.evaluate(() => localStorage.setItem("kazashi.bundle-version.kazashi-rulebook", "999999"));
  await page.reload();
  await demo.expectFailure("envelope.rollback");
});
