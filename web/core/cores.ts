// The core's two modules: the small one that every page loads, and the full one, fetched when a use needs it.
import { KazashiError } from "./failure.js";
import type { Use } from "./generated/codes.js";
import { loadFullKazashi, loadKazashi } from "./loader.js";
import type { Disposable, KazashiModule } from "./seam.js";
import type { WasmSource } from "./wasm-file.js";

export class Cores {
  #main: KazashiModule | undefined;
  #full: Promise<KazashiModule> | undefined;
  #fullSource: WasmSource | undefined;

  async load(wasm: WasmSource, fullWasm?: WasmSource): Promise<void> {
    this.#fullSource ??= fullWasm;
    this.#main ??= await loadKazashi(wasm);
  }

  get main(): KazashiModule {
    if (!this.#main) throw new KazashiError("program.unavailable");
    return this.#main;
  }

  /** Fails with program.use-missing where the small module lacks the use and nobody said where the full one is. */
  async withUse(use: Use): Promise<KazashiModule> {
    if (has(this.main, use)) return this.main;
    if (this.#fullSource === undefined) throw new KazashiError("program.use-missing");
    this.#full ??= loadFullKazashi(this.#fullSource);
    try {
      return await this.#full;
    } catch (error) {
      this.#full = undefined; // a fetch that failed is tried again
      throw error;
    }
  }
}

function has(core: KazashiModule, use: Use): boolean {
  return (JSON.parse(core.uses()) as readonly string[]).includes(use);
}

/** Something opened from the same octets in each module that needs it. */
export class Held<Handle extends Disposable> {
  readonly #handles = new Map<KazashiModule, Handle>();

  constructor(private readonly open: (core: KazashiModule) => Handle) {}

  in(core: KazashiModule): Handle {
    let handle = this.#handles.get(core);
    if (!handle) {
      handle = this.open(core);
      this.#handles.set(core, handle);
    }
    return handle;
  }

  delete(): void {
    for (const handle of this.#handles.values()) handle.delete();
    this.#handles.clear();
  }
}
