// Before the first test: the scripts that run inside the page are bundled, the browser's Mojo bindings taken and tried.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { chromium } from "@playwright/test";
import { build, type InlineConfig } from "vite";
import { dumpMojoBindings } from "./mojo-bindings.js";
import { findPerson } from "./people.js";
import {
  blinkArguments,
  blinkUnfit,
  findChromium,
  inTree,
  mojoBindings,
  pageScripts,
  testFile,
} from "./places.js";

function bundle(entry: string): InlineConfig {
  return {
    configFile: false,
    logLevel: "error",
    resolve: {
      alias: [
        { find: /^kazashi\/(kazashi-simulator\.mjs)$/, replacement: `${inTree("build/wasm")}/$1` },
        { find: /^mojo-bindings\//, replacement: `${mojoBindings}/` },
      ],
    },
    build: {
      target: "esnext",
      minify: false,
      emptyOutDir: false,
      outDir: pageScripts,
      rolldownOptions: { external: ["module"] },
      lib: {
        entry: inTree("tests/browser/page", entry),
        formats: ["es"],
        fileName: () => entry.replace(/\.\w+$/, ".js"),
      },
    },
  };
}

/** One device through the whole pipe. A browser whose messages have other shapes than the rig's hangs or refuses here. */
async function tryBlink(executablePath: string): Promise<void> {
  const browser = await chromium.launch({ executablePath, args: blinkArguments });
  try {
    const page = await browser.newPage();
    // Nothing listens there: every answer is ours, on an origin that browsers trust with USB.
    await page.route("http://localhost/**", (route) => {
      const url = route.request().url();
      return route.fulfill(
        url.includes("/__test__/") ? testFile(url) : { contentType: "text/html", body: "<!doctype html>" },
      );
    });
    await page.goto("http://localhost/");
    const setup = { person: JSON.stringify(findPerson("adult")), chooser: "choose", shape: "rc-s380" };
    const seen = await page.evaluate(async (kazashiSetup) => {
      Object.assign(globalThis, { kazashiSetup });
      const tooLate = new Promise<string>((resolve) =>
        setTimeout(() => resolve("no answer in 10 s"), 10_000),
      );
      const script = "/__test__/blink-usb.js";
      const opened = import(script).then(async () => {
        const device = await navigator.usb.requestDevice({ filters: [] });
        await device.open();
        await device.claimInterface(0);
        return device instanceof USBDevice ? "opened" : "not Blink's own device";
      });
      return Promise.race([opened, tooLate]);
    }, setup);
    if (seen !== "opened") throw new Error(seen);
  } finally {
    await browser.close();
  }
}

export default async function prepare(): Promise<void> {
  const executablePath = findChromium();
  if (!executablePath) return;
  mkdirSync(pageScripts, { recursive: true });
  rmSync(blinkUnfit, { force: true });
  await build(bundle("fake-usb.ts"));
  let version = "of unknown version";
  try {
    version = await dumpMojoBindings(executablePath);
    await build(bundle("blink-usb.js"));
    await tryBlink(executablePath);
    console.log(`Chromium ${version}: the pipe behind its WebUSB is ours.`);
  } catch (error) {
    const reason = `Chromium ${version}: ${error instanceof Error ? error.message : String(error)}`;
    writeFileSync(blinkUnfit, reason);
    console.log(`\nBLINK'S OWN WEBUSB IS NOT TESTED: the rig does not fit this browser.\n${reason}\n`);
  }
}
