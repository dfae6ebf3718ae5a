import { defineConfig } from "@playwright/test";
import type { Backend } from "./tests/browser/support/fixtures.js";
import { blinkArguments, chromiumArguments, findChromium } from "./tests/browser/support/places.js";

const executablePath = findChromium();
const launchOptions = (args: string[]) => ({ args, ...(executablePath && { executablePath }) });

export default defineConfig<{ backend: Backend }>({
  testDir: "tests/browser",
  outputDir: "build/browser-tests/results",
  globalSetup: "./tests/browser/support/prepare.ts",
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 20_000 },
  forbidOnly: Boolean(process.env["CI"]),
  reporter: [["list"]],
  use: {
    colorScheme: "light",
    viewport: { width: 1100, height: 900 },
    launchOptions: launchOptions(chromiumArguments),
  },
  projects: executablePath
    ? [
        {
          name: "fake-usb",
          testMatch: "*.spec.ts",
          testIgnore: "no-chromium.spec.ts",
          use: { backend: "fake-usb" },
        },
        {
          name: "blink-usb",
          testMatch: ["visit.spec.ts", "webusb.spec.ts"],
          use: {
            backend: "blink-usb",
            launchOptions: launchOptions(blinkArguments),
          },
        },
      ]
    : [{ name: "none", testMatch: "no-chromium.spec.ts" }],
});
