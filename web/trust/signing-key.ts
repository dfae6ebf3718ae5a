// The key that seals trust bundles. A deployment brings its own; a build that is given none makes one for itself, so
// that nothing sealed on one machine is accepted by an application built on another.
import { createPrivateKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

export function readSigningKey(path: string): KeyObject {
  const key = createPrivateKey(readFileSync(path));
  if (key.asymmetricKeyDetails?.namedCurve !== "secp384r1") {
    throw new TypeError(`${path} holds no P-384 private key`);
  }
  return key;
}

/** The key of this build, made on first use and readable by its owner alone. */
export function ownSigningKey(path: string): KeyObject {
  try {
    return readSigningKey(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-384" });
  mkdirSync(dirname(path), { recursive: true });
  // Two builds at once: who comes second must not replace the key that the first has already used.
  try {
    writeFileSync(path, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  return readSigningKey(path);
}
