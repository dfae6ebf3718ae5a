// Leaves in OpenSSL's default provider only what Kazashi asks of it, so that the linker can drop the rest.
// Works on OpenSSL's own tables (providers/defltprov.c, in place) and takes its own entries over unchanged; an
// entry or table that is no longer found is an error, never a silent omission.
// usage: node trim-provider.mjs OPENSSL_SOURCE whole|lean
//   lean: what the main module verifies with. No ciphers, so that HASH-DRBG stands in for CTR-DRBG.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [source, extent] = process.argv.slice(2);
if (extent !== "whole" && extent !== "lean") throw new Error(`trim-provider: whole or lean, not ${extent}`);
const lean = extent === "lean";

const aes = (mode) => [128, 192, 256].map((bits) => `ossl_aes${bits}${mode}_functions`);

// Table by table: the dispatch tables that stay. CTR feeds the random generator; SHA-3 and Triple DES are there
// for envelopes and secure messaging.
const kept = {
  deflt_digests: [
    "sha1", "sha224", "sha256", "sha384", "sha512", ...(lean ? [] : ["sha3_256", "sha3_384", "sha3_512"]),
  ].map((name) => `ossl_${name}_functions`),
  deflt_ciphers: lean ? [] : [
    ...aes("ecb"), ...aes("cbc"), ...aes("ctr"),
    "ossl_tdes_ede3_ecb_functions", "ossl_tdes_ede3_cbc_functions", "ossl_tdes_ede2_cbc_functions",
  ],
  deflt_macs: lean ? [] : ["ossl_cmac_functions", "ossl_hmac_functions"],
  deflt_kdfs: [],
  deflt_keyexch: [],
  deflt_rands: [lean ? "ossl_drbg_hash_functions" : "ossl_drbg_ctr_functions", "ossl_seed_src_functions"],
  deflt_signature: ["ossl_rsa_signature_functions", "ossl_ecdsa_signature_functions", "ossl_ed25519_signature_functions"],
  deflt_asym_cipher: [],
  deflt_asym_kem: [],
  deflt_keymgmt: [
    "ossl_rsa_keymgmt_functions", "ossl_rsapss_keymgmt_functions", "ossl_ec_keymgmt_functions",
    "ossl_ed25519_keymgmt_functions",
  ],
  deflt_skeymgmt: [],
  deflt_encoder: [],
  deflt_decoder: ["rsa", "rsapss", "ec", "ed25519"].map((key) => `der, SubjectPublicKeyInfo, ${key}, yes`),
  deflt_store: [],
};

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

function only(matches, what) {
  if (matches.length !== 1) throw new Error(`trim-provider: ${what} found ${matches.length} times, expected once`);
  return matches[0];
}

// An entry is `ALG(..., symbol),`, `{ ..., symbol, ... },` or `DECODER_w_structure(..., symbol),`.
function entry(table, symbol) {
  const pattern = new RegExp(`(?:[A-Za-z_]+\\(|\\{)[^{};]*?\\b${escaped(symbol)}\\b[^{}();]*[)}],`, "g");
  const text = only(table.match(pattern) ?? [], symbol);
  return text.slice(Math.max(text.lastIndexOf("\n    {"), text.lastIndexOf("\n    ALG"), text.lastIndexOf("\nDECODER"), -1) + 1);
}

const path = join(source, "providers", "defltprov.c");
let provider = readFileSync(path, "utf8");
const decoders = readFileSync(join(source, "providers", "decoders.inc"), "utf8");

for (const [name, symbols] of Object.entries(kept)) {
  const pattern = new RegExp(`(static const OSSL_ALGORITHM(?:_CAPABLE)? ${name}\\[\\] = \\{\\n)([^]*?)(\\n\\};)`, "g");
  const [, open, body, close] = only([...provider.matchAll(pattern)], name);
  const entries = symbols.map((symbol) => "    " + entry(name === "deflt_decoder" ? decoders : body, symbol).trim());
  const end = name === "deflt_ciphers" ? "    { { NULL, NULL, NULL }, NULL }" : "    { NULL, NULL, NULL }";
  const macros = name === "deflt_decoder" ? decoders.match(/^#define (?:[^\n]*\\\n)*[^\n]*/gm).join("\n") : "";
  const before = name === "deflt_decoder" ? `#define DECODER_PROVIDER "default"\n${macros}\n` : "";
  provider = provider.replace(open + body + close, () => before + open + [...entries, end].join("\n") + close);
}

// Capabilities list TLS groups: there is no TLS here.
const capabilities = /    \{ OSSL_FUNC_PROVIDER_GET_CAPABILITIES,\s*\(void \(\*\)\(void\)\)ossl_prov_get_capabilities \},\n/g;
provider = provider.replace(only(provider.match(capabilities) ?? [], "capabilities"), "");
writeFileSync(path, provider);

// The base and null providers are listed beside it; base alone brings every encoder in.
const list = join(source, "crypto", "provider_predefined.c");
let predefined = readFileSync(list, "utf8");
for (const name of ["base", "null"]) {
  const row = new RegExp(`    \\{ "${name}", NULL, ossl_${name}_provider_init, NULL, 0 \\},\n`, "g");
  predefined = predefined.replace(only(predefined.match(row) ?? [], `the ${name} provider`), "");
}
writeFileSync(list, predefined);
