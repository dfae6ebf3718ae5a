// Where things are that the browser tests need.
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../../", import.meta.url));
export const inTree = (...path: string[]): string => join(root, ...path);

/** What the tests make before they start; never committed. */
export const pageScripts = inTree("build/browser-tests");
export const mojoBindings = join(pageScripts, "mojo-bindings");
export const blinkUnfit = join(pageScripts, "blink-unfit.txt");

// Containers run as root, where Chromium has no sandbox to offer; the only pages opened are our own.
export const chromiumArguments = ["--no-sandbox"];
/** With these, a test may stand in for the browser's half of WebUSB. */
export const blinkArguments = [...chromiumArguments, "--enable-blink-features=MojoJS,MojoJSTest"];

const candidates = ["chromium", "chromium-browser", "google-chrome"];

/** The Chromium of this machine; none is downloaded. */
export function findChromium(): string | undefined {
  const named = process.env["KAZASHI_CHROMIUM"];
  if (named) return existsSync(named) ? named : undefined;
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return folders
    .flatMap((folder) => candidates.map((name) => join(folder, name)))
    .find((program) => existsSync(program));
}

/** What a page under test may fetch from below /__test__/: bundled scripts and the simulator. */
export function testFile(address: string): { path: string; contentType: string } {
  const name = new URL(address).pathname.split("/").at(-1) ?? "";
  return name.endsWith(".wasm")
    ? { path: inTree("build/wasm", name), contentType: "application/wasm" }
    : { path: join(pageScripts, name), contentType: "text/javascript" };
}
