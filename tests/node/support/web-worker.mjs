// Runs web/core/worker.ts under Node: a worker's global scope, made of the thread's port.
import { parentPort } from "node:worker_threads";

globalThis.postMessage = (message, transfer) => parentPort.postMessage(message, transfer);
globalThis.addEventListener = (type, listener) => {
  if (type === "message") parentPort.on("message", (data) => listener({ data }));
};
await import("../../../build/dist/core/worker.js");
