// The TypeScript samples in the documents compile against the declarations that this build hands out.
import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import ts from "typescript";
import { root } from "./support/build.mjs";

/** What a sample takes for granted: the reader's own. Everything else must be in the sample. */
const given = `
import type { PinPrompt, Stage } from "kazashi";
import type { Signer } from "kazashi/server";
declare global {
  const envelope: Uint8Array;
  const signers: readonly Signer[];
  const minimumVersion: number;
  const sealedRulebook: Uint8Array;
  const nonce: string;
  const evidence: string;
  const photo: Uint8Array;
  function show(stage: Stage): void;
  function yourPinDialog(prompt: PinPrompt, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>>;
}
`;

const folder = join(root, "build/samples/types"); // inside the package, so that it finds "kazashi" by name
mkdirSync(folder, { recursive: true });
const base = ts.readConfigFile(join(root, "tsconfig.base.json"), ts.sys.readFile).config.compilerOptions;
const { options } = ts.convertCompilerOptionsFromJson(
  { ...base, lib: ["ES2023", "DOM", "DOM.Iterable"], types: ["node", "w3c-web-usb"], noEmit: true },
  root,
);

/** The compiler's complaints about a sample, in its words. */
function complaints(name, sample) {
  const [surroundings, path] = [join(folder, "given.ts"), join(folder, `${name}.ts`)];
  writeFileSync(surroundings, given);
  writeFileSync(path, `${sample}\nexport {};\n`);
  const program = ts.createProgram([surroundings, path], options);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

const samplesOf = (markdown) =>
  [...markdown.matchAll(/^```ts\b.*\n([\s\S]*?)^```$/gm)].map(([, text]) => text);

const documents = ["README.md", ...readdirSync(join(root, "docs")).map((name) => `docs/${name}`)];
for (const document of documents.filter((name) => name.endsWith(".md"))) {
  const samples = samplesOf(readFileSync(join(root, document), "utf8"));
  samples.forEach((sample, index) => {
    test(`the TypeScript sample ${index + 1} of ${document} compiles`, () => {
      assert.deepEqual(complaints(`${document.replaceAll(/\W+/g, "-")}-${index + 1}`, sample), []);
    });
  });
}

test("a sample that asks for what is not there is found", () => {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const [page] = samplesOf(readme);
  assert.match(complaints("wrong-name", page.replace("triesLeft", "triesRight")).join(), /triesRight/);
  assert.match(complaints("wrong-value", 'import { nothing } from "kazashi";').join(), /nothing/);
});
