// Certificates and CRLs of almost a megabyte each, sound in their DER and full of one thing: what takes quadratic time to
// read shows here.
const length = (size) => {
  if (size < 0x80) return Buffer.from([size]);
  const octets = Buffer.alloc(4);
  octets.writeUInt32BE(size);
  const short = octets.subarray(octets.findIndex((octet) => octet !== 0));
  return Buffer.concat([Buffer.from([0x80 | short.length]), short]);
};
const der = (tag, ...parts) => {
  const content = Buffer.concat(parts.flat());
  return Buffer.concat([Buffer.from([tag]), length(content.length), content]);
};
const sequence = (...parts) => der(0x30, ...parts);
const integer = (number) => der(0x02, Buffer.from([number]));
const hex = (text) => Buffer.from(text, "hex");
const times = (count, make) => Array.from({ length: count }, (_, index) => make(index));

/** 1.2.n, with n from 2^14 up in three octets. */
const oid = (n) => der(0x06, Buffer.from([0x2a, 0x80 | (n >> 14), 0x80 | (n >> 7), n & 0x7f]));
const text = der(0x0c, Buffer.from("abc"));
const attribute = sequence(hex("0603550403"), text);
const name = sequence(der(0x31, attribute));
const algorithm = sequence(hex("06082a8648ce3d040302")); // ECDSA with SHA-256
const time = (digits) => der(0x17, Buffer.from(digits));
const key = sequence(
  sequence(hex("06072a8648ce3d0201"), hex("06082a8648ce3d030107")),
  der(0x03, Buffer.alloc(66)),
);
const signature = der(0x03, Buffer.alloc(70));
const extension = (id, value) => sequence(id, der(0x04, value));
const known = (number, value) => extension(der(0x06, Buffer.from([0x55, 0x1d, number])), value);

const certificate = (subject, extensions) =>
  sequence(
    sequence(
      der(0xa0, integer(2)),
      integer(5),
      algorithm,
      name,
      sequence(time("200101000000Z"), time("491231235959Z")),
      subject,
      key,
      der(0xa3, sequence(extensions)),
    ),
    algorithm,
    signature,
  );
const crl = (entries) =>
  sequence(
    sequence(
      integer(1),
      algorithm,
      name,
      time("200101000000Z"),
      time("491231235959Z"),
      sequence(entries),
      der(0xa0, sequence(known(20, integer(1)), known(35, sequence(der(0x80, Buffer.alloc(20)))))),
    ),
    algorithm,
    signature,
  );
const serial = (index) => der(0x02, hex((0x10000000 + index).toString(16)));

const distinct = 2 ** 14;
export const largeInputs = {
  extensions: certificate(
    name,
    times(70_000, (index) => extension(oid(distinct + index), hex("0500"))),
  ),
  "relative names": certificate(sequence(times(60_000, () => der(0x31, attribute))), [
    known(14, hex("0400")),
  ]),
  "attributes of one relative name": certificate(
    sequence(
      der(
        0x31,
        times(60_000, () => attribute),
      ),
    ),
    [known(14, hex("0400"))],
  ),
  "alternative names": certificate(name, [
    known(17, sequence(times(150_000, () => der(0x82, Buffer.from("ab.c"))))),
  ]),
  purposes: certificate(name, [known(37, sequence(times(100_000, (index) => oid(distinct + index))))]),
  policies: certificate(name, [
    known(32, sequence(times(90_000, (index) => sequence(oid(distinct + index))))),
  ]),
  "revoked serials": crl(times(45_000, (index) => sequence(serial(index), time("200101000000Z")))),
};
