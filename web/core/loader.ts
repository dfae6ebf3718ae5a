// Loads the core: in a worker, in a page or in Node.
import createKazashi from "kazashi/kazashi.mjs";
import { wasmSha256 } from "./generated/wasm-hashes.js";
import type { KazashiModule } from "./seam.js";
import { compileChecked, instantiate, type WasmSource } from "./wasm-file.js";

export async function loadKazashi(source: WasmSource): Promise<KazashiModule> {
  return instantiate<KazashiModule>(createKazashi, await compileChecked(source, wasmSha256.kazashi));
}
