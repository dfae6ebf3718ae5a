// libcrypto out of one source, natively and for WebAssembly, kept in the cache by source, recipe and compiler.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { command } from "./console.mjs";
import { kept, sha256 } from "./kept.mjs";
import { pins, root } from "./places.mjs";

const recipe = join(root, "wasm", "openssl");

async function libcrypto(target, source, compiler) {
  const files = target === "native" ? ["build.sh"] : readdirSync(recipe);
  const texts = files.map((file) => sha256(readFileSync(join(recipe, file))));
  const { folder, made } = await kept(`openssl-${target}`, [source.id, compiler.id, texts], (work) => {
    const env = { CC: compiler.cc, AR: compiler.ar, RANLIB: compiler.ranlib };
    return command(`openssl-${target}`, join(recipe, "build.sh"), [target, source.folder, work], { env });
  });
  return { folder, note: made ? "built" : "found in the cache" };
}

export function nativeOpenssl(source, native) {
  const tool = (name) =>
    existsSync(join(native.llvm, `llvm-${name}`)) ? join(native.llvm, `llvm-${name}`) : name;
  return libcrypto("native", source, { ...native, cc: native.clang, ar: tool("ar"), ranlib: tool("ranlib") });
}

/** `target`: wasm32 or wasm32-lean. Calls clang with emcc's own flags: the same objects, three times as fast. */
export function wasmOpenssl(source, emscripten, target) {
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
  return libcrypto(target, source, {
    id: emscripten.id,
    cc,
    ar: tool("llvm-ar"),
    ranlib: tool("llvm-ranlib"),
  });
}
