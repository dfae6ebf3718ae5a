// Hostile inputs: OpenSSL's fuzz corpora, BoringSSL's seeds and what no JSON Lines file should hold. Nothing crashes,
// nothing passes, and the work stays within its budget, which is counted and not timed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { largeInputs } from "./support/large.mjs";
import { answer, openSuite } from "./support/suite.mjs";

// src/crypto/path_validation.h
const limits = { extensions: 1_001, signatures: 61, judgements: 4 };
const time = "2026-11-22T20:00:00Z";

function assertRefused(answers) {
  for (const { id, verdict, findings, work = {} } of answers) {
    assert.notEqual(verdict, "TOTAL-PASSED", id);
    assert.ok(Array.isArray(findings), id);
    for (const [name, spent] of Object.entries(work))
      assert.ok(spent <= limits[name], `${id}: ${name} ${spent}`);
  }
}

/** The same octets in every part of a question that they could have. */
const parts = (id, data, sound) => [
  { id: `${id} as end entity`, anchors: sound.anchors, path: [...sound.path.slice(0, -1), data], time },
  { id: `${id} as anchor`, anchors: [data], path: sound.path, time },
  { id: `${id} as authority`, anchors: sound.anchors, path: [data, sound.path.at(-1)], time },
  { id: `${id} as CRL`, anchors: sound.anchors, path: sound.path, crls: [data], time },
];

/** A path of PKITS that is valid as it stands. */
function soundPath() {
  const { suite, missing } = openSuite("pkits");
  if (missing) return { missing };
  const entry = suite.cases.find(({ id }) => id === "Section1ValidSignaturesTest1");
  return { anchors: [suite.certs[entry.anchor]], path: entry.path.map((name) => suite.certs[name]) };
}

for (const name of ["fuzz-openssl-corpora", "boringssl-der-seeds"]) {
  const { suite, missing } = openSuite(name);
  const sound = soundPath();
  test(`${name}: never a crash, never a pass`, { skip: missing ?? sound.missing }, async () => {
    const octets = suite.cases.map(({ id, data, der }) => ({ id, data: data ?? der }));
    assertRefused(
      await answer(
        "verify-path",
        octets.flatMap(({ id, data }) => parts(id, data, sound)),
      ),
    );
    const asked = { algorithm: "ECDSA", hash: "SHA-256", encoding: "der", message: "" };
    const signatures = octets.map(({ id, data }) => ({ id, ...asked, spki: data, signature: data }));
    for (const { id, valid } of await answer("verify-signature", signatures)) assert.equal(valid, false, id);
    console.log(
      JSON.stringify({ suite: name, cases: octets.length, asExpected: octets.length, exceptions: 0 }),
    );
  });
}

test("a megabyte of nesting, of zeros, of empty sequences: refused within the budget", async () => {
  const megabyte = 1024 * 1024;
  const sound = soundPath();
  const blobs = [
    Buffer.alloc(megabyte, 0x30),
    Buffer.alloc(megabyte, 0x00),
    Buffer.alloc(megabyte, "3000", "hex"),
    Buffer.concat([Buffer.from("3083100000", "hex"), Buffer.alloc(megabyte, "3000", "hex")]),
    Buffer.concat([Buffer.from("308310000030830ffffb", "hex"), Buffer.alloc(megabyte, "0201", "hex")]),
  ].map((blob) => blob.toString("base64"));
  const base = sound.missing ? { anchors: [blobs[0]], path: [blobs[0]] } : sound;
  const cases = blobs.flatMap((blob, index) => parts(`blob ${index}`, blob, base));
  cases.push({ id: "many", anchors: base.anchors, path: Array(10_000).fill("MAA="), time });
  assertRefused(await answer("verify-path", cases));
});

test("a megabyte full of one thing each: read in no quadratic time", async () => {
  const sound = soundPath();
  const cases = Object.entries(largeInputs).flatMap(([id, octets]) => {
    assert.ok(octets.length > 500_000 && octets.length <= 1024 * 1024 + 8192, `${id}: ${octets.length}`);
    const data = octets.toString("base64");
    return parts(id, data, sound.missing ? { anchors: [data], path: [data] } : sound);
  });
  // A hundred thousand of anything, each compared with each, takes minutes: the runner's patience is the measure.
  assertRefused(await answer("verify-path", cases));
});

test("a line that is no case is answered by its failure and the member at fault", async () => {
  const sound = { id: "x", anchors: [], path: ["MAA="], time };
  const lines = [
    ["{", "input.json-malformed", undefined],
    ["[]", "input.json-malformed", undefined],
    ["[".repeat(100_000), "input.json-malformed", undefined],
    ["\u0000\ufffd", "input.json-malformed", undefined],
    [{ ...sound, id: 7 }, "input.option-malformed", "id"],
    [{ ...sound, policy: [] }, "input.member-unknown", "policy"],
    [{ ...sound, time: "yesterday" }, "input.time-malformed", "time"],
    [{ ...sound, path: [] }, "input.option-malformed", "path"],
    [{ ...sound, path: ["MAA"] }, "input.base64-malformed", "path/0"],
    [{ ...sound, explicitPolicy: 1 }, "input.option-malformed", "explicitPolicy"],
    [{ ...sound, names: [{ kind: "dns" }] }, "input.option-malformed", "names/0"],
    [{ ...sound, policies: ["2.5.29.32.0", "any"] }, "input.option-malformed", "policies"],
  ];
  const answers = await answer(
    "verify-path",
    lines.map(([line]) => line),
  );
  for (const [index, [line, code, member]] of lines.entries()) {
    const { verdict, failure, member: named } = answers[index];
    assert.equal(verdict, "INDETERMINATE");
    assert.deepEqual([failure.code, named], [code, member], JSON.stringify(line).slice(0, 80));
  }
  const signature = { id: "s", spki: "", message: "", signature: "", algorithm: "ECDSA", hash: "SHA-256" };
  const signatures = await answer("verify-signature", [
    { ...signature, encoding: "der" },
    { ...signature, encoding: "ber" },
    { ...signature, encoding: "der", hash: "MD5" },
    { ...signature, encoding: "der", curve: "P-256" },
  ]);
  assert.deepEqual(
    signatures.map(({ valid, failure, member }) => [valid, failure.code, member]),
    [
      [false, "signature.key-malformed", undefined],
      [false, "input.option-malformed", "encoding"],
      [false, "signature.algorithm-refused", "hash"],
      [false, "input.member-unknown", "curve"],
    ],
  );
});
