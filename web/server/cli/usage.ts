// What the commands say of themselves.
import { testChallenge } from "./test-defaults.js";

const verification = `  --origin ORIGIN        the relying party's origin, such as https://example.jp
  --nonce NONCE          the nonce as it was sent: base64 of at least 32 octets
  --trust FILE           a signed trust bundle
  --policy POLICY        what missing revocation data is worth:
                         require (INDETERMINATE) or accept-not-checked
  --time TIME            the moment to verify for, YYYY-MM-DDThh:mm:ssZ (default: now)
  --environment NAME     production (default of verify-evidence) or test: whose authorities
                         are believed. A bundle of the other one is refused
  --signers FILE         the keys that may have signed the bundle (default: this build's
                         for that environment)
  --minimum-version N    refuse an older trust bundle: the highest version seen so far;
                         required, except under --environment test, where it is 1
  --inputs JSON          what is known of the person beside the card, for the decisions`;

const procedure = `  --procedure ID         take the decisions of this service's procedure, such as renewal, on
                         what the card says, and say whether the proofs it needs were given
  --relying-party JSON   what the relying party knows of the case, for the procedure
  --inputs and --relying-party take an object as JSON, or the file that holds one`;

const exits = `Exit status: 0 TOTAL-PASSED, 1 TOTAL-FAILED, 2 INDETERMINATE, 3 not carried out,
64 not understood. Standard output is JSON; words go to standard error.`;

const rulebook = `  --rulebook PATH        a folder of books, one book, a rulebook or a signed rulebook
                         (default: this build's)
  --signers FILE         the keys that may have signed it (default: this build's)
  --minimum-version N    refuse an older signed rulebook (default: 0)
  --time TIME            the moment at which a signed rulebook must count (default: now)`;

