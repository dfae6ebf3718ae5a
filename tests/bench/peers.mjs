// The same work done by others: is this leaf certificate issued by this authority, valid at this time, and is this
// signature over these 64 octets by its key?
//
// A peer is { name, prepare(work) -> verify(evidenceParts) -> boolean | Promise<boolean> }. `prepare` is outside the
// clock: whoever can keep the authority's certificate parsed may do so, as a server would. The leaf certificate is new
// with every person and is parsed inside.
import { createHash, verify as nodeVerify, webcrypto, X509Certificate } from "node:crypto";

/** Node's own crypto: native OpenSSL with assembler. It checks a signature and dates; it validates no path. */
export const nodeCrypto = {
  id: "node-crypto",
  name: "Node crypto (native OpenSSL)",
  async prepare({ authority, fingerprint, time }) {
    const issuer = new X509Certificate(authority);
    requireFingerprint(issuer.raw, fingerprint);
    const at = time.getTime();
    const inside = (certificate) =>
      Date.parse(certificate.validFrom) <= at && at <= Date.parse(certificate.validTo);
    return ({ leaf, message, signature }) => {
      const certificate = new X509Certificate(leaf);
      return (
        issuer.ca &&
        inside(issuer) &&
        inside(certificate) &&
        certificate.checkIssued(issuer) &&
        certificate.verify(issuer.publicKey) &&
        nodeVerify("sha256", message, certificate.publicKey, signature)
      );
    };
  },
};

export const forge = {
  id: "node-forge",
  name: "node-forge",
  async prepare({ authority, fingerprint, time }) {
    const { default: library } = await import("node-forge");
    const { asn1, md, pki, util } = library;
    requireFingerprint(authority, fingerprint);
    const parse = (der) => pki.certificateFromAsn1(asn1.fromDer(util.createBuffer(binary(der))));
    const store = pki.createCaStore([parse(authority)]);
    // It refuses critical extensions that it does not know, and JPKI marks its policies critical. They come after
    // issuer, signature and dates, so only this one is waved through.
    const policiesAreFine = (outcome, depth, chain) =>
      outcome === pki.certificateError.unsupported_certificate && depth === 0 && onlyPoliciesUnknown(chain[0])
        ? true
        : outcome;
    return ({ leaf, message, signature }) => {
      const certificate = parse(leaf);
      try {
        pki.verifyCertificateChain(store, [certificate], {
          validityCheckDate: time,
          verify: policiesAreFine,
        });
      } catch {
        return false;
      }
      const digest = md.sha256.create().update(binary(message)).digest().bytes();
      try {
        return certificate.publicKey.verify(digest, binary(signature));
      } catch {
        return false;
      }
    };
  },
};

export const pkijs = {
  id: "pkijs",
  name: "PKI.js",
  async prepare({ authority, fingerprint, time }) {
    const library = await import("pkijs");
    library.setEngine("node", new library.CryptoEngine({ name: "node", crypto: webcrypto }));
    requireFingerprint(authority, fingerprint);
    const root = library.Certificate.fromBER(authority);
    return async ({ leaf, message, signature }) => {
      const certificate = library.Certificate.fromBER(leaf);
      const chain = new library.CertificateChainValidationEngine({
        trustedCerts: [root],
        certs: [certificate],
        checkDate: time,
      });
      if (!(await chain.verify()).result) return false;
      const key = await certificate.getPublicKey({ algorithm: rsaSha256Import });
      return webcrypto.subtle.verify("RSASSA-PKCS1-v1_5", key, signature, message);
    };
  },
};

export const peculiar = {
  id: "peculiar-x509",
  name: "@peculiar/x509",
  async prepare({ authority, fingerprint, time }) {
    await import("reflect-metadata");
    const library = await import("@peculiar/x509");
    requireFingerprint(authority, fingerprint);
    const issuer = new library.X509Certificate(authority);
    const issuerIsAuthority = issuer.getExtension(library.BasicConstraintsExtension)?.ca === true;
    const inside = (certificate) => certificate.notBefore <= time && time <= certificate.notAfter;
    return async ({ leaf, message, signature }) => {
      const certificate = new library.X509Certificate(leaf);
      if (!issuerIsAuthority || !inside(issuer) || certificate.issuer !== issuer.subject) return false;
      if (!(await certificate.verify({ publicKey: issuer, date: time }, webcrypto))) return false;
      const key = await certificate.publicKey.export(rsaSha256, ["verify"], webcrypto);
      return webcrypto.subtle.verify("RSASSA-PKCS1-v1_5", key, signature, message);
    };
  },
};

export const peers = [nodeCrypto, forge, pkijs, peculiar];

const rsaSha256 = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
const rsaSha256Import = { algorithm: rsaSha256, usages: ["verify"] };

function onlyPoliciesUnknown(certificate) {
  const known = ["keyUsage", "basicConstraints", "certificatePolicies"];
  return certificate.extensions.every((extension) => !extension.critical || known.includes(extension.name));
}

function binary(octets) {
  return Buffer.from(octets).toString("latin1");
}

function requireFingerprint(certificate, fingerprint) {
  const found = createHash("sha256").update(certificate).digest("hex");
  if (found !== fingerprint) throw new Error(`not the authority that is trusted: ${found}`);
}
