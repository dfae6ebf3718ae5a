// The work that all share: one person's evidence from a simulated visit, the authority that is trusted, and a moment.
import { createHash } from "node:crypto";
import { createVerifier } from "kazashi/server";
import { nonce, origin, testPki, time } from "../node/support/build.mjs";
import { openTestTrust, visit } from "../node/support/visit.mjs";

const sha256 = (text) => createHash("sha256").update(text).digest();
const octets = (base64) => new Uint8Array(Buffer.from(base64, "base64"));

export async function makeWork() {
  const verifier = await createVerifier();
  const { evidence, seen } = await visit(verifier, await openTestTrust(verifier));
  const { token } = JSON.parse(evidence);
  const authority = testPki.authorities.find(({ id }) => id === "auth-1");
  return {
    origin,
    nonce,
    time,
    authority: octets(authority.der),
    fingerprint: authority.sha256,
    /** What is verified: the text for Kazashi, its parts for the peers. */
    person: {
      evidence,
      leaf: octets(token.unverifiedCertificate),
      message: new Uint8Array(Buffer.concat([sha256(origin), sha256(nonce)])),
      signature: octets(token.signature),
    },
    seen,
  };
}

/** The same person with one octet of the signature or of the certificate's own signature changed, in both shapes. */
export function altered({ evidence, leaf, message, signature }) {
  const change = (from, at) => from.map((octet, index) => (index === at ? octet ^ 1 : octet));
  const base64 = (from) => Buffer.from(from).toString("base64");
  return [
    { leaf, signature: change(signature, 99) },
    { leaf: change(leaf, leaf.length - 9), signature },
  ].map((changed) => ({
    ...changed,
    message,
    evidence: evidence
      .replace(base64(signature), base64(changed.signature))
      .replace(base64(leaf), base64(changed.leaf)),
  }));
}
