// Makes web/core/generated/wasm-hashes.ts: the digests of the modules this code is built with. The loader compiles no other.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** @param {Record<string, Uint8Array>} modules octets by name */
export function renderHashes(modules) {
  const entries = Object.entries(modules).map(([name, octets]) => {
    const hash = createHash("sha256").update(octets).digest("hex");
    return `  ${name}: "${hash}",\n`;
  });
  return (
    "// Made by tools/generate-wasm-hashes.mjs. Not written by hand, not committed.\n" +
    `export const wasmSha256 = {\n${entries.join("")}} as const;\n`
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const octets = (file) => readFileSync(join(root, "build/wasm", file));
  const target = join(root, "web/core/generated/wasm-hashes.ts");
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(
    target,
    renderHashes({
      kazashi: octets("kazashi.wasm"),
      kazashiFull: octets("kazashi-full.wasm"),
      simulator: octets("kazashi-simulator.wasm"),
      jpeg2000: octets("kazashi-jpeg2000.wasm"),
    }),
  );
}
