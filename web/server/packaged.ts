// The data that this build brought along: trust bundles, the keys that may have signed them, and the rulebook.
import type { Signer } from "../core/seam.js";
import { readPackageOctets, readPackageText } from "./package-files.js";

export type TrustName = "production" | "test";

/** A trust bundle as it was sealed, and the signers this build pins. The test one accepts the simulator's people. */
export async function packagedTrust(
  name: TrustName,
): Promise<{ envelope: Uint8Array<ArrayBuffer>; signers: readonly Signer[] }> {
  return { envelope: await readPackageOctets(`trust-${name}.cose`), signers: await packagedSigners() };
}

export async function packagedSigners(): Promise<readonly Signer[]> {
  return JSON.parse(await readPackageText("trust-signers.json")) as readonly Signer[];
}

export async function packagedRulebook(): Promise<string> {
  return readPackageText("rulebook.json");
}
