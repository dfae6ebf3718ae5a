// Loads the core: in a worker, in a page or in Node.
import createKazashi from "kazashi/kazashi.mjs";
import { wasmSha256 } from "./generated/wasm-hashes.js";
import type { FullKazashiModule, KazashiModule } from "./seam.js";
import { compileChecked, instantiate, type WasmSource } from "./wasm-file.js";

export async function loadKazashi(source: WasmSource): Promise<KazashiModule> {
  return instantiate<KazashiModule>(createKazashi, await compileChecked(source, wasmSha256.kazashi));
}

/** The module with every use. Its JavaScript is fetched only now, as most pages never need it. */
export async function loadFullKazashi(source: WasmSource): Promise<FullKazashiModule> {
  const [compiled, { default: create }] = await Promise.all([
    compileChecked(source, wasmSha256.kazashiFull),
    import("kazashi/kazashi-full.mjs"),
  ]);
  return instantiate<FullKazashiModule>(create, compiled);
}
