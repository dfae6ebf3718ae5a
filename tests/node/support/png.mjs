// Reads back the PNG files that web/core/png.ts writes.
import assert from "node:assert/strict";
import { inflateSync } from "node:zlib";

/** The size and the pixels of a PNG that has one IDAT and no filters, which is what encodePng writes. */
export function readPng(octets) {
  const png = Buffer.from(octets);
  assert.equal(png.toString("latin1", 0, 8), "\x89PNG\r\n\x1a\n");
  const chunks = {};
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    chunks[png.toString("latin1", at + 4, at + 8)] = png.subarray(at + 8, at + 8 + png.readUInt32BE(at));
  }
  const [width, height] = [chunks.IHDR.readUInt32BE(0), chunks.IHDR.readUInt32BE(4)];
  const rows = inflateSync(chunks.IDAT);
  const length = rows.length / height;
  const pixels = Array.from({ length: height }, (_, row) => {
    assert.equal(rows[row * length], 0);
    return rows.subarray(row * length + 1, (row + 1) * length);
  });
  return { width, height, pixels: Buffer.concat(pixels) };
}
