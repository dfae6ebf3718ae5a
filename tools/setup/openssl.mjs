// libcrypto out of one source, natively and for WebAssembly, kept in the cache by source, recipe and compiler.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { command } from "./console.mjs";
import { fingerprint, kept } from "./kept.mjs";
import { pins, root } from "./places.mjs";

const recipe = join(root, "wasm", "openssl");

async function libcrypto(target, source, compiler) {
  const key = [source.id, fingerprintOfRecipe(), compiler.id, target];
  const { folder, made } = await kept(`openssl-${target}`, key, (work) => {
    const env = { CC: compiler.cc, AR: compiler.ar, RANLIB: compiler.ranlib };
    return command(`openssl-${target}`, join(recipe, "build.sh"), [target, source.folder, work], { env });
  });
  return { folder, note: made ? "built" : "found in the cache" };
}

// Names relative to the recipe, so that every clone of the tree has the same key.
const fingerprintOfRecipe = () => {
  const before = process.cwd();
  process.chdir(recipe);
  try {
    return fingerprint(["."]);
  } finally {
    process.chdir(before);
  }
};

export function nativeOpenssl(source, native) {
  const tool = (name) =>
    existsSync(join(native.llvm, `llvm-${name}`)) ? join(native.llvm, `llvm-${name}`) : name;
  return libcrypto("native", source, { ...native, cc: native.clang, ar: tool("ar"), ranlib: tool("ranlib") });
}

/** Calls clang with emcc's own flags: the same objects as through emcc, three times as fast. */
export function wasmOpenssl(source, emscripten) {
  const env = { ...process.env, EM_COMPILER_WRAPPER: "" };
  const flags = spawnSync(join(emscripten.root, "emcc"), ["--cflags"], {
    encoding: "utf8",
    env,
  }).stdout.trim();
  const tool = (name) =>
    [`${name}-${pins.clang}`, name]
      .map((file) => join(emscripten.llvm, file))
      .find((path) => existsSync(path));
  const cc = `${tool("clang")} ${flags}`;
  return libcrypto("wasm32", source, {
    id: emscripten.id,
    cc,
    ar: tool("llvm-ar"),
    ranlib: tool("llvm-ranlib"),
  });
}
