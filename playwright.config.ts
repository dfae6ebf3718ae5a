import { defineConfig } from "@playwright/test";
import type { Backend } from "./tests/browser/support/fixtures.js";
import { findChromium } from "./tests/browser/support/places.js";

const executablePath = findChromium();
// Containers run as root, where Chromium has no sandbox to offer; the only pages opened are our own.
const args = ["--no-sandbox"];
const launchOptions = (...more: string[]) => ({
  args: [...args, ...more],
  ...(executablePath && { executablePath }),
});

export default defineConfig<{ backend: Backend }>({
  testDir: "tests/browser",
  outputDir: "build/browser-tests/results",
  globalSetup: "./tests/browser/support/prepare.ts",
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 20_000 },
  forbidOnly: Boolean(process.env["CI"]),
  reporter: [["list"]],
  use: { colorScheme: "light", viewport: { width: 1100, height: 900 }, launchOptions: launchOptions() },
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
            launchOptions: launchOptions("--enable-blink-features=MojoJS,MojoJSTest"),
          },
        },
      ]
    : [{ name: "none", testMatch: "no-chromium.spec.ts" }],
});
