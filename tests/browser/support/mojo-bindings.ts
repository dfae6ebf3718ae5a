// Takes the Mojo bindings of WebUSB from the installed browser, where chrome://usb-internals carries them. They are that
// browser's and change with it, so they are taken anew for every run and never kept.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { chromium } from "@playwright/test";
import { chromiumArguments, mojoBindings } from "./places.js";

/** The browser's version. Throws when the page does not give what the rig needs. */
export async function dumpMojoBindings(executablePath: string): Promise<string> {
  rmSync(mojoBindings, { recursive: true, force: true });
  const browser = await chromium.launch({ executablePath, args: chromiumArguments });
  try {
    const page = await browser.newPage();
    const files = new Map<string, Promise<string>>();
    page.on("response", (response) => {
      const url = response.url();
      if (url.includes("mojo") && url.endsWith(".js"))
        files.set(url.replace("chrome://", ""), response.text());
    });
    await page.goto("chrome://usb-internals/", { waitUntil: "networkidle" });
    for (const [name, text] of files) write(name, await text);
    for (const needed of ["usb_device", "usb_enumeration_options", "usb_manager_client"]) {
      if (!files.has(`usb-internals/${needed}.mojom-webui.js`)) throw new Error(`no bindings of ${needed}`);
    }
    return browser.version();
  } finally {
    await browser.close();
  }
}

/** Imports go from the browser's own addresses to files that lie beside each other. */
function write(name: string, text: string): void {
  const target = join(mojoBindings, name);
  mkdirSync(dirname(target), { recursive: true });
  const resources = relative(dirname(target), join(mojoBindings, "resources"));
  writeFileSync(target, text.replace(/'(chrome:)?\/\/resources\//g, `'./${resources}/`));
}
