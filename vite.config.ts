import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const inTree = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: inTree("web/site"),
  base: "./",
  resolve: {
    // The package's own exports, which TypeScript finds by package.json and Vite does not.
    alias: [
      { find: /^kazashi\/(kazashi(-[a-z0-9]+)?\.(mjs|wasm))/, replacement: `${inTree("build/wasm")}/$1` },
    ],
  },
  assetsInclude: ["**/*.cose"],
  worker: { format: "es", rolldownOptions: { external: ["module"] } },
  build: {
    outDir: inTree("build/site"),
    emptyOutDir: true,
    target: "es2022",
    // Under the page's Content-Security-Policy a data: address cannot be fetched, so every file stays a file.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Emscripten's module asks for this under Node only.
    rolldownOptions: { external: ["module"] },
    reportCompressedSize: false,
  },
});
