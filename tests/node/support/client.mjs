// A client with its worker in a thread, the way a page has one.
import { readFileSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { KazashiClient } from "../../../build/dist/core/client.js";
import { wasmFolder } from "./build.mjs";

/** A thread that speaks like a page's Worker. */
export function startWorker() {
  const thread = new Worker(new URL("./web-worker.mjs", import.meta.url));
  return {
    thread,
    postMessage: (message, transfer) => thread.postMessage(message, transfer),
    terminate: () => void thread.terminate(),
    addEventListener(type, listener) {
      if (type === "message") thread.on("message", (data) => listener({ data }));
      else if (type === "error") thread.on("error", listener);
    },
  };
}

export const built = (file) => new Uint8Array(readFileSync(new URL(file, wasmFolder)));

export async function startClient() {
  const worker = startWorker();
  const client = await KazashiClient.start({ worker, wasm: built("kazashi.wasm") });
  return { client, worker };
}
