// Certificates that commands are given as files.
import { X509Certificate } from "node:crypto";
import { UsageError } from "./exit.js";
import { readOctets } from "./options.js";

/** Every certificate of a PEM file, or the one of a DER file, as DER. */
export async function readCertificates(path: string): Promise<Uint8Array[]> {
  const octets = Buffer.from(await readOctets(path));
  const blocks =
    octets.toString("latin1").match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
  try {
    return (blocks.length > 0 ? blocks : [octets]).map((one) => new X509Certificate(one).raw);
  } catch {
    throw new UsageError(`${path} holds no certificate`);
  }
}

export async function readCertificate(path: string): Promise<Uint8Array> {
  const [first, ...more] = await readCertificates(path);
  if (!first || more.length > 0) throw new UsageError(`${path} holds more than one certificate`);
  return first;
}
