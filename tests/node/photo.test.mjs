// The decoder of photographs as pages and the command line have it, against files that were bent on purpose.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";
import { encodePng, longestPhotoFile, PhotoDecoder } from "kazashi/photo";
import { readPng } from "./support/png.mjs";
import { samplePortraits } from "./support/portraits.mjs";
import { wasmFolder } from "./support/build.mjs";

const module = new Uint8Array(readFileSync(new URL("kazashi-jpeg2000.wasm", wasmFolder)));
const { grey, colour } = samplePortraits();

let decoder;
before(async () => {
  decoder = await PhotoDecoder.load(module);
});

test("a portrait in grey and one in colour are decoded, and survive being written as PNG", async () => {
  for (const [file, channels] of [
    [grey, 1],
    [colour, 3],
  ]) {
    const photo = await decoder.decode(file);
    assert.deepEqual([photo.width, photo.height, photo.channels], [60, 80, channels]);
    assert.equal(photo.pixels.length, 60 * 80 * channels);
    assert.ok(new Set(photo.pixels).size > 20, "shades");
    const png = readPng(await encodePng(photo));
    assert.deepEqual([png.width, png.height], [60, 80]);
    assert.deepEqual(new Uint8Array(png.pixels), photo.pixels);
  }
});

test("the module that decodes is the one of this build", async () => {
  const other = module.slice();
  other[other.length - 1] ^= 1;
  await assert.rejects(PhotoDecoder.load(other), { code: "program.altered" });
});

test("the decoder asks its host for nothing but to hear of its memory's growth", () => {
  const imports = WebAssembly.Module.imports(new WebAssembly.Module(module)).map(({ name }) => name);
  assert.deepEqual(imports, ["emscripten_notify_memory_growth"]);
});

test("what is no photograph is refused by name", async () => {
  const sized = (file, at, value) => {
    const changed = file.slice();
    new DataView(changed.buffer).setUint32(at, value);
    return changed;
  };
  const siz = grey.findIndex((_, at) => grey[at] === 0xff && grey[at + 1] === 0x51) + 6; // Xsiz
  for (const [file, code] of [
    [new Uint8Array(), "picture.malformed"],
    [new TextEncoder().encode("no photograph"), "picture.malformed"],
    [grey.subarray(0, 300), "picture.malformed"],
    [grey.subarray(0, -1), "picture.malformed"],
    [sized(grey, siz, 0xffffffff), "picture.unsupported"],
    [sized(grey, siz, 0), "picture.malformed"],
    [new Uint8Array(longestPhotoFile + 1), "picture.unsupported"],
  ]) {
    await assert.rejects(decoder.decode(file), { code });
  }
});

test("a thousand bent files decode or are refused by name, in bounded time, and leave no memory behind", async () => {
  let seed = 20261122;
  const random = (below) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  const outcomes = { decoded: 0, refused: 0 };
  let slowest = 0;
  for (let round = 0; round < 1000; ++round) {
    const file = (round % 2 === 0 ? grey : colour).slice();
    for (let changes = 1 + random(4); changes > 0; --changes) {
      file[random(random(2) === 0 ? 220 : file.length)] = random(256);
    }
    const started = performance.now();
    await decoder.decode(file).then(
      () => ++outcomes.decoded,
      (error) => {
        assert.match(error.code ?? String(error), /^picture\./);
        ++outcomes.refused;
      },
    );
    slowest = Math.max(slowest, performance.now() - started);
  }
  assert.ok(outcomes.decoded > 50 && outcomes.refused > 50, JSON.stringify(outcomes));
  assert.ok(slowest < 5000, `${slowest} ms`);
  // Each instance has 2 MiB at least, so a thousand that stayed would be 2,000 MiB.
  const kept = process.memoryUsage().external / 2 ** 20;
  assert.ok(kept < 1000, `${kept} MiB`);
});

/** A codestream whose headers (ISO/IEC 15444-1, Annex A) ask for more work than its octets are worth. */
function demanding({ layers = 1, precincts, progression = 0 }) {
  const side = 1024;
  const levels = 5;
  const number = (value, octets) => {
    const buffer = Buffer.alloc(octets);
    buffer.writeUIntBE(value, 0, octets);
    return [...buffer];
  };
  const marker = (code, contents) => [0xff, code, ...number(contents.length + 2, 2), ...contents];
  const sizes = [side, side, 0, 0, side, side, 0, 0].flatMap((value) => number(value, 4));
  const components = [7, 1, 1, 7, 1, 1, 7, 1, 1];
  const ownPrecincts = precincts === undefined ? [] : Array(levels + 1).fill(precincts);
  const style = [ownPrecincts.length > 0 ? 1 : 0, progression, ...number(layers, 2), 0];
  const body = Array(60_000).fill(0);
  return Uint8Array.from([
    ...[0xff, 0x4f],
    ...marker(0x51, [0, 0, ...sizes, ...number(3, 2), ...components]),
    ...marker(0x52, [...style, levels, 4, 4, 0, 1, ...ownPrecincts]),
    ...marker(0x5c, [0x40, ...Array(3 * levels + 1).fill(0x48)]),
    ...marker(0x90, [0, 0, ...number(body.length + 14, 4), 0, 1]),
    ...[0xff, 0x93, ...body, 0xff, 0xd9],
  ]);
}

test("headers that ask for the most work end in seconds and within the instance's memory", async () => {
  for (const demands of [
    { layers: 65_535 },
    { precincts: 0x11 },
    { precincts: 0x11, layers: 100 },
    ...[1, 2, 3, 4].map((progression) => ({ precincts: 0x22, progression })),
  ]) {
    const started = performance.now();
    await decoder.decode(demanding(demands)).catch(({ code }) => assert.equal(code, "picture.malformed"));
    const took = performance.now() - started;
    assert.ok(took < 10_000, `${JSON.stringify(demands)}: ${took} ms`);
  }
});
