// The npm packages of the lock file, installed again only when it changed.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { command } from "./console.mjs";
import { fingerprint, unlessDone } from "./kept.mjs";
import { root } from "./places.mjs";

export function nodeModules() {
  const lock = [join(root, "package-lock.json"), join(root, ".npmrc")];
  const key = () => [fingerprint(lock), process.version, existsSync(join(root, "node_modules"))];
  return unlessDone("npm", key, () =>
    command("npm-ci", "npm", ["ci", "--no-audit", "--no-fund"], { cwd: root }),
  );
}
