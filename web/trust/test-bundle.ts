// The trust bundle of the test environment, made from the authorities that the build generated for the simulator.
import { X509Certificate } from "node:crypto";
import {
  type Anchor,
  type BundleSource,
  type CardIssuer,
  type Provenance,
  type Purpose,
  type ResidenceIssuer,
  utc,
} from "./bundle-source.js";

/** The part of test-pki.json that is of interest here. */
export interface TestPki {
  /** The date, `YYYY-MM-DD`, that its people's certificates are laid around. */
  readonly today: string;
  readonly authorities: readonly TestAuthority[];
  readonly cardIssuers: readonly TestCardIssuer[];
  readonly residenceCards: readonly TestResidenceCard[];
}

interface TestAuthority {
  readonly id: string;
  readonly purpose: Purpose;
  /** Whether a bundle is meant to know it: one authority is left out so that its people meet "not configured". */
  readonly configured: boolean;
  /** Base64. */
  readonly der: string;
  readonly sha256: string;
}

interface TestCardIssuer {
  readonly id: string;
  readonly configured: boolean;
  readonly keyId: string;
  readonly modulus: string;
}

interface TestResidenceCard {
  readonly generation: number;
  /** Base64 of the certificate of whoever certified the card's signer. */
  readonly issuer: string;
}

const provenance: Provenance = {
  source: "kazashi_test_pki",
  confidence: "generated-for-tests",
  note: "Made by the build together with its private key, which is public.",
};

const day = 24 * 60 * 60 * 1000;

export function testBundleSource(pki: TestPki): BundleSource {
  const today = new Date(`${pki.today}T00:00:00Z`);
  return {
    envelope: {
      kind: "trust-bundle",
      id: "kazashi-test",
      version: Number(pki.today.replaceAll("-", "")),
      // A day early: "today" may be a date of Tokyo, where the day begins nine hours before it does in UTC.
      issued: utc(new Date(today.getTime() - day)),
      expires: utc(new Date(today.getTime() + 365 * day)),
    },
    bundle: {
      format: "kazashi-trust:1",
      environment: "test",
      anchors: pki.authorities.filter((authority) => authority.configured).map(anchorOf),
      cardIssuers: pki.cardIssuers.filter((issuer) => issuer.configured).map(cardIssuerOf),
      residenceIssuers: residenceIssuersOf(pki.residenceCards),
    },
  };
}

function anchorOf(authority: TestAuthority): Anchor {
  const certificate = new X509Certificate(Buffer.from(authority.der, "base64"));
  return {
    purpose: authority.purpose,
    fingerprint: authority.sha256,
    name: authority.id,
    serial: certificate.serialNumber,
    notBefore: utc(new Date(certificate.validFrom)),
    notAfter: utc(new Date(certificate.validTo)),
    certificate: authority.der,
    provenance,
  };
}

/** Seven digits at the start of a key's id say which application its issuer vouches for. */
function cardIssuerOf(issuer: TestCardIssuer): CardIssuer {
  const digits = Buffer.from(issuer.keyId, "hex").toString("latin1", 0, 7);
  const purpose = { "6000033": "attributes", "6000023": "face" }[digits];
  if (purpose !== "attributes" && purpose !== "face") throw new Error(`${issuer.id}: issuer of what?`);
  const { id: name, keyId, modulus } = issuer;
  return { purpose, name, keyId, modulus, official: true, provenance };
}

/** One authority a generation certifies the signers of all its cards. */
function residenceIssuersOf(cards: readonly TestResidenceCard[]): ResidenceIssuer[] {
  const issuers = new Map(
    cards.map(({ generation, issuer }) => [issuer, `residence-${generation}`] as const),
  );
  return [...issuers].map(([certificate, name]) => ({ name, certificate, official: true, provenance }));
}
