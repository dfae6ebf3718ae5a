import js from "@eslint/js";
import ts from "typescript-eslint";

const nodeGlobals = {
  process: "readonly",
  console: "readonly",
  Buffer: "readonly",
  URL: "readonly",
  TextEncoder: "readonly",
  TextDecoder: "readonly",
  fetch: "readonly",
  performance: "readonly",
  setTimeout: "readonly",
  clearTimeout: "readonly",
  setInterval: "readonly",
  clearInterval: "readonly",
  structuredClone: "readonly",
  AbortController: "readonly",
  AbortSignal: "readonly",
  WebAssembly: "readonly",
  Event: "readonly",
  EventTarget: "readonly",
  DOMException: "readonly",
};

export default ts.config(
  {
    ignores: [
      "build/",
      "node_modules/",
      "coverage/",
      "test-results/",
      "web/core/generated/",
      "src/",
      "wasm/",
      "tools/cmake/",
    ],
  },
  js.configs.recommended,
  { files: ["**/*.{js,mjs}"], languageOptions: { globals: nodeGlobals } },
  {
    files: ["**/*.ts"],
    extends: [ts.configs.strict, ts.configs.stylistic],
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
    },
  },
  {
    rules: {
      eqeqeq: "error",
      "no-var": "error",
      "prefer-const": "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-restricted-syntax": [
        "error",
        { selector: "ExportDefaultDeclaration", message: "Name what you export: a name can be searched." },
      ],
    },
  },
  // What a page logs, a person with the console open can read: pages and the client log nothing at all.
  { files: ["web/{core,bridges,site}/**"], rules: { "no-console": "error" } },
  // The tools' own configuration files must export a default, and what a bundler makes of a file is one.
  {
    files: ["*.config.{js,ts}", "**/*.d.ts", "tests/browser/support/prepare.ts"],
    rules: { "no-restricted-syntax": "off" },
  },
);
