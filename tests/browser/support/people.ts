// The invented people that the build makes.
import { readFileSync } from "node:fs";
import { inTree } from "./places.js";

export interface TestPerson {
  readonly id: string;
  readonly pins: { readonly auth: string };
  readonly tries: { readonly auth: number };
}

export function findPerson(id: string): TestPerson {
  const { people } = JSON.parse(readFileSync(inTree("build/wasm/test-pki.json"), "utf8")) as {
    people: TestPerson[];
  };
  const person = people.find((candidate) => candidate.id === id);
  if (!person) throw new Error(`no person ${id}`);
  return person;
}
