// `npm run build`: the WebAssembly modules, the test certificates, the rulebook, then the web parts, into build/.
import { cpSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { command, steps } from "./setup/console.mjs";
import { setup } from "./setup/index.mjs";
import { fingerprint, unlessDone } from "./setup/kept.mjs";
import { build as buildFolder, root } from "./setup/places.mjs";

const modules = ["kazashi", "kazashi-full", "kazashi-simulator"];
// Without JavaScript around it: its caller instantiates it.
const bareModules = ["kazashi-jpeg2000"];
const assets = join(buildFolder, "wasm");
const inTree = (...paths) => paths.map((path) => join(root, path));

/** Configures a CMake preset and builds targets of it (all of them when none is named). */
export async function cmake(preset, targets = []) {
  // Once; after that ninja asks CMake again by itself when a CMakeLists.txt changed.
  const inputs = inTree("CMakePresets.json", "build/toolchain.cmake");
  const key = () => [fingerprint(inputs), existsSync(join(buildFolder, preset, "build.ninja"))];
  await unlessDone(`configure-${preset}`, key, () =>
    command(`configure-${preset}`, "cmake", ["--preset", preset], { cwd: root }),
  );
  const chosen = targets.length > 0 ? ["--target", ...targets] : [];
  await command(`build-${preset}`, "cmake", ["--build", "--preset", preset, ...chosen], { cwd: root });
}

async function wasmModules() {
  await cmake(
    "wasm-release",
    [...modules, ...bareModules].map((name) => `wasm_${name}`),
  );
  mkdirSync(assets, { recursive: true });
  const files = modules.flatMap((name) => [`${name}.mjs`, `${name}.wasm`, `${name}.d.ts`]);
  for (const file of [...files, ...bareModules.map((name) => `${name}.wasm`)]) {
    cpSync(join(buildFolder, "wasm-release", "wasm", file), join(assets, file), { preserveTimestamps: true });
  }
}

// People whose certificates are valid, expiring or expired as seen from today: made anew once a week.
async function testPki() {
  await cmake("native-release", ["kazashi_test_pki"]);
  const tool = join(buildFolder, "native-release", "tests", "simulator", "pki", "kazashi_test_pki");
  const out = join(assets, "test-pki.json");
  const week = Math.floor(Date.now() / (7 * 24 * 3600 * 1000));
  const today = new Date().toISOString().slice(0, 10);
  return unlessDone(
    "test-pki",
    () => [fingerprint([tool]), week, existsSync(out)],
    () => command("test-pki", tool, ["--today", today, "--out", out]),
  );
}

async function rulebook() {
  await command("rulebook", process.execPath, [join(root, "tools", "build-rulebook.mjs")], { cwd: root });
}

function web() {
  const configs = [
    "package.json",
    "package-lock.json",
    "vite.config.ts",
    "tsconfig.base.json",
    "tsconfig.dist.json",
  ];
  const inputs = inTree("web", "src/base", "tools", ...configs);
  const core = [
    ...modules.flatMap((name) => [`${name}.mjs`, `${name}.wasm`]),
    ...bareModules.map((name) => `${name}.wasm`),
    "test-pki.json",
    "rulebook.json",
    "procedures.json",
  ];
  const all = [...inputs, ...core.map((file) => join(assets, file))];
  const key = () => [
    fingerprint(all),
    ["dist", "site"].map((folder) => existsSync(join(buildFolder, folder))),
  ];
  return unlessDone("web", key, () => command("build-web", "npm", ["run", "build:web"], { cwd: root }));
}

export async function build({ withTests = false } = {}) {
  await setup({ withTests });
  await steps("Building", [
    ["WebAssembly modules", wasmModules],
    ["Test certificates", testPki],
    ["Rulebook", rulebook],
    ["Web pages and packages", web],
  ]);
}
