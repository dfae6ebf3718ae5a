// What a page would have to load to do the same work: each library bundled and minified with what the work needs of it,
// then compressed as a server would.
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import { build } from "vite";

const root = fileURLToPath(new URL("../../", import.meta.url));

const entries = {
  kazashi: `import "kazashi/worker"; export { KazashiClient } from "kazashi";`,
  "node-forge": `import forge from "node-forge"; export const { asn1, md, pki, util } = forge;`,
  pkijs: `export { Certificate, CertificateChainValidationEngine, CryptoEngine, setEngine } from "pkijs";`,
  "peculiar-x509": `import "reflect-metadata"; export { BasicConstraintsExtension, X509Certificate } from "@peculiar/x509";`,
};

/** Octets by contestant. */
export async function compressedSizes() {
  const sizes = {};
  for (const [id, entry] of Object.entries(entries)) sizes[id] = await compressedBundle(entry);
  return sizes;
}

async function compressedBundle(entry) {
  const folder = fileURLToPath(new URL("../../build/bench/", import.meta.url)); // inside, so that packages are found
  mkdirSync(folder, { recursive: true });
  const path = `${folder}entry.js`;
  writeFileSync(path, entry);
  const { output } = await build({
    root,
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      minify: true,
      target: "es2022",
      assetsInlineLimit: 0, // the wasm is a file of its own, as in a page
      rolldownOptions: { input: path, preserveEntrySignatures: "strict" },
    },
  });
  return output
    .filter(({ fileName }) => /\.(js|mjs|wasm)$/.test(fileName))
    .filter(({ fileName }) => !fileName.includes("kazashi-full")) // loaded by uses that this work is none of
    .map((file) => compressed(Buffer.from(file.code ?? file.source)))
    .reduce((sum, size) => sum + size, 0);
}

function compressed(octets) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: octets.length };
  return brotliCompressSync(octets, { params }).length;
}
