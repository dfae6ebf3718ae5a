// `kazashi card`, run as a person runs it: every use, the cards that must be refused, and what is typed wrong.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { PhotoDecoder } from "kazashi/photo";
import { createVerifier } from "kazashi/server";
import { knownUses, moduleFor } from "../../build/dist/server/cli/card-uses.js";
import { alteredCards } from "./support/altered-cards.mjs";
import { root, testPki, wasmFolder } from "./support/build.mjs";
import { samplePortraits } from "./support/portraits.mjs";
import { readPng } from "./support/png.mjs";
import { kazashi } from "./support/run.mjs";

const thatDay = ["--time", `${testPki.today}T03:00:00Z`, "--policy", "accept-not-checked"];
const card = (use, secrets, ...more) =>
  kazashi(
    ["card", ...[use].flat(), "--bridge", "simulator", "--pin-fd", "0", ...thatDay, ...more],
    `${[secrets].flat().join("\n")}\n`,
  );

const person = (id) => testPki.people.find((known) => known.id === id);
const adult = person("adult");
const { checkNumberB, birthKey } = adult.attributes;

const outcomes = ({ report }) => Object.fromEntries(report.findings.map(({ id, outcome }) => [id, outcome]));
const reasons = ({ report }) =>
  report.findings.filter(({ outcome }) => outcome !== "passed").map(({ id, code }) => `${id}: ${code}`);

let folder, bent;
before(() => {
  folder = mkdtempSync(join(tmpdir(), "kazashi-"));
  bent = alteredCards();
});
after(() => {
  rmSync(folder, { recursive: true, force: true });
  bent.dispose();
});

/** The same over a card of the altered set, under the bundle that is right for all of them but the bent part. */
const bentCard = (use, secrets, entry, ...more) =>
  card(use, secrets, ...bent.trustOptions, "--card", bent.cardFile(entry), ...more);
const altered = (id) => bent.pki.alteredCards.find((known) => known.id === id);

test("attributes are read by the PIN, each with who vouches for it", async () => {
  const { code, json } = await card("attributes", "1234");
  assert.equal(code, 0, JSON.stringify(json));
  assert.equal(json.report.use, "attributes");
  assert.equal(outcomes(json)["attributes.signature"], "passed");
  const { name, address, birthDate, sex } = adult.attributes;
  for (const [item, value] of Object.entries({ name, address, birthDate, sex })) {
    assert.deepEqual(json.data[item], { value, from: "attributes", signed: true }, item);
  }
  assert.doesNotMatch(JSON.stringify(json), new RegExp(adult.attributes.individualNumber));
});

test("attributes are read by the number on the face as well, without any PIN", async () => {
  const { code, json } = await card("attributes", checkNumberB, "--open", "number");
  assert.equal(code, 0, JSON.stringify(json));
  assert.equal(json.data.name.value, adult.attributes.name);
});

test("the face is written as photo.png and attributes.json with verdict and findings, for the owner alone", async () => {
  const out = join(folder, "face");
  const { code, json } = await card("face", checkNumberB, "--out", out);
  assert.equal(code, 0, JSON.stringify(json));
  assert.deepEqual(readdirSync(out).sort(), [...json.files].sort());
  for (const file of readdirSync(out)) assert.equal(statSync(join(out, file)).mode & 0o077, 0, file);

  const about = JSON.parse(readFileSync(join(out, "attributes.json"), "utf8"));
  assert.equal(about.verdict, "TOTAL-PASSED");
  assert.deepEqual(about.findings, json.report.findings);
  assert.equal(about.attributes.birthDate.value, adult.birthDate);
  assert.deepEqual(about.attributes.photo, {
    file: "photo.png",
    mediaType: "image/png",
    from: "face-data",
    signed: true,
  });
  assert.equal(about.attributes.expiry.signed, false, "the expiry on the face is not signed");

  const decoder = await PhotoDecoder.load(
    new Uint8Array(readFileSync(new URL("kazashi-jpeg2000.wasm", wasmFolder))),
  );
  const { pixels } = await decoder.decode(samplePortraits().grey);
  assert.deepEqual(new Uint8Array(readPng(readFileSync(join(out, "photo.png"))).pixels), pixels);
  for (const picture of ["nameImage", "addressImage"]) {
    const png = readFileSync(join(out, about.attributes[picture].file));
    assert.equal(png.toString("latin1", 1, 4), "PNG", picture);
  }
});

