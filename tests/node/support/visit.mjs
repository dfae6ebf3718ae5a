// A whole visit of a simulated card, inside this process: the page's driver, the real core, the virtual reader.
import { openSimulatedReader } from "../../../build/dist/server/cli/simulated-reader.js";
import { runSession } from "../../../build/dist/core/session-driver.js";
import { createVerifier, packagedTrust } from "kazashi/server";
import { nonce, origin, policies, time } from "./build.mjs";

export async function openTestTrust(verifier, at = time) {
  const { envelope, signers } = await packagedTrust("test");
  return verifier.openTrust(envelope, { signers, time: at, environment: "test", minimumVersion: 1 });
}

/** { report, evidence, seen }, where `seen` counts what went over the wire. Rejects as the page's call would. */
export async function visit(verifier, trust, options = {}) {
  const { person = "adult", pin = "1234", lastTryAccepted = false, ...overrides } = options;
  const reader = await openSimulatedReader(person);
  const seen = { transfersOut: 0, transfersIn: 0, octetsOut: 0, octetsIn: 0, prompts: 0 };
  const counted = {
    async transferOut(octets) {
      seen.transfersOut += 1;
      seen.octetsOut += octets.length;
      await reader.transferOut(octets);
    },
    async transferIn(length, timeoutMs) {
      const octets = await reader.transferIn(length, timeoutMs);
      seen.transfersIn += 1;
      seen.octetsIn += octets.length;
      return octets;
    },
    reset: () => reader.reset(),
  };
  const request = { origin, nonce, time: `${time.toISOString().slice(0, 19)}Z`, policy: policies.require };
  const { core, rulebook } = verifier.parts;
  const session = core.Session.start(trust.handle, rulebook, JSON.stringify({ ...request, ...overrides }));
  try {
    const result = await runSession(session, counted, {
      askPin: async () => {
        seen.prompts += 1;
        return { digits: new TextEncoder().encode(pin), lastTryAccepted };
      },
    });
    return { ...result, seen: { ...seen, ...reader.device.state } };
  } finally {
    await reader.close();
  }
}

/** A verifier, the test bundle and one good visit: what most tests start from. */
export async function startingPoint() {
  const verifier = await createVerifier();
  const trust = await openTestTrust(verifier);
  const { report, evidence } = await visit(verifier, trust);
  return { verifier, trust, report, evidence };
}
