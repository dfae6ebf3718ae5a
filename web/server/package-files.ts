// Where this package keeps what the build made beside its JavaScript.
import { readFile } from "node:fs/promises";

/** build/dist/server/ -> build/wasm/ */
export function packageFile(name: string): URL {
  return new URL(`../../wasm/${name}`, import.meta.url);
}

export async function readPackageText(name: string): Promise<string> {
  return readFile(packageFile(name), "utf8");
}

export async function readPackageOctets(name: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await readFile(packageFile(name)));
}