test("the evidence of a face verifies again from the file that was written", async () => {
  const out = join(folder, "again");
  await card("face", checkNumberB, "--out", out);
  const { code, json } = await kazashi([
    ...["verify-evidence", join(out, "evidence.json"), "--use", "face", "--environment", "test", ...thatDay],
    ...["--origin", "https://kazashi.example", "--nonce", "a2F6YXNoaS10ZXN0LW5vbmNlLW5ldmVyLXVzZS1pdCE="],
    ...["--trust", join(root, "build/wasm/trust-test.cose")],
  ]);
  assert.equal(code, 0, JSON.stringify(json));
  assert.equal(json.report.verdict, "TOTAL-PASSED");
});

test("the age record tells the date of birth and nothing else", async () => {
  const { code, json } = await card("age", birthKey);
  assert.equal(code, 0, JSON.stringify(json));
  assert.deepEqual(Object.keys(json.data), ["birthDate"]);
});

test("card auth is what auth is", async () => {
  const { code, json } = await card("auth", "1234");
  assert.equal(code, 0, JSON.stringify(json));
  assert.equal(json.report.use, "authenticate");
  assert.equal(json.report.verdict, "TOTAL-PASSED");
});

test("info tells what the card is and the tries that are left, asks for nothing and spends nothing", async () => {
  const { code, json, stderr } = await kazashi(["card", "info", "--bridge", "simulator", ...thatDay]);
  assert.ok(code === 0 || code === 2, JSON.stringify(json));
  assert.doesNotMatch(stderr, /Asked for/);
  assert.equal(json.data.authenticationTries.value, "3");
  assert.equal(json.data.signatureTries.value, "5");
});

const openssl = (...args) => spawnSync("openssl", args, { encoding: "utf8" });
const withoutOpenssl = openssl("version").status === 0 ? false : "there is no program `openssl` here";

test("sign has a file's digest signed for this origin and nonce, and says who signed", async () => {
  const out = join(folder, "signed");
  const path = join(root, "LICENSE");
  const { code, json } = await card(["sign", path], "abc123", "--out", out); // letters of either case
  assert.equal(code, 0, JSON.stringify(json));
  const { attributes: read } = JSON.parse(readFileSync(join(out, "attributes.json"), "utf8"));
  assert.equal(read.name.value, adult.attributes.name);
  const octets = readFileSync(path);
  const document = {
    file: {
      name: "LICENSE",
      sha256: createHash("sha256").update(octets).digest("hex"),
      size: octets.length,
    },
    nonce: "a2F6YXNoaS10ZXN0LW5vbmNlLW5ldmVyLXVzZS1pdCE=",
    origin: "https://kazashi.example",
  };
  assert.ok(readFileSync(join(out, "signed.p7m")).includes(JSON.stringify(document)));
});

test("openssl verifies what was signed", { skip: withoutOpenssl }, async () => {
  const out = join(folder, "for-openssl");
  await card(["sign", join(root, "LICENSE")], "ABC123", "--out", out);
  const authority = join(folder, "authority.pem");
  const pem = adult.signAuthority.replace(/.{1,64}/g, "$&\n");
  writeFileSync(authority, `-----BEGIN CERTIFICATE-----\n${pem}-----END CERTIFICATE-----\n`);
  const { status, stdout, stderr } = openssl(
    ...["cms", "-verify", "-inform", "DER", "-in", join(out, "signed.p7m"), "-CAfile", authority],
    ...["-purpose", "any", "-attime", String(Date.parse(`${testPki.today}T03:00:00Z`) / 1000)],
  );
  assert.equal(status, 0, stderr);
  assert.equal(JSON.parse(stdout).origin, "https://kazashi.example");
});

test("a wrong signature password is told with the tries that are left; one of another form is not sent", async () => {
  const file = join(root, "LICENSE");
  const wrong = await card(["sign", file], "WRONG1");
  assert.deepEqual(wrong.json.failure, { code: "card.pin-wrong", detail: { kind: "tries-left", value: 4 } });
  for (const malformed of ["", "ABC12", "ABC123ABC123ABC12", "ABC 123", "\uff21\uff22\uff23123"]) {
    const { json } = await card(["sign", file], malformed);
    assert.equal(json.failure.code, "card.pin-format", malformed);
  }
});

