// Results kept by what they were made from: made once, found again, never half there.
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { build, cache } from "./places.mjs";

export const sha256 = (data) => createHash("sha256").update(data).digest("hex");

/** A hash over files and whole folders: names and contents, not times. */
export function fingerprint(paths) {
  const hash = createHash("sha256");
  const visit = (path) => {
    if (!existsSync(path)) return hash.update(`${path} absent\n`);
    if (!statSync(path).isDirectory()) return hash.update(`${path} ${sha256(readFileSync(path))}\n`);
    for (const name of readdirSync(path).sort()) visit(join(path, name));
  };
  for (const path of paths) visit(path);
  return hash.digest("hex");
}

/** The cache folder <name>-<hash of key>; `make(folder, final)` fills it when it is not there yet. */
export async function kept(name, key, make) {
  const final = join(cache, `${name}-${sha256(JSON.stringify(key)).slice(0, 16)}`);
  if (existsSync(final)) return { folder: final, made: false };
  const unfinished = `${final}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  try {
    await make(unfinished, final);
    if (!existsSync(final)) renameSync(unfinished, final);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return { folder: final, made: true };
}

/**
 * Runs `make` unless it ran before, in this tree, with the same key. The key is asked again afterwards, since what
 * is made may be a part of it.
 */
export async function unlessDone(name, key, make) {
  const stamp = join(build, "stamps", name);
  const hash = () => sha256(JSON.stringify(key()));
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === hash()) return "nothing changed";
  await make();
  mkdirSync(join(build, "stamps"), { recursive: true });
  writeFileSync(stamp, hash());
  return undefined;
}

/** Writes a file only when it would differ, so that what depends on its time stays as it is. */
export function writeIfChanged(path, text) {
  if (!existsSync(path) || readFileSync(path, "utf8") !== text) writeFileSync(path, text);
}
