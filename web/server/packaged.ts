// The data that this build brought along: trust bundles, the keys that may have signed them, the rulebook and the
// procedures.
import type { Environment } from "../core/report.js";
import type { Signer } from "../core/seam.js";
import { readPackageOctets, readPackageText } from "./package-files.js";

/** A trust bundle as it was sealed, and the signers this build pins. The test one accepts the simulator's people. */
export async function packagedTrust(
  environment: Environment,
): Promise<{ envelope: Uint8Array<ArrayBuffer>; signers: readonly Signer[] }> {
  const envelope = await readPackageOctets(`trust-${environment}.cose`);
  return { envelope, signers: await packagedSigners(environment) };
}

/** Each environment has a key of its own. The production key signs the rulebook too, the test key test bundles only. */
export async function packagedSigners(environment: Environment): Promise<readonly Signer[]> {
  const file = { production: "trust-signers.json", test: "trust-test-signers.json" }[environment];
  return JSON.parse(await readPackageText(file)) as readonly Signer[];
}

/** Every procedure of this build by its id, to be handed to a verification whole. */
export async function packagedProcedures(): Promise<Readonly<Record<string, object>>> {
  return JSON.parse(await readPackageText("procedures.json")) as Record<string, object>;
}

/** The rulebook as it was sealed, and the signers this build pins. */
export async function packagedRulebook(): Promise<{
  envelope: Uint8Array<ArrayBuffer>;
  signers: readonly Signer[];
}> {
  return {
    envelope: await readPackageOctets("rulebook.cose"),
    signers: await packagedSigners("production"),
  };
}