test("residence cards of both generations are read by their number", async () => {
  for (const id of ["residence-1", "residence-2", "special-permanent-1", "special-permanent-2"]) {
    const entry = testPki.residenceCards.find((known) => known.id === id);
    const out = join(folder, id);
    const { code, json } = await card(
      "residence",
      entry.number,
      "--person",
      id,
      "--files",
      "face",
      "--out",
      out,
    );
    assert.ok(code === 0 || code === 2, `${id}: ${JSON.stringify(json)}`);
    assert.ok(json.files.includes("photo.png"), `${id}: ${json.files?.join()}`);
  }
});

test("another number than the residence card's opens nothing", async () => {
  const { code, json } = await card("residence", "KZ99999999TT");
  assert.equal(code, 3);
  assert.equal(json.failure.code, "card.number-wrong");
  const malformed = await card("residence", "KZ9999");
  assert.equal(malformed.json.failure.code, "input.card-number-malformed");
});

test("altered residence cards are refused", async () => {
  const cards = bent.pki.residenceCards.filter(({ id }) => id.includes("-altered-"));
  assert.ok(cards.length >= 5);
  for (const entry of cards) {
    const { code, json } = await bentCard("residence", entry.number, entry, "--files", "face");
    assert.ok(json.report, `${entry.id}: ${JSON.stringify(json)}`);
    assert.ok(
      json.report.findings.some(({ id, outcome }) => id === "residence.signature" && outcome === "failed"),
      `${entry.id}: ${reasons(json).join()}`,
    );
    assert.equal(code, 1, entry.id);
  }
});

test("a driving licence is read by its two PINs, and its signature is called not checked", async () => {
  const out = join(folder, "licence");
  const { code, json } = await card("licence", ["1234", "5678"], "--files", "photo", "--out", out);
  assert.ok(code === 0 || code === 2, JSON.stringify(json));
  assert.equal(outcomes(json)["licence.signature"], "not-checked");
  const { attributes: read } = JSON.parse(readFileSync(join(out, "attributes.json"), "utf8"));
  assert.equal(read.photo.file, "photo.png");
  assert.match(
    read.name.value,
    /^\p{Script=Han}+\u3000\p{Script=Han}+$/u,
    "out of the card's own character set",
  );
  for (const [name, item] of Object.entries(read)) assert.equal(item.signed, false, name);
});

// What is altered, how it is read, and which finding says so.
const face = ["face", () => checkNumberB];
const attributes = ["attributes", () => "1234"];
const mustFail = {
  "altered-photo": [face, "face.signature: signature.invalid"],
  "altered-name-image": [face, "face.signature: signature.invalid"],
  "altered-face-birth": [face, "face.signature: signature.invalid"],
  "altered-face-signature": [face, "face.signature: signature.invalid"],
  "face-digest-of-digests": [face, "face.signature: signature.invalid"],
  "face-trailing-tlv": [face, "face.form: card.file-malformed"],
  "altered-age-record": [["age", () => birthKey], "face.signature: signature.invalid"],
  "altered-attribute": [attributes, "attributes.hashes: card.data-altered"],
  "altered-hash": [attributes, "attributes.signature: signature.invalid"],
  "altered-attributes-signature": [attributes, "attributes.signature: signature.invalid"],
  "offsets-do-not-match": [attributes, "attributes.form: card.file-malformed"],
  "offsets-to-hidden-attributes": [attributes, "attributes.form: card.file-malformed"],
  "trailing-tlv": [attributes, "attributes.form: card.file-malformed"],
  "altered-card-certificate": [attributes, "card.certificate: signature.invalid"],
  "copied-card": [face, "card.presence: signature.invalid"],
};

for (const [id, [[use, secret], reason]] of Object.entries(mustFail)) {
  test(`card ${use} says of ${id}: ${reason}`, async () => {
    const { code, json } = await bentCard(use, secret(), altered(id));
    assert.ok(json.report, JSON.stringify(json));
    assert.ok(reasons(json).includes(reason), reasons(json).join());
    assert.equal(json.report.verdict, "TOTAL-FAILED");
    assert.equal(code, 1);
  });
}

