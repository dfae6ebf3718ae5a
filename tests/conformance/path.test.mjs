// Path validation: NIST PKITS, BetterTLS, x509-limbo and BoringSSL's chains, through `kazashi verify-path`.
import { test } from "node:test";
import { answer, judge, openSuite } from "./support/suite.mjs";

// For cases that do not say when: the suites were made in 2026, after their certificates begin.
const now = "2026-11-22T20:00:00Z";
const serverAuth = "1.3.6.1.5.5.7.3.1";
const clientAuth = "1.3.6.1.5.5.7.3.2";
const names = (peer) =>
  [peer].flat().flatMap((name) => (name ? [{ kind: kinds[name.kind], value: name.value }] : []));
const kinds = { DNS: "dns", IP: "ip", RFC822: "email" };

/** From a suite's case to {case, expected}. */
const adapters = {
  pkits: (entry, { certs, crls }) => ({
    expected: entry.expected_valid,
    case: {
      id: entry.id,
      anchors: [certs[entry.anchor]],
      path: entry.path.map((name) => certs[name]),
      crls: entry.crls.map((name) => crls[name]),
      time: entry.time,
      policies: entry.user_initial_policy_set,
      explicitPolicy: entry.initial_explicit_policy,
      inhibitPolicyMapping: entry.initial_policy_mapping_inhibit,
      inhibitAnyPolicy: entry.initial_inhibit_any_policy,
    },
  }),

  bettertls: (entry, { trust_root }) => ({
    expected: entry.expected_result === "SUCCESS",
    case: {
      id: entry.id,
      anchors: [trust_root],
      path: [entry.peer_certificate],
      extra: entry.untrusted_intermediates,
      time: entry.validation_time,
      purpose: serverAuth,
      names: names(entry.expected_peer_name),
    },
  }),

  "x509-limbo": (entry) => {
    const purposes = { serverAuth, clientAuth };
    const [purpose] = (entry.extended_key_usage ?? []).map((name) => purposes[name]);
    return {
      expected: entry.expected_result === "SUCCESS",
      case: {
        id: entry.id,
        anchors: entry.trusted_certs,
        path: [entry.peer_certificate],
        extra: entry.untrusted_intermediates,
        crls: entry.crls,
        time: entry.validation_time ?? now,
        purpose: purpose ?? (entry.validation_kind === "CLIENT" ? clientAuth : serverAuth),
        purposeStated: purpose !== undefined,
        names: names(entry.expected_peer_name ?? entry.expected_peer_names),
        maxIntermediates: entry.max_chain_depth,
      },
    };
  },

  "boringssl-chain": (entry) => {
    const [purpose, strict] = (entry.key_purpose ?? "ANY_EKU").split(/_(STRICT(?:_LEAF)?)$/);
    const purposes = { SERVER_AUTH: serverAuth, CLIENT_AUTH: clientAuth, MLS_CLIENT_AUTH: "2.23.146.2.1.3" };
    const trust = entry.last_cert_trust;
    const rules = {
      TRUSTED_ANCHOR_WITH_EXPIRATION: "validity",
      TRUSTED_ANCHOR_WITH_CONSTRAINTS: "extensions",
      TRUSTED_ANCHOR_WITH_EXPIRATION_AND_CONSTRAINTS: "all",
    };
    const last = entry.chain.at(-1);
    const alone = entry.chain.length === 1;
    // A trusted leaf vouches for itself and for nobody else; what is distrusted or unspecified is no anchor.
    const anchors =
      trust.startsWith("TRUSTED_ANCHOR") || (trust.startsWith("TRUSTED_LEAF") && alone) ? [last] : [];
    return {
      expected: entry.expected_valid,
      case: {
        id: entry.id,
        anchors,
        path: (alone ? entry.chain : entry.chain.slice(0, -1)).toReversed(),
        time: entry.time,
        purpose: purposes[purpose],
        purposeStated: strict !== undefined,
        anchorRule: rules[trust] ?? "name-and-key",
        sha1Accepted: entry.digest_policy !== "STRONG",
        endEntityMayBeAnchor: trust.includes("LEAF"),
      },
    };
  },
};

for (const [name, adapt] of Object.entries(adapters)) {
  const { suite, missing } = openSuite(name);
  test(`${name}: every path as expected`, { skip: missing }, async () => {
    const cases = suite.cases.map((entry) => adapt(entry, suite));
    const answers = await answer(
      "verify-path",
      cases.map((entry) => entry.case),
    );
    const results = cases.map(({ case: { id }, expected }, index) => ({
      id,
      expected,
      actual: answers[index].verdict === "TOTAL-PASSED",
      why: JSON.stringify(answers[index].findings.slice(0, 3)) + (answers[index].member ?? ""),
    }));
    judge(name, results);
  });
}
