// Takes out of OpenSSL's tables what verifying never reaches, so that the linker can drop what only they hold.
// Each trim works on OpenSSL's own source by a pattern and stops the build when the pattern no longer matches as
// often as it did. docs/performance.md says what they save; the public suites run on what is left.
// usage: node trim-tables.mjs OPENSSL_SOURCE
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const source = process.argv[2];

/** Changes a file; `times` is how often the pattern must be found. */
function replace(file, pattern, replacement, times) {
  const path = join(source, file);
  const text = readFileSync(path, "utf8");
  const found = text.match(new RegExp(pattern, pattern.flags.replace("g", "") + "g"))?.length ?? 0;
  if (found !== times) throw new Error(`trim-tables: ${file}: ${pattern} found ${found} times, expected ${times}`);
  writeFileSync(path, text.replace(new RegExp(pattern, pattern.flags.replace("g", "") + "g"), replacement));
}

/** Leaves in the one table that `open` starts only the entries for which `keep` says so. */
function keepEntries(file, open, keep, times) {
  const path = join(source, file);
  const text = readFileSync(path, "utf8");
  const start = text.search(open);
  const body = text.indexOf("{", start) + 1;
  const end = text.indexOf("\n};", body);
  if (start < 0 || end < 0) throw new Error(`trim-tables: ${file}: ${open} not found`);
  const entries = topLevel(text.slice(body, end));
  const kept = entries.filter(keep);
  if (kept.length !== times) {
    throw new Error(`trim-tables: ${file}: ${kept.length} entries kept, expected ${times}`);
  }
  writeFileSync(path, text.slice(0, body) + "\n" + kept.join(",\n") + text.slice(end));
}

