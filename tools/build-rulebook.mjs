#!/usr/bin/env node
// Joins src/rules/book/*.json, one file a service, into the one text that the core loads and that travels signed.
//
//   node tools/build-rulebook.mjs [OUTPUT]        (default build/wasm/rulebook.json)
//
// The result depends on nothing but the files: the same book gives the same bytes on every machine.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, "src/rules/book");
const output = resolve(process.argv[2] ?? join(root, "build/wasm/rulebook.json"));

function fail(message) {
  console.error(`build-rulebook: ${message}`);
  process.exit(1);
}

const services = readdirSync(folder)
  .filter((name) => name.endsWith(".json"))
  .sort()
  .map((name) => {
    let service;
    try {
      service = JSON.parse(readFileSync(join(folder, name), "utf8"));
    } catch (error) {
      fail(`src/rules/book/${name} is not JSON: ${error.message}`);
    }
    // Pages find a service by its name, authors by its file: one name for both.
    if (`${service.service}.json` !== name)
      fail(`src/rules/book/${name} says it is the service "${service.service}"`);
    return service;
  });
if (services.length === 0) fail(`no book in ${folder}`);

const fileOf = new Map();
for (const { service, decisions } of services) {
  for (const { id } of decisions ?? []) {
    if (fileOf.has(id)) fail(`${id} stands in ${fileOf.get(id)}.json and in ${service}.json`);
    fileOf.set(id, service);
  }
}

mkdirSync(dirname(output), { recursive: true });
writeFileSync(output, `${JSON.stringify({ format: "kazashi-rulebook:1", services })}\n`);
console.log(`build-rulebook: ${fileOf.size} decisions of ${services.length} services in ${output}`);

// The procedures are no part of the rulebook: they say which of its decisions a service asks, and with whose inputs.
const procedures = Object.fromEntries(
  readdirSync(join(root, "src/rules/procedures"))
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => {
      const procedure = JSON.parse(readFileSync(join(root, "src/rules/procedures", name), "utf8"));
      if (`${procedure.procedure}.json` !== name)
        fail(`src/rules/procedures/${name} says it is the procedure "${procedure.procedure}"`);
      return [procedure.procedure, procedure];
    }),
);
writeFileSync(join(dirname(output), "procedures.json"), `${JSON.stringify(procedures)}\n`);
