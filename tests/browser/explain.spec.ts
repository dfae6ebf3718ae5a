// <kazashi-explain> on a page of its own: the table that the command prints, as a table that everybody can read.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, type Page, test } from "@playwright/test";
import type axe from "axe-core";
import { build } from "vite";
import type { Explanation } from "../../web/explain/explanation.js";
import type { KazashiExplain } from "../../web/explain/kazashi-explain.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const origin = "https://explain.example";
const types: Readonly<Record<string, string>> = { ".html": "text/html", ".js": "text/javascript" };
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let outDir: string;
// eslint-disable-next-line no-empty-pattern
test.beforeAll(async ({}, info) => {
  outDir = join(root, "build/browser-tests", `explain-${info.workerIndex}`);
  await build({
    configFile: false,
    root: join(root, "web/explain"),
    base: "./",
    logLevel: "error",
    build: { outDir, emptyOutDir: true, target: "es2022", modulePreload: { polyfill: false } },
  });
});

function explanationOf(language: string, decision: string, inputs: object): Explanation {
  const cli = join(root, "build/dist/server/cli.js");
  const args = ["explain", decision, "--json", "--lang", language, "--inputs", JSON.stringify(inputs)];
  return JSON.parse(execFileSync(process.execPath, [cli, ...args], { encoding: "utf8" })) as Explanation;
}

async function show(page: Page, explanation: Explanation): Promise<void> {
  await page.route(`${origin}/**`, (route) => {
    const { pathname } = new URL(route.request().url());
    const file = pathname === "/" ? "/index.html" : pathname;
    return route.fulfill({ body: readFileSync(join(outDir, file)), contentType: types[extname(file)] ?? "" });
  });
  await page.goto(`${origin}/`);
  await page.evaluate(async (given) => {
    await customElements.whenDefined("kazashi-explain");
    const element = document.querySelector("kazashi-explain") as KazashiExplain;
    element.explanation = given;
    await element.updateComplete;
  }, explanation);
}

const known = {
  evaluationDate: "2026-07-11",
  item: "certificate",
  holderType: "domestic",
  expiryDate: "2026-10-10",
};

test("shows the rows, the one that fired and the sentence", async ({ page }) => {
  await show(page, explanationOf("ja", "D-RENEWAL", known));
  await expect(page.locator("tr[data-state=fired]")).toHaveAttribute("data-row", "R6");
  await expect(page.locator("tr[data-state=passed-over]")).toHaveCount(5);
  await expect(page.locator("tr[data-state=not-tried]")).toHaveCount(1);
  await expect(page.locator("blockquote")).toHaveText(
    "マイナンバーカードと電子証明書、いずれも有効期限の3か月前から更新可能です",
  );
});

test("asks for what is missing", async ({ page }) => {
  await show(page, explanationOf("en", "D-RENEWAL", { evaluationDate: "2026-07-11" }));
  await expect(page.locator("tr[data-input=expiryDate]")).toHaveAttribute("data-state", "unknown");
  await expect(page.getByText("What is still needed")).toBeVisible();
  await expect(page.locator("blockquote")).toHaveCount(0);
});

for (const language of ["ja", "en", "ja-easy"]) {
  test(`axe finds nothing, on the smallest phone: ${language}`, async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await show(page, explanationOf(language, "D-RENEWAL", known));
    await page.evaluate(axeSource);
    const violations = await page.evaluate(async () => {
      const { axe: checker } = globalThis as unknown as { axe: typeof axe };
      const { violations: found } = await checker.run(document);
      return found.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} at ${target.join(" ")}`));
    });
    expect(violations).toEqual([]);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
  });
}
