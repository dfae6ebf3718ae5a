// Synthetic CRLs of any size: the right shape, signed by a key made for the run, the same entries each time.
import { createCipheriv, createSign, generateKeyPairSync } from "node:crypto";

const pieceOctets = 1024 * 1024;

const lengthOctets = (size) => {
  if (size < 0x80) return Buffer.from([size]);
  const octets = [];
  for (let left = size; left > 0; left = Math.floor(left / 256)) octets.unshift(left % 256);
  return Buffer.from([0x80 | octets.length, ...octets]);
};
const header = (tag, size) => Buffer.concat([Buffer.from([tag]), lengthOctets(size)]);
const der = (tag, ...parts) => {
  const content = Buffer.concat(parts);
  return Buffer.concat([header(tag, content.length), content]);
};

const algorithm = Buffer.from("300d06092a864886f70d01010b0500", "hex"); // sha256WithRSAEncryption
const name = der(
  0x30,
  der(0x31, der(0x30, Buffer.from("060355040a", "hex"), der(0x0c, Buffer.from("KAZASHI-TEST")))),
);
const utcTime = (text) => der(0x17, Buffer.from(text));

/**
 * Serials of four octets as dense as JPKI's would be with ten million revoked among the 2^28 (268 million) issued last,
 * whatever their number: one in 26.8, in no order.
 */
export function denseSerials(count) {
  const gap = 26.8435456;
  let stride = Math.floor(count * 0.6180339887) | 1;
  while (gcd(stride, count) !== 1) stride += 2;
  return {
    size: 4,
    write: (buffer, at, index) => {
      const place = (index * stride) % count;
      buffer.writeUInt32BE(0x10000000 + Math.floor((place + jitter(place)) * gap), at);
    },
  };
}

/** Random serials of 16 octets, positive in DER without a sign octet. */
export function randomSerials(count) {
  const stream = createCipheriv("aes-128-ctr", Buffer.alloc(16, 7), Buffer.alloc(16));
  const octets = stream.update(Buffer.alloc(count * 16));
  for (let at = 0; at < octets.length; at += 16) octets[at] = 0x40 | (octets[at] & 0x3f);
  return { size: 16, write: (buffer, at, index) => octets.copy(buffer, at, index * 16, index * 16 + 16) };
}

const gcd = (a, b) => (b === 0 ? a : gcd(b, a % b));
/** Spreads without colliding: below one, and never two places in one. */
const jitter = (place) => ((place * 2654435761) % 4294967296) / 4294967296;

/** The pieces of one CRL with `count` entries, and what is needed to check it. */
export function makeCrl(count, serials) {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const entryTail = utcTime("260102030405Z");
  const entrySize = 2 + 2 + serials.size + entryTail.length;
  const before = Buffer.concat([
    Buffer.from("020101", "hex"),
    algorithm,
    name,
    utcTime("260201000000Z"),
    utcTime("260301000000Z"),
  ]);
  const revoked = header(0x30, count * entrySize);
  const signedSize = before.length + revoked.length + count * entrySize;
  const signed = header(0x30, signedSize);
  const signatureSize = algorithm.length + 4 + 1 + 256;
  const outer = header(0x30, signed.length + signedSize + signatureSize);

  const octets = Buffer.allocUnsafe(outer.length + signed.length + signedSize + signatureSize);
  let at = Buffer.concat([outer, signed, before, revoked]).copy(octets, 0);
  for (let index = 0; index < count; ++index) {
    octets[at] = 0x30;
    octets[at + 1] = entrySize - 2;
    octets[at + 2] = 0x02;
    octets[at + 3] = serials.size;
    serials.write(octets, at + 4, index);
    entryTail.copy(octets, at + 4 + serials.size);
    const day = 1 + (index % 28); // dates that differ, as they do
    octets[at + 4 + serials.size + 6] = 0x30 + Math.floor(day / 10);
    octets[at + 4 + serials.size + 7] = 0x30 + (day % 10);
    at += entrySize;
  }
  const signature = createSign("sha256").update(octets.subarray(outer.length, at)).sign(privateKey);
  Buffer.concat([algorithm, header(0x03, 257), Buffer.from([0]), signature]).copy(octets, at);

  const pieces = [];
  for (let start = 0; start < octets.length; start += pieceOctets)
    pieces.push(octets.subarray(start, start + pieceOctets));
  return { octets, pieces, name, spki: publicKey.export({ type: "spki", format: "der" }) };
}

/** `count` serials to look up, each second one listed. */
export function lookups(count, total, serials) {
  const asked = Buffer.alloc(count * serials.size);
  for (let index = 0; index < count; ++index) {
    const at = index * serials.size;
    serials.write(asked, at, (index * 7919) % total);
    if (index % 2 === 1) asked[at + serials.size - 1] ^= 1;
  }
  return asked;
}
