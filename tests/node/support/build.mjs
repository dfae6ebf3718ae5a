// What the build made, for the tests that run it.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../../", import.meta.url));
export const wasmFolder = new URL("../../../build/wasm/", import.meta.url);

export const testPki = JSON.parse(readFileSync(new URL("test-pki.json", wasmFolder), "utf8"));

/** A moment at which every person is what the name says: the certificates are laid around this day. */
export const time = new Date(`${testPki.today}T03:00:00Z`);

export const origin = "https://relying-party.example";
export const nonce = Buffer.alloc(32, 7).toString("base64");
export const policies = {
  require: { revocation: "require" },
  accept: { revocation: "accept-not-checked" },
};
