import type { FailureText, Texts } from "./types.js";

// Advice that several failures share, so that the same situation is answered in the same words.

const program = (what: string): FailureText => ({
  what,
  now: "Reload the page and try again. If it happens again, tell the people who run this page.",
  staff: "Report the code and the step at which it happened to the maintainers. The card is not the cause.",
});

const caller = (what: string, staff: string): FailureText => ({
  what,
  now: "You did nothing wrong, and your card was not used. Please tell the people who run this page.",
  staff,
});

const readerTrouble = (what: string): FailureText => ({
  what,
  now: "Unplug the reader, plug it in again and start over.",
  staff: "Try another cable, another USB port and another reader of the same model.",
});

const cardContact = (what: string): FailureText => ({
  what,
  now: "Take the card out of its case, lay it flat on the middle of the reader and keep it still until you are told to take it.",
  staff:
    "Move metal, other cards and phones away from the reader. Try another card to tell a reader problem from a card problem.",
});

const officeTag = (what: string): FailureText => ({
  what,
  now: "Do not use this tag. Ask the staff of the office.",
  staff:
    "Your card was not used. Hold the phone to the tag again; if the code stays, have a new tag written with `npx kazashi tag`.",
});

const cardAnswer = (what: string): FailureText => ({
  what,
  now: "Take the card away and try once more. If it happens again, ask the staff.",
  staff:
    "Check that it is a My Number Card. If another reader shows the same code, report code and number to the maintainers; the holder can have the card examined at the municipal office.",
});

const damagedCertificate = (what: string): FailureText => ({
  what,
  now: "Try once more. If it happens again, this card cannot be confirmed here: ask the staff.",
  staff:
    "Do not accept the result. Read the card with another reader; if the code stays, report it to the maintainers.",
});

const refusedCertificate = (what: string): FailureText => ({
  what,
  now: "This card cannot be confirmed here. Ask the staff for another way.",
  staff:
    "Do not accept the result. A genuine My Number Card is not expected to show this; report the code to the maintainers.",
});

const evidence = (what: string): FailureText => ({
  what,
  now: "Start over. If it happens again, tell the people who run this page.",
  staff:
    "Do not accept the result. Pass the evidence on exactly as the core wrote it, without parsing and writing it anew.",
});

const signedDocument = (what: string): FailureText => ({
  what,
  now: "This signature cannot be confirmed here. Ask whoever sent the document for it again.",
  staff:
    "Do not accept the signature. If the document is known to be good, report the code and the software that signed it to the maintainers.",
});

const revocationData = (staff: string): FailureText => ({
  what: "The revocation data could not be used.",
  now: "It cannot be decided now. Try again later.",
  staff,
});

const trustData = (what: string, staff: string): FailureText => ({
  what,
  now: "You did nothing wrong. Please tell the people who run this page.",
  staff,
});

const challenge = (what: string): FailureText => ({
  what,
  now: "Start over: the page will fetch a new challenge.",
  staff:
    "Nothing to do if it was once. If it keeps happening, check the server's clock and its session cookie.",
});

