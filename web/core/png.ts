// A PNG file of eight bits a channel (ISO/IEC 15948), compressed by what pages, workers and Node all have.
import type { Photo } from "./jpeg2000.js";

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const colourTypes = { 1: 0, 3: 2 } as const;

export async function encodePng(photo: Photo): Promise<Uint8Array<ArrayBuffer>> {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, photo.width);
  view.setUint32(4, photo.height);
  header.set([8, colourTypes[photo.channels], 0, 0, 0], 8);
  const data = await zlib(unfilteredRows(photo));
  return joined([signature, chunk("IHDR", header), chunk("IDAT", data), chunk("IEND", new Uint8Array())]);
}

/** Each row begins with the number of its filter: 0, none. */
function unfilteredRows({ width, height, channels, pixels }: Photo): Uint8Array<ArrayBuffer> {
  const length = width * channels;
  const rows = new Uint8Array(height * (length + 1));
  for (let row = 0; row < height; ++row) {
    rows.set(pixels.subarray(row * length, (row + 1) * length), row * (length + 1) + 1);
  }
  return rows;
}

async function zlib(octets: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([octets]).stream().pipeThrough(new CompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Length, type, data, and the CRC over the latter two. */
function chunk(type: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const octets = new Uint8Array(12 + data.length);
  const view = new DataView(octets.buffer);
  view.setUint32(0, data.length);
  octets.set(new TextEncoder().encode(type), 4);
  octets.set(data, 8);
  view.setUint32(8 + data.length, crc32(octets.subarray(4, 8 + data.length)));
  return octets;
}

/** CRC-32 of ISO 3309, bit by bit: a photograph is small. */
function crc32(octets: Uint8Array): number {
  let crc = 0xffffffff;
  for (const octet of octets) {
    crc ^= octet;
    for (let bit = 0; bit < 8; ++bit) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
