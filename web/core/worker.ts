// The worker that holds the core, so that no verification makes a page stutter and no page script shares its memory.
import { Cores, Held } from "./cores.js";
import { failureOf, KazashiError } from "./failure.js";
import {
  type CallName,
  type Calls,
  type ErrandName,
  type Errands,
  protocolVersion,
  type Request,
  type ToPage,
  type ToWorker,
} from "./protocol.js";
import type { Disposable, RulebookHandle, TrustHandle } from "./seam.js";
import { runSession } from "./session-driver.js";

interface Port {
  postMessage(message: ToPage, transfer?: Transferable[]): void;
  addEventListener(type: "message", listener: (event: MessageEvent<ToWorker>) => void): void;
}
const port = globalThis as unknown as Port;

/** What a card signs names the origin that this worker was loaded from. Only Node's threads have none of their own. */
function forOwnOrigin(argumentsJson: string): string {
  const { location } = globalThis as { readonly location?: { readonly origin: string } };
  if (!location) return argumentsJson;
  return JSON.stringify({ ...(JSON.parse(argumentsJson) as object), origin: location.origin });
}

const cores = new Cores();
const trusts = new Map<number, Held<TrustHandle>>();
const rulebooks = new Map<number, Held<RulebookHandle>>();
const running = new Map<number, AbortController>();
const errands = new Map<number, { resolve(value: unknown): void; reject(error: unknown): void }>();
let lastNumber = 0;

function held<Handle>(handles: Map<number, Handle>, handle: number): Handle {
  const found = handles.get(handle);
  if (!found) throw new KazashiError("input.option-malformed");
  return found;
}

/** Keeps what opened, if its summary says that it did; what was refused is freed at once. */
function keep<Handle extends Disposable & { summary(): string }>(
  handles: Map<number, Held<Handle>>,
  opened: Held<Handle>,
): { handle: number; summaryJson: string } {
  const summaryJson = opened.in(cores.main).summary();
  const { ok } = JSON.parse(summaryJson) as { ok: boolean };
  const number = ++lastNumber;
  if (ok) handles.set(number, opened);
  else opened.delete();
  return { handle: number, summaryJson };
}

type Handlers = {
  [Name in CallName]: (
    ask: Calls[Name]["ask"],
    id: number,
  ) => Promise<Calls[Name]["value"]> | Calls[Name]["value"];
};

const handlers: Handlers = {
  async load({ wasm, fullWasm }) {
    await cores.load(wasm, fullWasm);
    return undefined;
  },
  openTrust: ({ envelope, argumentsJson }) =>
    keep(trusts, new Held((core) => core.Trust.open(envelope, argumentsJson))),
  openRulebook: ({ envelope, argumentsJson }) =>
    keep(rulebooks, new Held((core) => core.Rulebook.openSigned(envelope, argumentsJson))),
  closeHandle({ handle }) {
    for (const handles of [trusts, rulebooks]) {
      handles.get(handle)?.delete();
      handles.delete(handle);
    }
    return undefined;
  },
  async visit({ use, trust, rulebook, argumentsJson }, id) {
    const stop = new AbortController();
    running.set(id, stop);
    try {
      const core = await cores.withUse(use);
      const session = core.Session.start(
        held(trusts, trust).in(core),
        held(rulebooks, rulebook).in(core),
        forOwnOrigin(argumentsJson),
      );
      return await runSession(
        session,
        {
          // Moved, not copied: when the page has sent the octets, the worker has none left.
          transferOut: (octets) => errand(id, "transferOut", { octets: octets as Uint8Array<ArrayBuffer> }),
          transferIn: async (length, timeoutMs) =>
            (await errand(id, "transferIn", { length, timeoutMs })).octets,
          reset: () => errand(id, "reset", {}),
        },
        {
          askPin: (prompt, over) => errand(id, "pin", prompt, over),
          onStage: (stage) => port.postMessage({ v: protocolVersion, type: "stage", id, stage }),
        },
        stop.signal,
      );
    } finally {
      running.delete(id);
    }
  },
  async verifyEvidence({ use, evidence, trust, rulebook, argumentsJson }) {
    const core = await cores.withUse(use);
    const [by, rules] = [held(trusts, trust).in(core), held(rulebooks, rulebook).in(core)];
    return { resultJson: core.verifyEvidence(evidence, by, rules, argumentsJson) };
  },
  decide: ({ rulebook, requestJson }) => ({
    resultJson: held(rulebooks, rulebook).in(cores.main).decide(requestJson),
  }),
  describeCertificate: ({ der }) => ({ resultJson: cores.main.describeCertificate(der) }),
};

/** Has the page do something and waits for it. */
function errand<Name extends ErrandName>(
  id: number,
  name: Name,
  ask: Errands[Name]["ask"],
  over?: AbortSignal,
): Promise<Errands[Name]["value"]> {
  const number = ++lastNumber;
  const done = new Promise<Errands[Name]["value"]>((resolve, reject) => {
    errands.set(number, { resolve: resolve as (value: unknown) => void, reject });
  });
  const transfer = "octets" in ask ? [ask.octets.buffer as ArrayBuffer] : [];
  port.postMessage({ v: protocolVersion, type: "errand", id, errand: number, name, ask } as ToPage, transfer);
  over?.addEventListener(
    "abort",
    () => port.postMessage({ v: protocolVersion, type: "errand-over", errand: number }),
    { once: true },
  );
  return done;
}

async function call(request: Request): Promise<void> {
  const { id, name, ask } = request;
  try {
    const handler = handlers[name] as (ask: unknown, id: number) => unknown;
    const value = (await handler(ask, id)) as Calls[CallName]["value"];
    port.postMessage({ v: protocolVersion, type: "done", id, value });
  } catch (error) {
    const fieldOff = error instanceof KazashiError ? error.fieldOff : undefined;
    port.postMessage({ v: protocolVersion, type: "failed", id, failure: failureOf(error), fieldOff });
  }
}

port.addEventListener("message", ({ data }) => {
  if (data.v !== protocolVersion) {
    if (data.type === "call") {
      port.postMessage({
        v: protocolVersion,
        type: "failed",
        id: data.id,
        failure: { code: "program.altered" },
      });
    }
    return;
  }
  switch (data.type) {
    case "call":
      void call(data);
      return;
    case "cancel":
      running.get(data.id)?.abort();
      return;
    case "errand-done":
      errands.get(data.errand)?.resolve(data.value);
      errands.delete(data.errand);
      return;
    case "errand-failed":
      errands.get(data.errand)?.reject(new KazashiError(data.failure));
      errands.delete(data.errand);
      return;
  }
});
