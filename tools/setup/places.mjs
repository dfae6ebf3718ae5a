// Where things stand: the source tree, its build folder and the user's cache folder. Nothing else is written to.
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { readFileSync } from "node:fs";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
export const build = join(root, "build");
export const logs = join(build, "logs");
export const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "kazashi");
export const pins = JSON.parse(readFileSync(join(root, "tools", "pins.json"), "utf8"));