export const en: Texts = {
  failures: {
    "internal.error": program("Something went wrong inside this program."),
    "internal.unexpected-reply": program("Two parts of this program misunderstood each other."),
    "internal.dialogue-too-long": program(
      "The conversation with the card became longer than it can be, and was ended.",
    ),
    "program.unavailable": {
      what: "The checking program could not be loaded.",
      now: "Check your connection and reload the page.",
      staff:
        "Check that the server delivers kazashi.wasm and worker.js, and that its Content-Security-Policy allows 'wasm-unsafe-eval'.",
    },
    "program.altered": {
      what: "The checking program that arrived is not the one this page was built with, so it was not started.",
      now: "Reload the page. If it happens again, do not go on, and tell the people who run this page.",
      staff:
        "Page and wasm come from different builds, or something on the way altered a file. Deliver one build as a whole and empty the caches.",
    },
    "program.use-missing": {
      what: "The checking program that was loaded cannot do this.",
      now: "Reload the page. If it happens again, tell the people who run this page.",
      staff:
        "The small module was loaded for a use that only kazashi-full.wasm has. Give the client the address of that file.",
    },
    "check.prerequisite-failed": {
      what: "This was not looked at, because an earlier check it depends on did not pass.",
      now: "Look at the check that failed first.",
      staff: "Look at the check that failed first.",
    },
    "user.cancelled": {
      what: "You cancelled. Nothing was sent to this site.",
      now: "You can take your card and, if you like, start over.",
      staff: "Nothing to do. The PIN may already have been given to the card; it was not sent anywhere else.",
    },

    "input.json-malformed": caller(
      "This page passed on data that cannot be read.",
      "Developers: the argument is not JSON.",
    ),
    "input.base64-malformed": caller(
      "This page passed on data that cannot be read.",
      "Developers: base64 with padding and without white space is expected; the number is the place of the first wrong character.",
    ),
    "input.hex-malformed": caller(
      "This page passed on data that cannot be read.",
      "Developers: an even count of hexadecimal digits is expected; the number is the place of the first wrong character.",
    ),
    "input.nonce-malformed": caller(
      "The challenge for this check cannot be read.",
      "Developers: the nonce is the base64 text of random octets, exactly as the server sent it.",
    ),
    "input.nonce-too-short": caller(
      "The challenge for this check is too short to be safe.",
      "Developers: a nonce has at least 32 random octets.",
    ),
    "input.origin-malformed": caller(
      "This page did not say properly for which site the check is.",
      "Developers: an origin is scheme, host and port only, such as https://example.jp; https, or http on localhost.",
    ),
    "input.time-malformed": caller(
      "This page passed on a time that cannot be read.",
      "Developers: YYYY-MM-DDThh:mm:ssZ. Also check the clock of this device.",
    ),
    "input.policy-missing": caller(
      "This page did not say what it requires.",
      "Developers: name the revocation policy; there is no default.",
    ),
    "input.policy-unknown": caller(
      "This page requires something that this program does not know.",
      'Developers: the revocation policy is "require" or "accept-not-checked".',
    ),
    "input.matching-number-malformed": {
      what: "The number from the face of the card is incomplete or mistyped. It was not sent to the card.",
      now: "Check the date of birth, the year of expiry and the four digits of the security code, and start over.",
      staff:
        "Fourteen digits: date of birth with the year of the Japanese era, year of expiry, security code. For a date of birth printed with a Western year, the form has to be chosen on purpose.",
    },
    "input.card-number-malformed": {
      what: "The number of the residence card has twelve letters and digits. What was entered was not sent.",
      now: "Read the number at the upper right of the card and start over.",
      staff: "Capital letters and digits only, without spaces.",
    },
    "input.member-unknown": caller(
      "This page passed on a member that this program does not know.",
      "Developers: the answer names the unknown member.",
    ),
    "input.option-malformed": caller(
      "This page passed on a setting that this program does not know.",
      "Developers: a member is missing, unknown or of the wrong type.",
    ),
    "input.use-unknown": caller(
      "This page asked for a use of the card that this program does not know.",
      'Developers: "use" is not one of the listed words.',
    ),
    "input.purpose-missing": caller(
      "This page asked for the individual number without saying what the law lets it be used for.",
      "Developers: name the purpose: social-security, tax or disaster (Number Act, article 9).",
    ),
    "input.document-malformed": caller(
      "The document to be signed is not of the form that may be signed here.",
      "Developers: a JSON object without fractions, at most 48 KiB.",
    ),
    "input.document-not-canonical": caller(
      "The document to be signed is not written in the one form that is signed.",
      "Developers: canonical JSON of RFC 8785; the offset is the first difference.",
    ),
    "input.document-other-challenge": caller(
      "The document to be signed was made for another site or another request.",
      'Developers: its members "origin" and "nonce" must be those of this request.',
    ),

    "reader.usb-unsupported": {
      what: "This browser cannot talk to card readers.",
      now: "Open this page in Chrome or Edge on a computer, or in Chrome on Android.",
      staff: "WebUSB exists in Chrome and Edge only, and only on https pages or localhost.",
    },
    "reader.gesture-needed": {
      what: "The browser shows its list of readers only right after a click.",
      now: "Press the button to connect once more.",
      staff: "Developers: call chooseReader() inside the click handler, before anything is awaited.",
    },
    "reader.not-chosen": {
      what: "No reader was chosen.",
      now: "Check that the reader is plugged in, press the button to connect and choose it in the browser's list.",
      staff:
        "If the list is empty: the reader is not plugged in, or it is a model that this page cannot use. A Sony RC-S380 works.",
    },
    "reader.not-permitted": {
      what: "This page is not allowed to use card readers.",
      now: "Please tell the people who run this page, or of this computer.",
      staff:
        'A permissions policy of the page or of the organisation blocks USB here. A page inside a frame needs allow="usb".',
    },
    "reader.closed-by-browser": {
      what: "Browsers keep this kind of reader closed to web pages. The reader is not broken.",
      now: "Use a Sony RC-S380, or the application that came with your reader.",
      staff:
        "Readers that offer only the smart-card class (CCID) cannot be used by any web page. That is a rule of the browsers.",
    },
    "reader.in-use": {
      what: "Another program is using the reader.",
      now: "Close other pages and programs that use the card reader, then try again.",
      staff:
        "On Linux the kernel's port100 driver or pcscd may hold the reader; on Windows, Sony's own software.",
    },
    "reader.unknown-model": {
      what: "This page does not know how to talk to this reader.",
      now: "Use a Sony RC-S380.",
      staff: "Supported: Sony RC-S380/S and RC-S380/P.",
    },
    "reader.disconnected": {
      what: "The reader was unplugged.",
      now: "Plug it in and start over.",
      staff: "If nobody touched it: try another cable or another USB port.",
    },
    "reader.transfer-failed": readerTrouble("The computer could not exchange data with the reader."),
    "reader.stalled": readerTrouble("The reader stopped listening for a moment."),
    "reader.no-answer": readerTrouble("The reader did not answer in time."),
    "reader.frame-malformed": readerTrouble("The reader sent something that cannot be read."),
    "reader.frame-checksum": readerTrouble("What the reader sent was damaged on the way."),
    "reader.refused-frame": readerTrouble("The reader did not understand what it was sent."),
    "reader.wrong-answer": readerTrouble("The reader answered another question than the one it was asked."),
    "reader.command-failed": readerTrouble("The reader could not carry out a command."),
    "reader.radio-failed": cardContact("The radio link between reader and card failed."),
    "reader.refused-parameter": readerTrouble("The reader refused a setting that it was given."),
    "reader.wrong-mode": readerTrouble("The reader was in another state than expected."),
    "reader.command-unknown": readerTrouble("The reader does not know a command that it needs here."),
    "reader.busy": readerTrouble("The reader is still busy with something else."),
    "reader.too-hot": {
      what: "The reader is too warm to go on.",
      now: "Take the card away, let the reader cool down for a few minutes and start over.",
      staff: "Keep the reader out of the sun and off other devices. If it happens again, use another reader.",
    },
    "reader.hardware-failed": readerTrouble("The reader reports a fault of its own."),
    "reader.foreign-field": {
      what: "Another device's radio field disturbs the reader.",
      now: "Move phones and other card readers away, then start over.",
      staff: "Two readers on one desk need half a metre between them.",
    },
    "reader.field-lost": readerTrouble("The reader's radio field went off in the middle of the work."),
    "reader.descriptor-malformed": readerTrouble("The reader describes itself in a way that cannot be read."),
    "reader.level-unsupported": {
      what: "This reader works in a way that is not supported here.",
      now: "Use another reader.",
      staff:
        "The reader wants the host to exchange single characters with the card (CCID character level). Use one that takes APDUs or T=1 blocks.",
    },

    "card.not-found": cardContact("No card was found on the reader."),
    "card.removed": cardContact("The card was taken away before the check was done."),
    "card.more-than-one": {
      what: "There is more than one card on the reader.",
      now: "Leave only the My Number Card on the reader. Take it out of your wallet or case.",
      staff: "Phones and other cards near the reader count too.",
    },
    "card.unsupported": {
      what: "This card does not speak the language of a My Number Card.",
      now: "Place a My Number Card on the reader.",
      staff: "The card is of type B but without ISO/IEC 14443-4.",
    },
    "card.transmission-failed": cardContact("Data between reader and card were lost again and again."),
    "card.protocol-violated": cardAnswer("The card did not keep to the rules of the conversation."),
    "card.too-slow": cardAnswer("The card took too long, and the conversation with it was ended."),
    "card.answer-malformed": cardAnswer("The card sent an answer that cannot be read."),
    "card.answer-too-long": cardAnswer("The card sent more than it may."),
    "card.application-missing": {
      what: "This card does not have the application that is read here.",
      now: "Check that the right card lies on the reader, and place it again.",
      staff:
        "A My Number Card, a residence card and a driving licence answer by the same radio and each have applications of their own. A driving licence on a My Number Card is there only if its holder asked for it.",
    },
    "card.file-missing": {
      what: "The card does not hold what is read here.",
      now: "If it is an electronic certificate: ask at the municipal office to have it put on the card.",
      staff: "The certificate or file was not issued to this card, or it was removed.",
    },
    "card.access-denied": cardAnswer("The card refused access to something that needs a PIN first."),
    "card.unexpected-status": cardAnswer("The card answered with a status that is not expected here."),
    "card.file-malformed": cardAnswer("A file on the card cannot be read."),
    "card.pin-wrong": {
      what: "The PIN or password was wrong. Tries left: {value}.",
      now: "Check which one is asked for: user certificate, signature certificate, card attributes and driving licence each have their own. If you are not sure, stop here: whoever issued the card has to reset a blocked one.",
      staff: "Do not guess. Each start over uses a try.",
    },
    "card.pin-blocked": {
      what: "The PIN or password is blocked after too many wrong tries.",
      now: "The holder can have it reset: at the municipal office, or at the police for a driving licence.",
      staff:
        "The card itself is not damaged, and its other PINs still work. Only its issuer, or a service it names, can reset it.",
    },
    "card.pin-last-try": {
      what: "Only one try was left, and it was not used.",
      now: "Start over if you are sure of the PIN or password. If not, keep the last try and ask whoever issued the card.",
      staff: "One more wrong entry blocks what this PIN opens until the card's issuer resets it.",
    },
    "card.pin-format": {
      what: "What was entered does not have the form of this PIN or password. It was not sent to the card.",
      now: "Start over. PINs have four digits; the password of the signature certificate has 6 to 16 letters and digits.",
      staff: "Check which one was asked for: they are easily mixed up.",
    },
    "card.pin-outcome-unknown": {
      what: "The connection broke while the card was checking what you entered. Whether that used up a try is not known.",
      now: "Start over: the number of tries left is shown before you enter anything.",
      staff: "It was sent once and is never sent again by itself. Compare the tries left before and after.",
    },

    "card.matching-number-wrong": {
      what: "The card does not know this date of birth, year of expiry and security code. Tries left: {value}.",
      now: "Compare each of them with the face of the card. If they are right, stop here and ask the staff.",
      staff: "Each start over uses a try. Numbers read by a camera are the usual cause: compare them by eye.",
    },
    "card.matching-number-blocked": {
      what: "The card no longer takes the number from its face after too many wrong tries.",
      now: "The holder can ask at the municipal office. The PIN may still work.",
      staff: "The number from the face is blocked, not the PINs. Use a way that asks for the PIN.",
    },
    "card.matching-number-last-try": {
      what: "Only one try was left for the number from the face of the card, and it was not used.",
      now: "Start over only if you have compared every digit with the card.",
      staff: "One more wrong number blocks this way of reading the card.",
    },
    "card.number-wrong": {
      what: "This card has another number than the one that was entered.",
      now: "Compare the number at the upper right of the card with what was entered, and start over.",
      staff:
        "There is no limit of tries. A number that is right and refused all the same speaks against the card.",
    },
    "card.kind-unsupported": {
      what: "This program knows this kind of card but cannot read it yet.",
      now: "This card cannot be read here. Ask the staff for another way.",
      staff: "The My Number Card with residence function answers to commands that are not published in full.",
    },
    "card.secure-messaging-failed": cardAnswer("The protected conversation with the card broke down."),
    "card.data-altered": refusedCertificate("The data read are not the ones that were signed."),
    "card.issuer-not-configured": {
      what: "Who signed this card's data is not among the authorities this program was given.",
      now: "The data may be genuine, but this cannot be confirmed here. Ask the staff.",
      staff:
        "No key is configured for the issuer that the card's certificate names. This is no failed check.",
    },
    "card.presence-not-shown": {
      what: "Nothing shows that the card itself was there and not a copy of its data.",
      now: "The data may be genuine. Ask the staff, or show the card again.",
      staff:
        "This card, or this application of it, has not signed the challenge: it has no key for that, or refused. A copy of the files looks the same.",
    },
    "card.data-not-read": {
      what: "The individual number was not read, so its hash on the card could not be compared.",
      now: "There is nothing to do: the number is not needed here.",
      staff: "This is as it should be. The individual number is read for a legal purpose only.",
    },
    "card.data-not-signed": {
      what: "The expiry date and the security code in the chip carry no signature, so they are not confirmed.",
      now: "Compare them with what is printed on the card.",
      staff: "The card signs neither. Do not decide by the expiry date in the chip alone.",
    },
    "picture.malformed": {
      what: "The photograph on the card cannot be read.",
      now: "The other data can be looked at without it. Compare the person with the photograph printed on the card.",
      staff:
        "Whether the photograph is the one that was signed is a check of its own: look there. A genuine card is not expected to show this; report the code to the maintainers.",
    },
    "picture.unsupported": {
      what: "The photograph on the card is of a kind that this program does not show.",
      now: "The other data can be looked at without it. Compare the person with the photograph printed on the card.",
      staff:
        "Shown are JPEG 2000 pictures in grey or colour, at most 1024 pixels on a side. Report the code and the kind of card to the maintainers.",
    },

    "der.truncated": damagedCertificate("The data end too early."),
    "der.trailing-bytes": damagedCertificate("There is something behind the end of the data."),
    "der.unexpected-tag": damagedCertificate("The data hold something else than they should."),
    "der.bad-length": damagedCertificate("A length in the data is wrong."),
    "der.bad-value": damagedCertificate("A value in the data is written in a form that is not allowed."),
    "der.too-long": damagedCertificate("The data are larger than such data ever are."),
    "der.too-deep": damagedCertificate("The data are nested deeper than such data ever are."),
    "certificate.bad-serial": refusedCertificate("The certificate's serial number is not a proper one."),
    "certificate.bad-version": refusedCertificate("The certificate is not of version 3."),
    "certificate.algorithm-mismatch": refusedCertificate(
      "The certificate names two different signature algorithms.",
    ),
    "certificate.duplicate-extension": refusedCertificate("The certificate says the same thing twice."),
    "certificate.unknown-critical-extension": refusedCertificate(
      "The certificate carries a condition that this program does not know and must not ignore.",
    ),
    "certificate.weak-signature": refusedCertificate(
      "The certificate is signed in a way that is no longer safe.",
    ),
    "certificate.weak-key": refusedCertificate("The certificate's key is too short to be safe."),
    "certificate.key-usage-missing": refusedCertificate("The certificate does not say what its key is for."),
    "certificate.key-usage-not-critical": refusedCertificate(
      "The certificate does not make its key usage binding.",
    ),
    "certificate.key-usage-wrong": refusedCertificate("The certificate's key is for something else."),
    "certificate.extended-key-usage-wrong": refusedCertificate(
      "The certificate is not meant for authentication.",
    ),
    "certificate.is-authority": refusedCertificate(
      "The certificate claims to belong to an authority instead of a person.",
    ),
    "certificate.is-not-authority": refusedCertificate(
      "The issuing certificate does not belong to an authority.",
    ),
    "certificate.policy-missing": refusedCertificate(
      "The certificate does not say under which policy it was issued.",
    ),
    "certificate.policy-wrong": refusedCertificate(
      "The certificate was issued under another policy than that of user certificates.",
    ),
    "certificate.policy-not-critical": refusedCertificate(
      "The certificate does not make its policy binding.",
    ),
    "certificate.key-identifier-missing": refusedCertificate(
      "The certificate does not say which key signed it.",
    ),
    "certificate.bad-validity": refusedCertificate(
      "The certificate's period of validity is not a proper one.",
    ),
    "certificate.self-issued": refusedCertificate("The certificate names itself as its issuer."),
    "certificate.not-understood": refusedCertificate(
      "The certificate could not be understood in every part.",
    ),
    "certificate.bad-name": refusedCertificate("The certificate lacks a name that it must have."),
    "certificate.extension-misused": refusedCertificate(
      "The certificate uses an extension against the standard.",
    ),
    "certificate.name-mismatch": refusedCertificate(
      "The certificate does not have the name that was asked for.",
    ),
    "certificate.not-yet-valid": {
      what: "The certificate is not valid yet.",
      now: "Check the date and time of this device. If they are right, come back when the certificate has begun.",
      staff: "Compare the device's clock with a clock you trust first.",
    },
    "certificate.expired": {
      what: "The certificate has expired.",
      now: "The holder can have a new certificate put on the card at the municipal office.",
      staff: "Check the device's clock first. The card itself may still be within its own validity.",
    },
    "certificate.signature-invalid": refusedCertificate(
      "The authority's signature on the certificate does not fit it: it was altered or is not from that authority.",
    ),

    "certificate.person-data-missing": refusedCertificate(
      "The signature certificate does not hold its holder's name, address, sex and birth date.",
    ),
    "certificate.person-data-malformed": refusedCertificate(
      "The holder's particulars in the signature certificate are not in their known form.",
    ),
    "certificate.birth-date-malformed": refusedCertificate(
      "The birth date in the signature certificate is not a day of the era it names.",
    ),
    "path.authority-not-configured": {
      what: "This certificate authority is not configured here. That says nothing about your card: it may well be genuine.",
      now: "It cannot be decided here. Please tell the people who run this page, and use another way for now.",
      staff:
        "Get the authority's certificate, run `npx kazashi trust add FILE.cer`, compare the fingerprint it shows with the official page (jpki.go.jp/ca) and deliver the new trust bundle.",
    },
    "path.authority-wrong-purpose": refusedCertificate(
      "The authority is known, but for another purpose than user certificates.",
    ),
    "path.authority-certificate-missing": {
      what: "The authority's own certificate could not be had, neither from the card nor from the trust bundle.",
      now: "Try once more. If it happens again, ask the staff.",
      staff:
        "The trust bundle knows the authority by fingerprint; the certificate itself normally comes from the card.",
    },
    "path.issuer-mismatch": refusedCertificate(
      "The certificate was not issued by the authority whose certificate came with it.",
    ),
    "path.test-authority": {
      what: "This is a test card. It does not count here.",
      now: "Use a real My Number Card.",
      staff: "Test authorities count only under a trust bundle that is marked as a test bundle.",
    },
    "path.invalid": refusedCertificate("The chain from the certificate to the authority does not hold."),

    "path.not-found": refusedCertificate("No chain leads from the certificate to a trusted authority."),
    "path.names-refused": refusedCertificate(
      "A name in the certificate is outside what its authority may certify.",
    ),
    "path.policy-missing": refusedCertificate(
      "The chain of certificates does not carry the policy that was asked for.",
    ),
    "path.too-long": refusedCertificate("The chain of certificates is longer than its authority allows."),
    "path.too-complex": refusedCertificate(
      "The chain of certificates is too complex to be checked with the work allowed.",
    ),

    "signature.invalid": {
      what: "The card's signature does not fit this check.",
      now: "Start over. If it happens again, this card cannot be confirmed here.",
      staff: "Do not accept the result. On a server: origin and nonce must be exactly those of this session.",
    },
    "signature.algorithm-refused": evidence("The signature uses an algorithm that is not accepted."),
    "signature.key-malformed": refusedCertificate("The certificate's key cannot be used."),
    "evidence.malformed": evidence("The evidence cannot be read."),
    "evidence.not-canonical": evidence(
      "The evidence is not in its one exact form: somebody wrote it anew or altered it.",
    ),
    "evidence.format-unknown": evidence("The evidence is of a kind that this program does not know."),
    "evidence.too-large": evidence("The evidence is larger than evidence ever is."),
    "evidence.other-use": evidence("The evidence is of another use of the card than was asked for."),

    "cms.not-signed-data": signedDocument("This file is not a signed document (CMS SignedData)."),
    "cms.too-large": signedDocument(
      "The signed document, or the number of its signers or certificates, is larger than is read here.",
    ),
    "cms.bad-version": signedDocument("A version number in the signed document does not fit what it holds."),
    "cms.no-signer": signedDocument("Nobody signed this document."),
    "cms.content-missing": signedDocument(
      "The signature stands apart from its document, and the document was not given.",
    ),
    "cms.content-differs": signedDocument("The document given is not the one inside the signature."),
    "cms.signer-certificate-missing": signedDocument(
      "The signer's certificate is not among those that came with the signature.",
    ),
    "cms.signer-certificate-ambiguous": signedDocument(
      "Two different certificates answer to the signer's name.",
    ),
    "cms.digest-refused": signedDocument(
      "The signature rests on a digest that is not accepted, such as SHA-1.",
    ),
    "cms.algorithms-differ": signedDocument("The signer names two algorithms that do not go together."),
    "cms.signed-attributes-missing": signedDocument(
      "The signature has no signed attributes: they were left out or removed.",
    ),
    "cms.signed-attributes-not-der": signedDocument(
      "The signed attributes are not in the one order that DER allows.",
    ),
    "cms.attribute-missing": signedDocument("A signed attribute that every signature needs is not there."),
    "cms.attribute-repeated": signedDocument(
      "A signed attribute that may stand once stands there twice or has several values.",
    ),
    "cms.attribute-misplaced": signedDocument(
      "An attribute that must be signed stands among the unsigned ones.",
    ),
    "cms.content-type-mismatch": signedDocument(
      "The signer signed another type of content than the one that is there.",
    ),
    "cms.message-digest-mismatch": signedDocument(
      "This is not the document that was signed: it was altered or exchanged.",
    ),
    "cms.signing-certificate-missing": signedDocument(
      "The signature does not say which certificate was signed with.",
    ),
    "cms.signing-certificate-mismatch": signedDocument(
      "The signature was made with another certificate than the one that came with it.",
    ),

    "revocation.not-checked": {
      what: "Whether the certificate was revoked was not checked.",
      now: "Nothing. Whoever asked for the check decides whether that is enough.",
      staff:
        "JPKI's revocation data are open to approved verifiers only. Your policy says what an unchecked status means.",
    },
    "revocation.revoked": {
      what: "The certificate has been revoked.",
      now: "The holder can ask at the municipal office why, and have a new certificate put on the card.",
      staff: "Do not accept the result.",
    },
    "revocation.unknown": {
      what: "The authority does not know this certificate's status.",
      now: "It cannot be decided here. Try again later.",
      staff: "Not the same as revoked. Ask the source of the revocation data.",
    },
    "revocation.stale": {
      what: "The revocation data are too old to rely on.",
      now: "It cannot be decided now. Try again later.",
      staff: "Fetch newer revocation data; the Report shows how old these are.",
    },
    "revocation.revoked-later": {
      what: "The certificate was revoked, but only after the time that is being judged.",
      now: "Nothing. At the time of the signature the certificate was good.",
      staff:
        "A trusted time shows that the signature came first. Look at the reason and date of the revocation.",
    },
    "crl.malformed": revocationData(
      "The list of revoked certificates breaks the rules of its format. Fetch it again; if it stays so, tell the authority.",
    ),
    "crl.unsupported": revocationData(
      "The list has a critical extension or a scope that this program does not know, so it must not be used (RFC 5280 section 5.2).",
    ),
    "crl.too-large": revocationData(
      "A part of the list is larger than anything an authority needs, and was not read.",
    ),
    "crl.unknown-signer": revocationData(
      "None of the authority certificates at hand is the list's signer. Bring the certificate whose name and key identifier the list names.",
    ),
    "crl.signature-invalid": revocationData(
      "The list was altered, or signed by somebody else. Do not use it.",
    ),
    "crl.delta-does-not-fit": revocationData(
      "The delta belongs to another base, another scope or an older state. Fetch base and delta of the same time.",
    ),
    "revocation.set-malformed": revocationData(
      "The file of revocation data is damaged or was made by another version. Make it again from the lists.",
    ),
    "ocsp.malformed": revocationData("The OCSP response breaks the rules of its format."),
    "ocsp.no-answer": revocationData("The OCSP responder refused the request or had no answer."),
    "ocsp.unsupported": revocationData(
      "The OCSP response has a critical extension or a kind of response that this program does not know.",
    ),
    "ocsp.responder-refused": revocationData(
      "Whoever signed the OCSP response was not authorised by the authority that issued the certificate (RFC 6960 section 4.2.2.2).",
    ),
    "ocsp.signature-invalid": revocationData(
      "The OCSP response was altered, or signed with another key. Do not use it.",
    ),
    "ocsp.nonce-mismatch": revocationData(
      "The OCSP response does not carry the nonce of the request: it may be an old one played again.",
    ),
    "ocsp.other-certificate": revocationData("The OCSP response is about other certificates."),
    "ocsp.times-invalid": revocationData(
      "The times in the OCSP response contradict each other, or it was made before the certificate.",
    ),

    "envelope.cbor-malformed": trustData(
      "A file that this page relies on cannot be read.",
      "The signed envelope is damaged. Deliver it again as it was signed.",
    ),
    "envelope.malformed": trustData(
      "A file that this page relies on cannot be read.",
      "The signed envelope lacks something or holds something unknown. Sign it anew.",
    ),
    "envelope.wrong-kind": trustData(
      "A file that this page relies on is of another kind.",
      "Check that the trust bundle and not another envelope is delivered.",
    ),
    "envelope.unknown-signer": trustData(
      "A file that this page relies on is signed by somebody this page does not know.",
      "The signer's key is not pinned in this build, or not for this kind of file.",
    ),
    "envelope.signature-invalid": trustData(
      "A file that this page relies on was altered.",
      "The envelope's signature does not fit. Deliver it again from its source; do not use this one.",
    ),
    "envelope.not-yet-valid": trustData(
      "A file that this page relies on is not valid yet.",
      "Check the device's clock first, then the envelope's date of issue.",
    ),
    "envelope.expired": trustData(
      "A file that this page relies on has expired.",
      "Check the device's clock first, then deliver a newer envelope.",
    ),
    "envelope.rollback": trustData(
      "A file that this page relies on is older than the one used before.",
      "Deliver the newest envelope. An older one is refused on purpose.",
    ),
    "trust.malformed": trustData(
      "The list of trusted authorities cannot be read.",
      "The trust bundle's content does not keep to its form.",
    ),
    "trust.environment-refused": trustData(
      "Test cards and real cards are kept apart, and this is not the kind that is accepted here.",
      "The trust bundle's environment (test or production) is not the one the caller asked for. The example server accepts test cards only with --accept-test.",
    ),
    "trust.environments-mixed": trustData(
      "The list of trusted authorities mixes test and real ones.",
      "A trust bundle is either for tests or for production.",
    ),
    "trust.test-authority-in-production": trustData(
      "The list of trusted authorities names a test authority.",
      "Remove the test authority from the production bundle.",
    ),

    "tag.ndef-malformed": officeTag("The tag's contents cannot be read."),
    "tag.no-office-record": officeTag("This tag does not belong to an office."),
    "tag.not-alone": officeTag("This tag holds more than the office's entry."),
    "tag.malformed": officeTag("The office's entry on this tag cannot be read."),
    "tag.other-origin": officeTag("This tag leads to another service than the one asked for."),
    "tag.not-yet-valid": officeTag("This office's tag is not valid yet."),
    "tag.expired": officeTag("This office's tag has expired."),

    "rules.malformed": trustData(
      "The rulebook cannot be read.",
      "The rulebook does not keep to its form. Run its tests.",
    ),
    "procedure.malformed": trustData(
      "The description of the procedure cannot be used.",
      "Check it against procedure.schema.json; page and rulebook may be of different ages.",
    ),
    "procedure.proof-missing": {
      what: "This procedure requires a proof that has not been shown.",
      now: "Follow the procedure's page: it says which card or certificate it needs.",
      staff: "Look up the procedure's proofs; this visit gave the user authentication certificate only.",
    },
    "rules.unknown-decision": trustData(
      "The rulebook does not hold the decision that was asked for.",
      "Page and rulebook are of different ages, or the id is misspelt.",
    ),
    "rules.too-deep": trustData("The rulebook is nested too deep.", "Split the condition into several rows."),
    "rules.too-large": trustData(
      "The rulebook is larger than a rulebook may be.",
      "Split it or remove what is no longer in force.",
    ),
    "rules.inputs-missing": {
      what: "It cannot be decided, because something is not known.",
      now: "Answer the question shown here, if you like.",
      staff: "What is missing is named. It is never guessed.",
    },
    "rules.table-expired": {
      what: "The rule is not in force on this day.",
      now: "Ask the office in charge.",
      staff: "Deliver a rulebook that covers the day.",
    },
    "rules.not-covered": {
      what: "The published rule does not cover this case.",
      now: "Ask the office in charge.",
      staff: "Not a fault: the source says nothing about it.",
    },

    "server.unreachable": {
      what: "The server could not be reached.",
      now: "Check your connection and start over.",
      staff: "The page could not talk to its own server. The card and the reader are not the cause.",
    },
    "server.challenge-missing": challenge("The server does not remember giving you a challenge."),
    "server.challenge-used": challenge("This challenge was used already. Each counts once."),
    "server.challenge-expired": challenge("Too much time has passed since the challenge was given."),
    "server.origin-refused": caller(
      "The server does not accept requests from this page.",
      "The request came from another origin than the server's own.",
    ),
    "server.request-malformed": caller(
      "The server could not read the request.",
      "Method, path, size or content of the request is not what the server expects.",
    ),
  },

  findings: {
    "trust.bundle": {
      title: "List of trusted authorities",
      about: "It is signed by a known signer and in force.",
    },
    "evidence.form": { title: "Form of the evidence", about: "It is in its one exact form." },
    "certificate.form": {
      title: "Form of the certificate",
      about: "It is written by the rules, without anything unknown that binds.",
    },
    "certificate.purpose": {
      title: "Purpose of the certificate",
      about: "Its key may be used for what was done.",
    },
    "certificate.policy": {
      title: "Policy of the certificate",
      about: "It was issued as a user certificate of JPKI.",
    },
    "certificate.strength": {
      title: "Strength of key and algorithm",
      about: "They are strong enough today.",
    },
    "procedure.proofs": {
      title: "What the procedure requires",
      about: "The card or certificate that this procedure asks for was shown.",
    },
    "path.anchor": {
      title: "Certificate authority",
      about: "The authority is one of those that count here.",
    },
    "path.signature": { title: "The authority's signature", about: "The authority signed this certificate." },
    "path.constraints": {
      title: "What the authorities allow",
      about: "Length, names and policies of the chain are within what each authority in it allows.",
    },
    "path.validity": { title: "Period of validity", about: "The moment of this check lies within it." },
    "attributes.form": {
      title: "Form of the attributes",
      about: "Name, address, birth date and sex can be read, and everything is where the card's table says.",
    },
    "face.form": {
      title: "Form of the face data",
      about: "The record of the card's face can be read, and everything is where the card's table says.",
    },
    "card.certificate": {
      title: "Who signs this card's data",
      about: "The certificate on the card is signed by an issuer that this program was given.",
    },
    "attributes.signature": {
      title: "Signature over the attributes",
      about: "The municipality's key signed the hashes of what the card holds.",
    },
    "attributes.hashes": {
      title: "The attributes are the signed ones",
      about: "Name, address, birth date and sex have the hash that was signed.",
    },
    "person.number-hash": {
      title: "Hash of the individual number",
      about: "Not compared, because the number is not read.",
    },
    "face.signature": {
      title: "Signature over the face data",
      about: "The municipality's key signed the photo, the pictures of name and address, birth date and sex.",
    },
    "face.unsigned": {
      title: "Parts without a signature",
      about: "The expiry date and the security code are not signed on the card.",
    },
    "card.presence": {
      title: "The card itself is there",
      about: "A key that never leaves the card signed this site's challenge, so it is no copy.",
    },
    "residence.form": {
      title: "Form of the residence card's data",
      about: "The files that were read have the published form.",
    },
    "residence.certificate": {
      title: "Who signs residence cards",
      about: "The certificate on the card is issued by an authority that this program was given.",
    },
    "residence.signature": {
      title: "Signature over the residence card",
      about: "What the front of the card shows is signed.",
    },
    "licence.form": {
      title: "Form of the licence's data",
      about: "The files that were read have the published form.",
    },
    "licence.signature": {
      title: "Signature over the licence",
      about: "The police's keys are not published, so it cannot be checked here.",
    },
    "document.form": {
      title: "Form of the signed document",
      about: "It is written in its one form and names this site and this request.",
    },
    "token.signature": { title: "The card's signature", about: "This card signed this site's challenge." },
    "cms.form": {
      title: "Form of the signed document",
      about: "It can be read and every part of it is in its place.",
    },
    "cms.content": { title: "The document", about: "The document that was signed is at hand." },
    "cms.signer-certificate": {
      title: "The signer's certificate",
      about: "It came with the signature, can be read and may be used for signing.",
    },
    "cms.algorithms": {
      title: "Algorithms of the signature",
      about: "They and the key are strong enough today.",
    },
    "cms.attributes": {
      title: "Signed attributes",
      about: "Every attribute that must be signed is there, once.",
    },
    "cms.message-digest": {
      title: "The document is unaltered",
      about: "It is the document that the signer signed.",
    },
    "cms.signing-certificate": {
      title: "Certificate named in the signature",
      about: "The signature names this certificate and no other.",
    },
    "cms.signature": { title: "Signature on the document", about: "The signer's key made this signature." },
    "revocation.status": {
      title: "Revocation",
      about: "Whether the authority has withdrawn the certificate.",
    },
  },

  stages: {
    "preparing-reader": "Preparing the reader",
    "waiting-for-card": "Waiting for the card",
    "reading-certificate": "Reading the certificate",
    "asking-tries-left": "Asking how many tries are left",
    "verifying-pin": "The card is checking the PIN",
    "checking-number": "The card is checking the number printed on it",
    "reading-data": "Reading the data on the card",
    signing: "The card is signing",
    "releasing-reader": "Switching the reader off",
  },

  outcomes: {
    passed: "confirmed",
    failed: "failed",
    indeterminate: "cannot be decided",
    "not-checked": "not checked",
  },

  verdicts: {
    "TOTAL-PASSED": "Every check that is required here was passed.",
    "TOTAL-FAILED": "This card was not confirmed: a check failed.",
    INDETERMINATE: "It cannot be decided: not everything that is required could be checked.",
  },

  subIndications: {
    FORMAT_FAILURE: "Something is not in the form it must have.",
    SIG_CRYPTO_FAILURE: "A signature does not fit.",
    HASH_FAILURE: "The document is not the one that was signed.",
    SIG_CONSTRAINTS_FAILURE: "The signature does not hold what it must.",
    NO_SIGNING_CERTIFICATE_FOUND: "The signer's certificate was not found.",
    SIGNED_DATA_NOT_FOUND: "The document that was signed is not at hand.",
    CRYPTO_CONSTRAINTS_FAILURE: "A key or an algorithm is too weak.",
    CHAIN_CONSTRAINTS_FAILURE: "A certificate does not meet the conditions.",
    CERTIFICATE_CHAIN_GENERAL_FAILURE: "The chain to the authority does not hold.",
    NO_CERTIFICATE_CHAIN_FOUND: "The certificate authority is not configured here.",
    NOT_YET_VALID: "A certificate is not valid yet.",
    EXPIRED: "A certificate has expired.",
    REVOKED: "A certificate was revoked.",
    TRY_LATER: "There is no revocation information.",
    POLICY_PROCESSING_ERROR: "The policy could not be applied.",
  },
};
