// What a page remembers of the bundles that it has used.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { highestVersion, rememberVersion } from "../../build/dist/core/version-memory.js";

const kept = new Map();
const storage = {
  getItem: (name) => kept.get(name) ?? null,
  setItem: (name, value) => void kept.set(name, value),
};
const closed = {
  getItem() {
    throw new Error("closed");
  },
  setItem() {
    throw new Error("closed");
  },
};
const use = (value) =>
  Object.defineProperty(globalThis, "localStorage", { value, configurable: true, writable: true });
afterEach(() => kept.clear());

test("the highest version counts, one bundle by itself, and an older one lowers nothing", () => {
  use(storage);
  assert.equal(highestVersion("a"), 1);
  rememberVersion("a", 7);
  rememberVersion("a", 3);
  assert.equal(highestVersion("a"), 7);
  assert.equal(highestVersion("b"), 1);
});

test("what is kept is believed only if it is a version", () => {
  use(storage);
  for (const text of ["", "0", "-3", "1.5", "1e9", "NaN", "9".repeat(30)]) {
    kept.set("kazashi.bundle-version.a", text);
    assert.equal(highestVersion("a"), 1, text);
  }
});

test("a page whose storage is closed starts from the first version and works", () => {
  use(closed);
  rememberVersion("a", 7);
  assert.equal(highestVersion("a"), 1);
});
