import { cpus, totalmem } from "node:os";

/** The machine in one sentence. */
export function machine() {
  const [{ model }] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const day = new Date().toISOString().slice(0, 10);
  return `${model.trim()}, ${cpus().length} cores, ${memory} GiB, Node ${process.versions.node} (OpenSSL ${process.versions.openssl}), ${day}`;
}