/** The comma-separated entries of a table, without comments and without the conditions between entries. */
function topLevel(body) {
  const entries = [];
  let depth = 0;
  let entry = "";
  for (const line of body.replace(/\/\*[^]*?\*\//g, "").split("\n")) {
    if (line.startsWith("#")) {
      if (depth > 0) entry += `${line}\n`;
      continue;
    }
    for (const character of line) {
      if (character === "," && depth === 0) {
        entries.push(entry.trim());
        entry = "";
        continue;
      }
      depth += "({".includes(character) ? 1 : ")}".includes(character) ? -1 : 0;
      entry += character;
    }
    entry += "\n";
  }
  return [...entries, entry.trim()].filter((text) => text !== "");
}

const has = (...names) => (entry) => names.some((name) => new RegExp(`\\b${name}\\b`).test(entry));
const lacks = (...patterns) => (entry) => !patterns.some((pattern) => pattern.test(entry));

// The queue of error reasons: results are return values. The one reason that OpenSSL itself asks for stays.
replace("include/openssl/err.h.in", /#define ERR_raise_data[^]*?ERR_set_error\)/, "#define ERR_raise_data(...) ((void)0)", 1);
replace("crypto/asn1/asn1_lib.c", /ERR_raise\(ERR_LIB_ASN1, ASN1_R_TOO_LONG\);/, "ERR_new(), ERR_set_error(ERR_LIB_ASN1, ASN1_R_TOO_LONG, NULL);", 1);

// Names of fields and of types in ASN.1 templates serve printing and error texts alone.
replace("include/openssl/asn1t.h.in", /(\n +)#(?:field|name), ASN1_ITEM_ref\(type\)/, "$1NULL, ASN1_ITEM_ref(type)", 2);
replace("include/openssl/asn1t.h.in", /(\n +)#(?:tname|stname|sname) ASN1_ITEM_end/, "$1NULL ASN1_ITEM_end", 13);

// Certificate and CRL extensions: those of RFC 5280 and OCSP; and of each its ASN.1, not its texts.
const extensions = [
  "ossl_v3_skey_id", "ossl_v3_key_usage", "ossl_v3_alt", "ossl_v3_bcons", "ossl_v3_crl_num", "ossl_v3_cpols",
  "ossl_v3_akey_id", "ossl_v3_crld", "ossl_v3_ext_ku", "ossl_v3_delta_crl", "ossl_v3_crl_reason",
  "ossl_v3_crl_invdate", "ossl_v3_info", "ossl_v3_policy_constraints", "ossl_v3_name_constraints",
  "ossl_v3_policy_mappings", "ossl_v3_inhibit_anyp", "ossl_v3_idp", "ossl_v3_freshest_crl", "ossl_v3_sinfo",
];
keepEntries("crypto/x509/standard_exts.h", /static const X509V3_EXT_METHOD \*standard_exts/, has(...extensions), extensions.length + 2);
replace("include/openssl/x509v3.h.in", /\(X509V3_EXT_(?:I2V|V2I|I2S|S2I)\)\w+/, "NULL", 6);
for (const name of readdirSync(join(source, "crypto/x509")).filter((file) => /^v3_\w+\.c$/.test(file))) {
  const path = join(source, "crypto/x509", name);
  const text = readFileSync(path, "utf8").replace(
    /const X509V3_EXT_METHOD ossl_v3_\w+(?:\[\d*\])? = \{[^;]*\};/g,
    (table) => table.replace(/(?:\(X509V3_EXT_\w+\)\s*)?&?\b(?:i2v|v2i|i2s|s2i|i2r|r2i)_\w+/g, "NULL"),
  );
  writeFileSync(path, text);
}

// Public-key methods: RSA, RSA-PSS, EC, Ed25519, and of each what reads and checks a public key.
keepEntries("crypto/asn1/standard_methods.h", /EVP_PKEY_ASN1_METHOD \*standard_methods/,
  has("ossl_rsa_asn1_meths", "ossl_eckey_asn1_meth", "ossl_rsa_pss_asn1_meth", "ossl_ed25519_asn1_meth"), 5);
replace("crypto/rsa/rsa_ameth.c", /(\n\s+)(?:rsa_pub_print|rsa_priv_decode|rsa_priv_encode|rsa_priv_print|rsa_sig_print|old_rsa_priv_decode|old_rsa_priv_encode|rsa_item_sign|rsa_pkey_check),/, "$10,", 16);
replace("crypto/ec/ec_ameth.c", /(\n\s+)(?:eckey_pub_print|eckey_priv_decode_ex|eckey_priv_encode|eckey_priv_print|eckey_param_print|old_ec_priv_decode|old_ec_priv_encode|ec_pkey_check|ec_pkey_public_check|ec_pkey_param_check),/, "$10,", 9);
keepEntries("crypto/evp/pmeth_lib.c", /static pmeth_fn standard_methods\[\]/, () => false, 0);

// Curves: P-256, P-384, P-521.
keepEntries("crypto/ec/ec_curve.c", /#else\n\nstatic const ec_list_element curve_list\[\]/, has("NID_X9_62_prime256v1", "NID_secp384r1", "NID_secp521r1"), 3);
// The code of its own that is worth its size in WebAssembly is P-256's (1.8 times as fast); the others gain nothing.
replace("crypto/ec/ec_curve.c", /#elif !defined\(OPENSSL_NO_EC_NISTP_64_GCC_128\)\n +(?:ossl_ec_GFp_nistp384_method|EC_GFp_nistp521_method),\n/, "", 4);

// What a key or signature context is told by number: RSA's padding, salt and mask digest.
keepEntries("crypto/evp/ctrl_params_translate.c", /static const struct translation_st evp_pkey_ctx_translations\[\]/,
  (entry) => /EVP_PKEY_RSA(?:_PSS)?\b|EVP_PKEY_CTRL_(?:GET_)?MD\b/.test(entry) && /EVP_PKEY_OP_TYPE_SIG|EVP_PKEY_OP_TYPE_CRYPT \||-1, -1,/.test(entry) && !/KEYGEN|OAEP/.test(entry), 8);

// Ed25519 verifies; its signing and X25519 would bring the table of the base point's multiples along (30 KB).
for (const name of ["ossl_ed25519_sign", "ossl_ed25519_public_from_private", "ossl_x25519"]) {
  replace("crypto/ec/curve25519.c", new RegExp(`(\\nint ${name}\\([^)]*\\)\\n)\\{[^]*?\\n\\}\\n`), "$1{\n    return 0;\n}\n", 1);
}
replace("crypto/ec/curve25519.c", /(\nvoid ossl_x25519_public_from_private\([^)]*\)\n)\{[^]*?\n\}\n/, "$1{\n}\n", 1);

// The random numbers that hide the order of operations in EC come from SHA-512 instead of AES.
replace("crypto/rand/rand_lib.c", /: "CTR-DRBG"/, ': "HASH-DRBG"', 1);
replace("crypto/rand/rand_lib.c", /if \(dgbl->rng_digest != NULL\n\s+&& OSSL_PARAM_locate_const\(settables, OSSL_DRBG_PARAM_DIGEST\)\)\n(\s+\*p\+\+ = OSSL_PARAM_construct_utf8_string\(OSSL_DRBG_PARAM_DIGEST,\n\s+)dgbl->rng_digest, 0\);/,
  'if (OSSL_PARAM_locate_const(settables, OSSL_DRBG_PARAM_DIGEST))\n$1(char *)"SHA512", 0);', 1);

// Keys are read and signatures verified: no generating, exporting, comparing or signing.
const unused = /KEYMGMT_(?:GEN|VALIDATE|MATCH|SET_PARAMS|SETTABLE_PARAMS)|SIGNATURE_(?:SIGN|DIGEST_SIGN)/;
for (const [file, table, left] of [
  ["keymgmt/rsa_kmgmt.c", "ossl_rsa_keymgmt_functions", 12],
  ["keymgmt/rsa_kmgmt.c", "ossl_rsapss_keymgmt_functions", 13],
  ["keymgmt/ec_kmgmt.c", "ossl_ec_keymgmt_functions", 13],
  ["signature/rsa_sig.c", "ossl_rsa_signature_functions", 19],
  ["signature/ecdsa_sig.c", "ossl_ecdsa_signature_functions", 17],
]) {
  keepEntries(`providers/implementations/${file}`, new RegExp(`const OSSL_DISPATCH ${table}\\[\\]`), lacks(unused), left);
}

replace("providers/implementations/keymgmt/ecx_kmgmt.c",
  /\n +\{ OSSL_FUNC_KEYMGMT_(?:GEN|VALIDATE|MATCH|SET_PARAMS|SETTABLE_PARAMS)\w*,(?: *\\\n)?[^\n]*\\(?=\n)/, "", 9);
replace("crypto/rsa/rsa_ossl.c", /(\n    )(?:rsa_ossl_public_encrypt|rsa_ossl_private_encrypt|rsa_ossl_private_decrypt|rsa_ossl_mod_exp),/, "$1NULL,", 7);
replace("crypto/ec/ec_kmeth.c", /(\n    )(?:ossl_ec_key_gen|ossl_ecdh_compute_key|ossl_ecdsa_sign|ossl_ecdsa_sign_setup|ossl_ecdsa_sign_sig),/, "$1NULL,", 5);
replace("crypto/ec/ecp_nist.c", /(\n        )(?:ossl_ec_key_simple_priv2oct|ossl_ec_key_simple_oct2priv|ossl_ec_key_simple_generate_key|ossl_ec_key_simple_generate_public_key|ossl_ecdh_simple_compute_key|ossl_ecdsa_simple_sign_setup|ossl_ecdsa_simple_sign_sig),/, "$1NULL,", 7);
replace("crypto/ec/ecp_mont.c", /(\n        )(?:ossl_ec_key_simple_priv2oct|ossl_ec_key_simple_oct2priv|ossl_ec_key_simple_generate_key|ossl_ec_key_simple_generate_public_key|ossl_ecdh_simple_compute_key|ossl_ecdsa_simple_sign_setup|ossl_ecdsa_simple_sign_sig),/, "$1NULL,", 7);

// Algorithms by their old names: of digests the five that certificates use, of ciphers none.
replace("crypto/evp/c_allc.c", /(void openssl_add_all_ciphers_int\(void\)\n)\{[^]*?\n\}\n/, "$1{\n}\n", 1);
replace("crypto/evp/c_alld.c", /(void openssl_add_all_digests_int\(void\)\n)\{[^]*?\n\}\n/,
  "$1{\n" + ["sha1", "sha224", "sha256", "sha384", "sha512"].map((name) => `    EVP_add_digest(EVP_${name}());\n`).join("") + "}\n", 1);

// There is no configuration file to read.
replace("crypto/conf/conf_sap.c", /ret = CONF_modules_load_file_ex\([^;]*;/, "ret = 1;", 1);

// Printing of ASN.1.
replace("crypto/x509/x_name.c", /(\n +)x509_name_ex_print\n/, "$1NULL\n", 1);
replace("crypto/asn1/x_int64.c", /(\n +)uint(?:32|64)_print\n/, "$1NULL\n", 2);
replace("crypto/asn1/x_bignum.c", /(\n +)bn_print\n/, "$1NULL\n", 2);

// Keys are never written out again.
replace("crypto/x509/x_pubkey.c", /\} else if \((?:evp_pkey_is_provided\(pkey\)|a->keymgmt != NULL)\) \{\n[^]*?OSSL_ENCODER_CTX_free\(e?ctx\);(?:\n +OPENSSL_free\(der\);)?\n/, "", 2);

// Named objects: those that certificates, CRLs, keys and signatures are told apart by. Any other has no number,
// which is what an unknown one has always had.
const objects = new Set(`undef
  rsaEncryption rsa rsassaPss mgf1 sha1WithRSAEncryption sha224WithRSAEncryption sha256WithRSAEncryption
  sha384WithRSAEncryption sha512WithRSAEncryption sha1 sha224 sha256 sha384 sha512
  X9_62_id_ecPublicKey X9_62_prime_field X9_62_prime256v1 secp384r1 secp521r1
  ecdsa_with_SHA1 ecdsa_with_SHA224 ecdsa_with_SHA256 ecdsa_with_SHA384 ecdsa_with_SHA512 ED25519
  subject_key_identifier key_usage subject_alt_name issuer_alt_name basic_constraints crl_number crl_reason
  invalidity_date delta_crl issuing_distribution_point certificate_issuer name_constraints crl_distribution_points
  certificate_policies any_policy policy_mappings authority_key_identifier policy_constraints ext_key_usage freshest_crl
  inhibit_any_policy info_access sinfo_access hold_instruction_code netscape_cert_type proxyCertInfo
  id_pkix_OCSP_noCheck id_qt_cps id_qt_unotice ad_OCSP ad_ca_issuers
  server_auth client_auth code_sign email_protect time_stamp OCSP_sign dvcs ns_sgc ms_sgc anyExtendedKeyUsage
  commonName pkcs9_emailAddress id_on_SmtpUTF8Mailbox XmppAddr SRVName NAIRealm ms_upn`.split(/\s+/));

function trimObjects(file) {
  const path = join(source, file);
  const text = readFileSync(path, "utf8");
  const [, octets] = text.match(/static const unsigned char so\[\d+\] = \{([^]*?)\n\};/);
  const bytes = octets.match(/0x[0-9A-F]{2}/g);
  const rows = [...text.matchAll(/^ {4}\{(?:"([^"]*)", "([^"]*)", NID_(\w+)(?:, (\d+), &so\[(\d+)\])?|(?: NULL, NULL, NID_undef )|[^\n]*)\},?$/gm)];
  const kept = rows.map(([, name, , id, length, offset], number) => ({ number, name, id, length: +(length ?? 0), offset: +(offset ?? 0) }))
    .filter(({ id }) => objects.has(id));
  const missing = [...objects].filter((id) => !kept.some((row) => row.id === id));
  if (missing.length > 0) throw new Error(`trim-tables: ${file}: no object ${missing.join(", ")}`);
  const so = [];
  const lines = kept.map(({ number, name, id, length, offset }) => {
    const place = so.length;
    so.push(...bytes.slice(offset, offset + length));
    return `    [${number}] = {"${name}", "${name}", NID_${id}${length > 0 ? `, ${length}, &so[${place}]` : ""}},`;
  });
  const only = (table) => {
    const [, body] = text.match(new RegExp(`static const unsigned int ${table}\\[\\w+\\] = \\{([^]*?)\\n\\};`));
    return body.match(/^ +\d+(?=,)/gm).map(Number).filter((number) => kept.some((row) => row.number === number));
  };
  const names = only("sn_objs");
  const identifiers = only("obj_objs");
  writeFileSync(path, `static const unsigned char so[] = { ${so.join(", ")} };
#define NUM_NID ${kept.at(-1).number + 1}
static const ASN1_OBJECT nid_objs[NUM_NID] = {\n${lines.join("\n")}\n};
#define NUM_SN ${names.length}
static const unsigned int sn_objs[NUM_SN] = { ${names.join(", ")} };
#define NUM_LN ${names.length}
static const unsigned int ln_objs[NUM_LN] = { ${names.join(", ")} };
#define NUM_OBJ ${identifiers.length}
static const unsigned int obj_objs[NUM_OBJ] = { ${identifiers.join(", ")} };
`);
}
trimObjects("crypto/objects/obj_dat.h");
