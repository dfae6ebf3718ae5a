// The native compiler and the programs every build needs.
import { spawnSync } from "node:child_process";
import { realpathSync } from "node:fs";
import { dirname } from "node:path";
import { Missing } from "./console.mjs";
import { pins } from "./places.mjs";

const run = (program, args = ["--version"]) => {
  const result = spawnSync(program, args, { encoding: "utf8" });
  return result.status === 0 ? result.stdout : undefined;
};

/** { clang, clangxx, llvm, id }: g++ 12 miscompiles coroutines, so clang 19 or later. */
export function nativeCompiler() {
  for (const suffix of [`-${pins.clang}`, ""]) {
    const banner = run(`clang++${suffix}`);
    if (Number(banner?.match(/version (\d+)/)?.[1]) < pins.clang || banner === undefined) continue;
    const clang = run("which", [`clang${suffix}`]).trim();
    const clangxx = run("which", [`clang++${suffix}`]).trim();
    return {
      clang,
      clangxx,
      llvm: dirname(realpathSync(clang)),
      id: banner.split("\n").slice(0, 2).join(" "),
    };
  }
  throw new Missing(`Clang ${pins.clang} or later is needed and not installed.`);
}

/** On systems whose packages we do not install, names what is missing before anything is built. */
export function requirePrograms() {
  const missing = ["git", "cmake", "ninja", "perl", "make", "python3", "tar"].filter(
    (name) => run(name) === undefined,
  );
  if (missing.length > 0)
    throw new Missing(`These programs are needed and not installed: ${missing.join(", ")}.`);
}
