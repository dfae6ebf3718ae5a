/** Kazashi as a contestant; it is given the evidence as a server receives it. Loads nothing until it is prepared. */
export const kazashi = {
  id: "kazashi",
  name: "Kazashi (wasm)",
  async prepare({ origin, nonce, time }) {
    const { createVerifier, packagedTrust } = await import("kazashi/server");
    const verifier = await createVerifier();
    const { envelope, signers } = await packagedTrust("test");
    const trust = verifier.openTrust(envelope, { signers, time, environment: "test", minimumVersion: 1 });
    const options = { origin, nonce, trust, time, policy: { revocation: "accept-not-checked" } };
    return ({ evidence }) => verifier.verifyEvidence(evidence, options).verdict === "TOTAL-PASSED";
  },
};
