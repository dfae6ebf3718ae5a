// A wasm file that is the one this code was built with, or none. Subresource integrity does not reach wasm, so the digest
// is compared here, before a single instruction is compiled.
import { KazashiError } from "./failure.js";

/** Where the file is, or its octets. */
export type WasmSource = URL | string | Uint8Array<ArrayBuffer>;

/** Fails with program.unavailable when the file cannot be fetched, with program.altered when it is another file. */
export async function compileChecked(source: WasmSource, sha256: string): Promise<WebAssembly.Module> {
  const octets = source instanceof Uint8Array ? source : await fetchOctets(source);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", octets));
  const hex = Array.from(digest, (octet) => octet.toString(16).padStart(2, "0")).join("");
  if (hex !== sha256) throw new KazashiError("program.altered");
  return WebAssembly.compile(octets);
}

async function fetchOctets(source: URL | string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const response = await fetch(source);
    if (!response.ok) throw new KazashiError("program.unavailable");
    return new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    throw new KazashiError("program.unavailable", { cause });
  }
}

/** The part of an Emscripten factory's options that hands it a module compiled elsewhere. */
export interface InstantiateHook {
  instantiateWasm(
    imports: WebAssembly.Imports,
    done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
  ): object;
}

/** Runs an Emscripten factory on a module that compileChecked() gave. */
export async function instantiate<Module>(
  factory: (options: InstantiateHook) => Promise<Module>,
  compiled: WebAssembly.Module,
): Promise<Module> {
  return new Promise((resolve, reject) => {
    factory({
      instantiateWasm(imports, done) {
        WebAssembly.instantiate(compiled, imports).then((instance) => done(instance, compiled), reject);
        return {};
      },
    }).then(resolve, reject);
  });
}