const mustStayOpen = {
  "other-card-issuer": "card.certificate: card.issuer-not-configured",
  "copied-card-silent": "card.presence: ",
};

for (const [id, reason] of Object.entries(mustStayOpen)) {
  test(`card face leaves ${id} open: ${reason}`, async () => {
    const { code, json } = await bentCard("face", checkNumberB, altered(id));
    assert.ok(
      reasons(json).some((found) => found.startsWith(reason)),
      reasons(json).join(),
    );
    assert.equal(json.report.verdict, "INDETERMINATE");
    assert.equal(code, 2);
  });
}

test("what is not signed on a sound card does not fail when it is altered, and is never called signed", async () => {
  const { code, json } = await bentCard("face", checkNumberB, altered("altered-expiry"));
  assert.equal(code, 0, JSON.stringify(json.report?.findings));
  assert.equal(json.data.expiry.signed, false);
  assert.notEqual(json.data.expiry.value, adult.attributes.expiry);
});

test("a sound card of the altered set passes, so that it is the alteration that is refused", async () => {
  const sound = bent.pki.people.find(({ id }) => id === "adult");
  const { code, json } = await bentCard("face", checkNumberB, sound);
  assert.equal(code, 0, JSON.stringify(json.report?.findings));
});

test("a card of which a file is cut short ends in a named failure or a failed form", async () => {
  const sound = bent.pki.people.find(({ id }) => id === "adult");
  for (const [use, secret, application, file] of [
    ["face", checkNumberB, "visualApplication", "0002"],
    ["attributes", "1234", "textApplication", "0002"],
    ["attributes", "1234", "textApplication", "0003"],
  ]) {
    const cut = structuredClone(sound);
    const octets = Buffer.from(cut[application].files[file], "base64");
    cut[application].files[file] = octets.subarray(0, octets.length - 20).toString("base64");
    const { code, json } = await bentCard(use, secret, cut);
    const said = json.failure?.code ?? reasons(json).join();
    assert.match(said, /card\.(file-malformed|answer-malformed)/, `${use} ${file}: ${said}`);
    assert.ok(code === 3 || code === 1, `${use} ${file}: ${code}`);
  }
});

test("a photograph that does not decode is named, and the rest is written all the same", async () => {
  const sound = bent.pki.people.find(({ id }) => id === "adult");
  const broken = structuredClone(sound);
  const octets = Buffer.from(broken.visualApplication.files["0002"], "base64");
  octets[octets.indexOf(Buffer.from([0xff, 0x4f, 0xff, 0x51])) + 1] ^= 1;
  broken.visualApplication.files["0002"] = octets.toString("base64");
  const out = join(folder, "broken");
  const { code, stderr } = await bentCard("face", checkNumberB, broken, "--out", out);
  assert.equal(code, 1);
  assert.match(stderr, /photo is not written: picture\.malformed/);
  const about = JSON.parse(readFileSync(join(out, "attributes.json"), "utf8"));
  assert.equal(about.attributes.photo.failure.code, "picture.malformed");
  assert.equal(about.attributes.birthDate.value, adult.birthDate);
});

test("a wrong PIN is told with the tries that are left, and never shown", async () => {
  const { code, json, stdout, stderr } = await card("attributes", "9876");
  assert.equal(code, 3);
  assert.deepEqual(json.failure, { code: "card.pin-wrong", detail: { kind: "tries-left", value: 2 } });
  assert.match(stderr, /3 tries left/);
  assert.doesNotMatch(stdout + stderr, /9876/);
});

test("a blocked PIN is not asked for, and the last try is kept for who insists", async () => {
  const blocked = await card("attributes", "1234", "--person", "blocked-pin");
  assert.equal(blocked.json.failure.code, "card.pin-blocked");
  const last = await card("attributes", "1234", "--person", "one-try-left");
  assert.equal(last.json.failure.code, "card.pin-last-try");
  const insisted = await card("attributes", "1234", "--person", "one-try-left", "--accept-last-try");
  assert.equal(insisted.code, 0, JSON.stringify(insisted.json));
});

