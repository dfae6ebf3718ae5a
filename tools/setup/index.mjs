// `npm run setup`: everything a build needs, found or made; writes down where it is in build/toolchain.cmake.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Missing, steps } from "./console.mjs";
import { buildPackages, debian, install, testPackages } from "./debian.mjs";
import { emscripten } from "./emscripten.mjs";
import { writeIfChanged } from "./kept.mjs";
import { nativeCompiler, requirePrograms } from "./native.mjs";
import { nodeModules } from "./node-modules.mjs";
import { nativeOpenssl, wasmOpenssl } from "./openssl.mjs";
import { build, cache } from "./places.mjs";
import { catch2Source, jsonInclude, openjpegSource, opensslSource } from "./sources.mjs";

async function packages(withTests) {
  if (process.platform !== "linux") throw new Missing("Kazashi is built on Linux; this is another system.");
  if (!debian()) {
    requirePrograms();
    return "not Debian: using what is installed";
  }
  const note = await install([...buildPackages, ...(withTests ? testPackages : [])]);
  requirePrograms();
  return note;
}

export async function setup({ withTests = false } = {}) {
  mkdirSync(cache, { recursive: true });
  mkdirSync(build, { recursive: true });
  const found = {};
  await steps("Setting up", [
    ["Debian packages", () => packages(withTests)],
    ["npm packages", nodeModules],
    ["WebAssembly compiler", async () => (found.emscripten = await emscripten()).id],
    [
      "Catch2 and nlohmann/json",
      async () => {
        found.catch2 = await catch2Source();
        found.json = await jsonInclude();
      },
    ],
    ["OpenJPEG's source", async () => (found.openjpeg = await openjpegSource()).id],
    ["OpenSSL's source", async () => (found.source = await opensslSource()).id],
    [
      "OpenSSL, native",
      async () => (found.native = await nativeOpenssl(found.source, nativeCompiler())).note,
    ],
    [
      "OpenSSL, WebAssembly",
      async () => (found.wasm = await wasmOpenssl(found.source, found.emscripten, "wasm32")).note,
    ],
    [
      "OpenSSL, WebAssembly, lean",
      async () => (found.lean = await wasmOpenssl(found.source, found.emscripten, "wasm32-lean")).note,
    ],
  ]);
  const { clang, clangxx } = nativeCompiler();
  const places = {
    KAZASHI_CACHE: cache,
    KAZASHI_CLANG: clang,
    KAZASHI_CLANGXX: clangxx,
    KAZASHI_EMSCRIPTEN: found.emscripten.root,
    KAZASHI_OPENSSL_NATIVE: found.native.folder,
    KAZASHI_OPENSSL_WASM: found.wasm.folder,
    KAZASHI_OPENSSL_WASM_LEAN: found.lean.folder,
    KAZASHI_CATCH2: found.catch2,
    KAZASHI_JSON_INCLUDE: found.json,
    KAZASHI_OPENJPEG: found.openjpeg.folder,
  };
  const lines = Object.entries(places).map(([name, value]) => `set(${name} "${value}")\n`);
  writeIfChanged(join(build, "toolchain.cmake"), `# Written by npm run setup.\n${lines.join("")}`);
}
