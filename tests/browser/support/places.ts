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
