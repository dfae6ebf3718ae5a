// Before the first test: the scripts that run inside the page are bundled, the browser's Mojo bindings taken and tried.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { build, type InlineConfig } from "vite";
import { dumpMojoBindings } from "./mojo-bindings.js";
import { blinkUnfit, findChromium, inTree, mojoBindings, pageScripts } from "./places.js";

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
      lib: {
        entry: inTree("tests/browser/page", entry),
        formats: ["es"],
        fileName: () => entry.replace(/\.\w+$/, ".js"),
      },
    },
  };
}

export default async function prepare(): Promise<void> {
  const chromium = findChromium();
  if (!chromium) return;
  mkdirSync(pageScripts, { recursive: true });
  rmSync(blinkUnfit, { force: true });
  await build(bundle("fake-usb.ts"));
  let version = "";
  try {
    version = await dumpMojoBindings(chromium);
    await build(bundle("blink-usb.js"));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    writeFileSync(blinkUnfit, `Chromium ${version}: ${reason}`);
  }
}
