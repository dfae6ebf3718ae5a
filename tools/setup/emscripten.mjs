// A WebAssembly compiler: the one on PATH, else Debian 13's package, else Debian 13's package unpacked into a
// private folder. Whichever it is must first build and run a small module of the kind we make.
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { delimiter, join } from "node:path";
import { command, Missing, say } from "./console.mjs";
import { debian, install } from "./debian.mjs";
import { kept } from "./kept.mjs";
import { build, pins, root } from "./places.mjs";
import { downloadPackages } from "./private-apt.mjs";

const atLeast = (version, wanted) => version.localeCompare(wanted, "en", { numeric: true }) >= 0;
const out = (program, args) => (spawnSync(program, args, { encoding: "utf8" }).stdout ?? "").trim();

/** { root, llvm, id } of the Emscripten whose emcc is `emcc`. */
function describe(emcc) {
  const banner = out(emcc, ["--version"]).split("\n")[0];
  const version = banner.match(/\d+\.\d+\.\d+/)?.[0];
  if (!version || !atLeast(version, pins.emscripten)) return undefined;
  const config = emcc.replace(/emcc$/, "em-config");
  const llvm = out(config, ["LLVM_ROOT"]);
  return {
    root: out(config, ["EMSCRIPTEN_ROOT"]),
    llvm,
    id: `${banner} ${out(join(llvm, clangName(llvm)), ["--version"]).split("\n")[0]}`,
  };
}

// Debian's emscripten calls clang by its numbered name.
const clangName = (llvm) => (existsSync(join(llvm, `clang-${pins.clang}`)) ? `clang-${pins.clang}` : "clang");

/** Builds and runs a module; a compiler that cannot is of no use, whatever its version says. */
async function works(found, label) {
  const folder = join(build, "probe");
  mkdirSync(folder, { recursive: true });
  const source = `#include <emscripten/bind.h>
    static int twice(int value) { return 2 * value; }
    EMSCRIPTEN_BINDINGS(probe) { emscripten::function("twice", &twice); }\n`;
  writeFileSync(join(folder, "probe.cpp"), source);
  const run = `import("${join(folder, "probe.mjs")}").then((m) => m.default()).then((m) => process.exit(m.twice(21) - 42))`;
  // --emit-tsd asks the TypeScript compiler that npm installed
  const env = { PATH: `${join(root, "node_modules", ".bin")}${delimiter}${process.env.PATH}` };
  const flags = "-std=c++23 -Oz -flto -lembind -sMODULARIZE -sEXPORT_ES6 --emit-tsd probe.d.ts -o probe.mjs";
  try {
    await command("emscripten-probe", join(found.root, "em++"), ["probe.cpp", ...flags.split(" ")], {
      cwd: folder,
      env,
    });
    await command("emscripten-probe-run", process.execPath, ["-e", run]);
    return true;
  } catch (error) {
    say(
      `      ${label} does not work here, going on without it (${error.message.trim().split("\n").at(-1)})`,
    );
    return false;
  }
}

function onPath() {
  const folder = process.env.PATH.split(delimiter).find(
    (path) => path !== "" && existsSync(join(path, "emcc")),
  );
  return folder && describe(join(folder, "emcc"));
}

// Debian 13's Emscripten on an older Debian. Its own programs are scripts; only binaryen's are made to use the C
// library that came along. Clang 19 is the host's.
async function unpackPrivately(folder, final) {
  const downloads = join(folder, "downloads");
  mkdirSync(downloads);
  await downloadPackages(
    ["emscripten", "binaryen", "libc6", "libstdc++6", "libgcc-s1", "node-acorn"],
    downloads,
  );
  say("      unpacking");
  for (const file of readdirSync(downloads))
    await command("unpack-deb", "dpkg", ["-x", join(downloads, file), folder]);
  rmSync(downloads, { recursive: true });

  const libraries = readdirSync(join(folder, "usr", "lib")).find((name) => name.endsWith("-linux-gnu"));
  const inside = join(folder, "usr", "lib", libraries);
  const loader = readdirSync(inside).find((name) => name.startsWith("ld-linux"));
  const at = join(final, "usr", "lib", libraries);
  for (const name of readdirSync(join(folder, "usr", "bin")).filter((name) => name.startsWith("wasm"))) {
    const patch = ["--set-interpreter", join(at, loader), "--force-rpath", "--set-rpath", at];
    await command("patchelf", "patchelf", [...patch, join(folder, "usr", "bin", name)]);
  }

  const emscripten = join(folder, "usr", "share", "emscripten");
  // Only acorn: all of Debian's node modules here would offer tsc their types.
  mkdirSync(join(emscripten, "node_modules"), { recursive: true });
  symlinkSync("../../nodejs/acorn", join(emscripten, "node_modules", "acorn"));
  writeFileSync(
    join(emscripten, ".emscripten"),
    [
      "LLVM_ROOT = '/usr/bin'",
      `LLVM_ADD_VERSION = '${pins.clang}'`,
      `CLANG_ADD_VERSION = '${pins.clang}'`,
      `BINARYEN_ROOT = '${join(final, "usr")}'`,
      `NODE_JS = '${process.execPath}'`,
      "FROZEN_CACHE = True # Debian's prebuilt libraries are complete; building them again takes minutes",
      "",
    ].join("\n"),
  );
}

async function privateToolchain() {
  const { folder } = await kept(
    "emscripten",
    [unpackPrivately.toString(), process.execPath],
    unpackPrivately,
  );
  return describe(join(folder, "usr", "share", "emscripten", "emcc"));
}

/** The Emscripten to build with: { root, llvm, id }. */
export async function emscripten() {
  const remembered = join(build, "stamps", "emscripten.json");
  if (existsSync(remembered)) {
    const before = JSON.parse(readFileSync(remembered, "utf8"));
    const now = existsSync(join(before.root, "emcc")) && describe(join(before.root, "emcc"));
    if (now && now.id === before.id && before.node === process.execPath) return now;
  }
  const found = await choose();
  mkdirSync(join(build, "stamps"), { recursive: true });
  writeFileSync(remembered, JSON.stringify({ ...found, node: process.execPath }));
  return found;
}

async function choose() {
  const here = onPath();
  if (here && (await works(here, "the emcc on PATH"))) return here;
  if (!debian()) {
    throw new Missing(
      `No Emscripten ${pins.emscripten} or later is on PATH, and only on Debian can Kazashi fetch one by itself: install emsdk and activate it.`,
    );
  }
  if (debian().release >= 13) {
    await install(["emscripten"]);
    const packaged = describe("/usr/bin/emcc");
    if (packaged && (await works(packaged, "Debian's emscripten"))) return packaged;
  }
  const own = await privateToolchain();
  if (own && (await works(own, "the private Emscripten"))) return own;
  throw new Missing("No working Emscripten could be set up; the log folder build/logs tells what failed.");
}