test("a wrong number from the face is told with the tries that are left, and one of another form is not sent", async () => {
  const wrong = `${checkNumberB.slice(0, -1)}${checkNumberB.endsWith("9") ? 0 : 9}`;
  const refused = await card("face", wrong);
  assert.equal(refused.code, 3);
  assert.equal(refused.json.failure.code, "card.matching-number-wrong");
  assert.equal(refused.json.failure.detail.kind, "tries-left");
  assert.doesNotMatch(refused.stdout + refused.stderr, new RegExp(wrong));
  for (const malformed of ["", "1234", `${checkNumberB}0`, checkNumberB.replace(/.$/, "x")]) {
    const { code, json } = await card("face", malformed);
    assert.equal(code, 3, malformed);
    assert.equal(json.failure.code, "input.matching-number-malformed", malformed);
  }
});

const withoutScript =
  spawnSync("script", ["--version"]).status === 0 ? false : "there is no program `script` here";

test("a terminal is told what is asked for and shows nothing of it", { skip: withoutScript }, async () => {
  const command = `${JSON.stringify(process.execPath)} build/dist/server/cli.js card face --bridge simulator`;
  const child = spawn("script", ["--quiet", "--return", "--command", command, "/dev/null"], { cwd: root });
  let screen = "";
  let typed = false;
  child.stdout.on("data", (chunk) => {
    screen += chunk;
    if (typed || !screen.includes("> ")) return;
    typed = true;
    setTimeout(() => child.stdin.write(`${checkNumberB}\r`), 100); // keys stop being shown just after it has asked
  });
  const [code] = await once(child, "close");
  assert.equal(code, 2, screen);
  assert.match(screen, /Asked for: number from the face of the card \(14 digits/);
  assert.doesNotMatch(screen, new RegExp(checkNumberB));
});

test("a card of another kind is named as such", async () => {
  for (const other of ["residence-2", "licence"]) {
    const { code, json } = await card("attributes", "1234", "--person", other);
    assert.equal(code, 3);
    assert.match(json.failure.code, /^card\.(application-missing|unsupported|kind-unsupported)$/, other);
  }
});

test("what does not go together is refused before any card is touched", async () => {
  for (const args of [
    [],
    ["photo"],
    ["face", "extra"],
    ["sign"],
    ["sign", "a", "b"],
    ["sign", "/nowhere/document"],
    ["face", "--open", "pin"],
    ["attributes", "--open", "door"],
    ["attributes", "--files", "face"],
    ["residence", "--files", "everything"],
    ["licence", "--files", "face"],
    ["face", "--person", "nobody"],
    ["face", "--person", "adult", "--card", "package.json"],
    ["face", "--card", "package.json"],
    ["face", "--card", "README.md"],
    ["face", "--procedure", "none-of-that-name"],
  ]) {
    const { code, stdout, stderr } = await card(args, "1234");
    assert.equal(code, 64, args.join(" "));
    assert.equal(stdout, "", args.join(" "));
    assert.match(stderr, /^kazashi: .+/, args.join(" "));
  }
  const nobody = await kazashi(["card", "face", "--bridge", "simulator"]);
  assert.match(nobody.stderr, /no terminal/);
  const usb = await kazashi(["card", "face", "--bridge", "usb", "--pin-fd", "0"]);
  assert.match(usb.stderr, /there is no bridge "usb"/);
});

test("each use is looked for in a module that has it, and in the small one where that has it", async () => {
  for (const module of ["main", "full"]) {
    const verifier = await createVerifier({ module });
    const has = JSON.parse(verifier.parts.core.uses());
    verifier.dispose();
    for (const use of knownUses)
      assert.equal(has.includes(use), module === "full" || moduleFor(use) === "main", use);
  }
});

test("card explains itself", async () => {
  const { code, stdout } = await kazashi(["card", "--help"]);
  assert.equal(code, 0);
  for (const use of ["info", "auth", "sign FILE", "attributes", "face", "age", "residence", "licence"]) {
    assert.ok(stdout.includes(`\n  ${use} `), use);
  }
  for (const line of stdout.split("\n")) assert.ok(line.length <= 100, line);
});