export const usage = {
  kazashi: `kazashi: verifies a Japanese My Number Card

  kazashi auth             authenticate a card and print the Report and the evidence
  kazashi card             read a card for any use: who somebody is, how old, a signature
  kazashi verify-evidence  verify evidence again and print the Report
  kazashi trust            show, extend and sign trust bundles
  kazashi tag              write and verify the NFC tags of offices
  kazashi verify-path      validate certification paths, one case a line
  kazashi verify-signature verify signatures, one case a line
  kazashi verify-cms       verify a signed document (CMS), or many, one case a line
  kazashi crl              make sets of CRLs of any size, look certificates up in them
  kazashi ocsp             verify OCSP responses
  kazashi decide           decide an archive of cases
  kazashi explain          lay one decision out as a table
  kazashi rules            check books of rules, sign them, verify what was signed

Each command explains itself with --help.`,

  auth: `kazashi auth --bridge simulator [options]

Authenticates a card and prints {"report": ..., "evidence": "..."}.

  --bridge NAME          simulator: the virtual reader and card. Node has no bridge to
                         a real reader yet; the page has.
  --person ID            whose card lies on the simulator's reader (default: adult)
  --pin-fd N             read the PIN from this file descriptor up to its end, without
                         one newline at the end; otherwise the terminal asks for it
  --accept-last-try      use the last try too: a wrong PIN then blocks the card
${verification}
${procedure}

Under the simulator these have test defaults: --origin ${testChallenge.origin}
--nonce ${testChallenge.nonce}
--trust (this build's test bundle) --environment ${testChallenge.environment} --policy ${testChallenge.policy}

${exits}`,

  card: `kazashi card USE --bridge simulator [options]

Reads a card for one use and prints {"report": ..., "evidence": "...", "data": {...}}; "data"
holds what was read for showing, pictures as base64.

  info                   which card lies there and what it offers, without any PIN
  auth                   authenticate, as kazashi auth
  sign FILE              sign a document that names FILE's SHA-256, origin and nonce
  attributes             name, address, date of birth and sex, as signed by the municipality
  face                   photograph, name and address as pictures, by the number on the face
  age                    the date of birth alone, by itself
  residence              a residence card or special permanent resident certificate
  licence                a driving licence: its card, or the one on a My Number Card

  --bridge NAME          simulator: the virtual reader and card. Node has no bridge to
                         a real reader yet; the page has.
  --person ID            whose card lies on the simulator's reader
  --card FILE            the same, described in a file as the test certificates do
  --pin-fd N             read PINs and printed numbers from this file descriptor, one a
                         line in the order they are asked for; otherwise the terminal asks
  --accept-last-try      use the last try too: a wrong PIN then blocks what it opens
  --open pin|number      what opens the attributes (default: pin)
  --files LIST           read more of it: face,address,notes of a residence card;
                         photo,domicile of a driving licence
  --out DIR              write pictures (the photograph as photo.png), attributes.json with
                         verdict and findings, and evidence.json into DIR, for the owner
                         alone, and print {"report": ..., "files": [...]}
${verification}
${procedure}
  With a procedure, "data" leaves out what it may not see.

The options that "kazashi auth" has test defaults for under the simulator have them here.

${exits}`,

  "verify-evidence": `kazashi verify-evidence FILE --origin ORIGIN --nonce NONCE --trust FILE --policy POLICY

Verifies evidence again and prints {"report": ...}. FILE holds either evidence as the core
wrote it, one newline at its end allowed, or what "kazashi auth" printed: then the text of
its member "evidence" is verified and the rest ignored. "-" reads standard input.

  --use NAME             what was asked of the person (default: authenticate); evidence of
                         another use is refused: sign, attributes, face, age, residence,
                         licence, info
${verification}
${procedure}

${exits}`,

  trust: `kazashi trust show FILE [--signers FILE] [--time TIME]
    what a signed trust bundle, or the source of one, says

kazashi trust add CERTIFICATE --purpose authentication|signature [--name NAME] [--bundle FILE]
    adds an authority to a bundle's source after you have compared its fingerprint with
    the official page, jpki.go.jp/ca (--bundle default: web/trust/production.json)

kazashi trust sign SOURCE --key FILE --out FILE [--signer ID]
    signs a bundle's source with a P-384 key and prints the signer's entry that
    applications pin

Exit status: 0 done, 3 not carried out, 64 not understood.`,

  tag: `kazashi tag --office NAME --origin ORIGIN --procedure ID --until DATE
            --key FILE --chain FILE --anchors FILE --out FILE [--from DATE]
    writes the octets of an office's signed NFC tag, one NDEF message, for any program that
    writes tags. Nothing is written that the core would refuse at the start or at the end of
    the tag's time
  --office NAME          as people read it, such as "Mori Town Hall, counter 3"
  --origin ORIGIN        where the tag leads, such as https://office.example.jp; the office's
                         certificate names its host
  --procedure ID         what is done there, such as moving-in
  --until, --from DATE   when the tag counts, YYYY-MM-DD (to the end, from the start of that
                         day in UTC) or YYYY-MM-DDThh:mm:ssZ; --from is now by default
  --key FILE             the office's P-384 private key, as PEM
  --chain FILE           its certificate, then up to two of those who issued it, as PEM. They
                         stand on the tag: leave out what phones have as an anchor
  --anchors FILE         the authorities that phones have, as PEM or one in DER

kazashi tag verify FILE --anchors FILE [--origin ORIGIN] [--time TIME]
    verifies the NDEF message of a tag without a network and prints {"valid", "tag"} or
    {"valid", "failure"}. "-" reads standard input
  --origin ORIGIN        where the tag has to lead (default: wherever its certificate allows)
  --time TIME            the moment to verify for, YYYY-MM-DDThh:mm:ssZ (default: now)

Revocation is not looked at.

Exit status: 0 written, or valid, 1 refused, 3 not carried out, 64 not understood.`,

  "verify-path": `kazashi verify-path --cases FILE

Validates the certification paths of FILE by RFC 5280, one JSON object a line:
  {"id": "a-1", "anchors": [...], "path": [...], "extra": [...], "crls": [...],
   "time": "2026-07-01T00:00:00Z", "policies": ["2.5.29.32.0"], "explicitPolicy": false,
   "inhibitPolicyMapping": false, "inhibitAnyPolicy": false}
Certificates and CRLs are base64 of DER. "path" goes from the one that the anchor issued to
the end entity; "extra" are others that may be needed on the way. Where CRLs are given, each
certificate below the anchor needs one. All but id, anchors, path and time may be left out.
Besides, a case may have: "purpose" (an OID of extKeyUsage), "purposeStated", "names"
([{"kind": "dns"|"ip"|"email", "value"}]), "maxIntermediates", "anchorRule" ("all",
"name-and-key", "validity", "extensions": what of an anchor's certificate binds),
"sha1Accepted", "endEntityMayBeAnchor". Any other member is refused by its name.

Prints the answer to each in the same line:
  {"id", "verdict", "subIndication", "findings", "path", "work"}
Certificates are counted from the end entity (0) up the path, then extra, then anchors. A
line that is no case is INDETERMINATE with its "failure" and the "member" at fault. "-"
reads standard input; an empty line stays empty.

Exit status: 0 every line was a case (whatever its verdict), 3 some were not, 64 not
understood.`,

  "verify-cms": `kazashi verify-cms FILE [options]
    verifies the signatures on one document (CMS SignedData in DER, or in BER as streams
    are written) and prints {"verdict", "subIndication", "findings", "signers"}
  --content FILE         the document, where the signature stands apart from it
  --level NAME           cms (default) or cades-bes: then each signature must name its
                         certificate inside
  --anchors FILE         the authorities that count, as PEM or one certificate in DER.
                         Without them the verdict is INDETERMINATE at best
  --time TIME            the moment to judge certificates at (default: now)

kazashi verify-cms --cases FILE
    the same for one JSON object a line:
  {"id": "d-1", "cms": "...", "content": "...", "level": "cms", "anchors": [...],
   "extra": [...], "time": "2026-07-01T00:00:00Z"}
All are base64 but level and time; "extra" are certificates that may be needed on the way.
All but id and cms may be left out, time only where there are no anchors. Any other member is
refused by its name. A line that is no case is INDETERMINATE with its "failure" and the
"member" at fault. "-" reads standard input; an empty line stays empty.

Every signer must pass. Signed attributes are required; SHA-1 and RSA keys under 2048 bits
are refused. Revocation is not looked at.

Exit status of one document: 0 TOTAL-PASSED, 1 TOTAL-FAILED, 2 INDETERMINATE; of cases: 0
every line was a case, 3 some were not; 64 not understood.`,

  "verify-signature": `kazashi verify-signature --cases FILE

Verifies the signatures of FILE, one JSON object a line:
  {"id": "s-1", "spki": "...", "algorithm": "ECDSA", "hash": "SHA-256", "encoding": "der",
   "message": "...", "signature": "..."}
"spki" (a SubjectPublicKeyInfo), "message" and "signature" are base64. "algorithm" is
RSA-PKCS1, RSA-PSS, ECDSA or Ed25519; "hash" (not for Ed25519) and "mgfHash" (RSA-PSS) are
SHA-1, SHA-224, SHA-256, SHA-384 or SHA-512; "saltLength" (RSA-PSS) is in octets; "encoding"
(ECDSA) is der or p1363. Any other member is refused by its name.

Prints {"id", "valid"} in the same line; where "valid" is false, with the "failure", and
where the line is no case, with the "member" at fault. "-" reads standard input; an empty
line stays empty.

Exit status: 0 every line was a case (valid or not), 3 some were not, 64 not understood.`,

  decide: `kazashi decide --cases FILE [options]

Decides the cases of FILE, one JSON object a line:
  {"id": "a-1", "decision": "D-PIN", "evaluationDate": "2026-07-01", "inputs": {...}}
and prints the answer to each in the same line:
  {"id", "outcome", "row", "basis", "values", "flags", "missing", "invalid"}
with "reason" when the outcome is indeterminate. A line that cannot be decided at all is
answered by {"id", "failure": {"code"}}. "-" reads standard input. Other members of a
case are ignored; an empty line stays empty.

${rulebook}

Exit status: 0 every line decided (indeterminate is decided), 3 some lines or the whole
not carried out, 64 not understood.`,

  crl: `kazashi crl ingest FILE --signers FILE --out SET [options]
    reads a CRL of any size once, as it comes, and writes it as a compact set. Nothing is
    written before its signature is verified. "-" reads standard input
  --signers FILE         certificates trusted to speak for the CRL's issuer, as PEM or one
                         in DER
  --keep WHAT            details (default): reasons and dates too, or serials alone
  --accept-sha1          take a CRL that was signed over SHA-1

kazashi crl merge SET SET... --out SET
    one set out of several: the newest CRL of each issuer, key and scope, deltas worked in

kazashi crl info SET
    the CRLs in a set, how old they are and how many entries they have

kazashi crl lookup SET --certificate FILE --issuer FILE --max-age-hours N [--time TIME]
    what the set says of a certificate whose issuer you trust. The status is good, revoked,
    unknown (no CRL in the set speaks of it) or stale (one does and is too old)
kazashi crl lookup SET --serial HEX
    every CRL in the set that lists this serial, whatever its issuer

kazashi crl sign SET --key FILE --version N --expires DATE --out FILE [--id ID] [--signer ID]
    seals a set for distribution with a P-384 key and prints the signer's entry that
    applications pin

kazashi crl check --cases FILE
    a certificate's status by one CRL, one JSON object a line:
  {"id": "c-1", "crl": "...", "certificate": "...", "issuer": "...", "sameAuthority": [...],
   "time": "2026-07-01T00:00:00Z", "maxAgeHours": 168, "sha1Accepted": false}
Prints {"id", "status", "source", "revokedAt", "reason"} for each, and the "failure" that kept
a CRL from counting.

Exit status: 0 done, and of lookup: good, 1 revoked, 2 unknown or stale, 3 not carried out, 64
not understood.`,

  ocsp: `kazashi ocsp verify FILE --certificate FILE --issuer FILE --max-age-hours N [options]
    what an OCSP response says of a certificate whose issuer you trust
  --time TIME            the moment to judge at (default: now)
  --nonce HEX            what the request carried: the response must carry it too
  --accept-sha1          take a response that was signed over SHA-1

kazashi ocsp verify --cases FILE
    the same for one JSON object a line:
  {"id": "o-1", "response": "...", "certificate": "...", "issuer": "...",
   "time": "2026-07-01T00:00:00Z", "maxAgeHours": 168, "sha1Accepted": false, "nonce": "..."}
Without a certificate: whether the response is the issuer's or its responder's and about its
certificates, {"id", "valid"}.

Exit status: 0 good, 1 revoked, 2 unknown or stale, 3 not carried out, 64 not understood.`,

  explain: `kazashi explain DECISION --inputs JSON --date YYYY-MM-DD [options]

Lays one decision out to be read at a counter: the answer and the sentence it rests on,
what is known and what is missing, every row with what became of it, and how days were
counted.

  --inputs JSON          what is known, such as {"item": "card"}
  --date DAY             the day that the decision is asked for
  --lang LANGUAGE        ja (default), en or ja-easy
  --json                 the same as JSON, as the page's <kazashi-explain> takes it

${rulebook}

Exit status: 0 explained, 3 not carried out, 64 not understood.`,

  rules: `kazashi rules check [PATH]
    checks a folder of books or one book (default: src/rules/book): its form, texts, quotes
    and dates, rows that can never fire, rows true together that say different things,
    cases that no row covers, inputs that no row looks at. Prints {"errors", "notes"}.

kazashi rules sign FOLDER --key FILE --version N --expires DATE --out FILE
                   [--id ID] [--signer ID] [--issued TIME]
    checks the books, seals them with a P-384 key and prints the signer's entry that
    applications pin

kazashi rules verify FILE [--signers FILE] [--minimum-version N] [--time TIME]
    opens a sealed rulebook as an application would and prints what it says

kazashi rules export-dmn [--rulebook PATH] [--lang ja|en|ja-easy] [--out FILE]
    the tables as DMN 1.3, to be read in dmn-js and other tools; the books stay the source

Exit status: 0 done, 1 the check found errors, 3 not carried out, 64 not understood.`,
} as const;
