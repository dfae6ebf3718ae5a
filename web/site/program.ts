// What the page loads once: the core in its worker, the trust bundles, the rulebook and the simulator's people.
import type { Person } from "../bridges/simulator.js";
import { KazashiClient, type EnvelopeOptions, type Rulebook, type Trust } from "../core/client.js";
import { KazashiError } from "../core/failure.js";
import type { Signer } from "../core/seam.js";
import { highestVersion, rememberVersion } from "../core/version-memory.js";
import coreWasm from "kazashi/kazashi.wasm?url";
import simulatorWasm from "kazashi/kazashi-simulator.wasm?url";
import productionBundle from "../../build/wasm/trust-production.cose?url";
import testBundle from "../../build/wasm/trust-test.cose?url";
import productionSigners from "../../build/wasm/trust-signers.json" with { type: "json" };
import testSigners from "../../build/wasm/trust-test-signers.json" with { type: "json" };
import rulebookEnvelope from "../../build/wasm/rulebook.cose?url";
import peopleUrl from "../../build/wasm/test-pki.json?url";
import type { Rulebook as Book } from "../rules/book.js";
import { payloadOf } from "../trust/open-payload.js";
import type { TrustName } from "./relying-party.js";

/** A person of the simulator. Their PIN is theirs alone to nobody: it is shown on the page. */
export interface SimulatedPerson extends Person {
  readonly birthDate: string;
  readonly pins: { readonly auth: string };
}

export interface Program {
  readonly client: KazashiClient;
  readonly rulebook: Rulebook;
  /** The same rulebook with the texts that the core does not keep. */
  readonly book: Book;
  readonly people: readonly SimulatedPerson[];
  openTrust(name: TrustName): Promise<Trust>;
}

export const simulatorFile = simulatorWasm;

async function fetched(url: string): Promise<Response> {
  try {
    const response = await fetch(url);
    if (response.ok) return response;
  } catch (cause) {
    throw new KazashiError("program.unavailable", { cause });
  }
  throw new KazashiError("program.unavailable");
}

/** Opens bundle `id`, never in an older version than this page has opened before. */
async function neverOlder<Opened>(
  id: string,
  open: (known: Pick<EnvelopeOptions, "time" | "minimumVersion">) => Promise<Opened>,
  release: (opened: Opened) => { readonly id: string; readonly version: number },
): Promise<Opened> {
  const opened = await open({ time: new Date(), minimumVersion: highestVersion(id) });
  const found = release(opened);
  if (found.id === id) rememberVersion(id, found.version);
  return opened;
}

async function octetsOf(url: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await (await fetched(url)).arrayBuffer());
}

export async function loadProgram(): Promise<Program> {
  const worker = new Worker(new URL("../core/worker.ts", import.meta.url), { type: "module" });
  try {
    return await loadedWith(worker);
  } catch (error) {
    worker.terminate();
    throw error;
  }
}

async function loadedWith(worker: Worker): Promise<Program> {
  const [client, sealedRulebook, people] = await Promise.all([
    KazashiClient.start({ worker, wasm: new URL(coreWasm, document.baseURI) }),
    octetsOf(rulebookEnvelope),
    fetched(peopleUrl).then((response) => response.json() as Promise<{ people: SimulatedPerson[] }>),
  ]);
  const bundles: Record<TrustName, string> = { production: productionBundle, test: testBundle };
  const pinned: Record<TrustName, Signer[]> = { production: productionSigners, test: testSigners };
  const opened = new Map<TrustName, Promise<Trust>>();
  const open = async (name: TrustName): Promise<Trust> => {
    const envelope = await octetsOf(bundles[name]);
    const signers = pinned[name];
    return neverOlder(
      `kazashi-${name}`,
      (known) => client.openTrust(envelope, { ...known, signers, environment: name }),
      ({ summary }) => summary,
    );
  };
  const rulebook = await neverOlder(
    "kazashi-rulebook",
    (known) => client.openRulebook(sealedRulebook, { ...known, signers: productionSigners }),
    ({ summary }) => summary.release,
  );
  return {
    client,
    rulebook,
    book: JSON.parse(new TextDecoder().decode(payloadOf(sealedRulebook))) as Book,
    people: people.people,
    openTrust(name) {
      const before = opened.get(name);
      if (before) return before;
      const trust = open(name).catch((error: unknown) => {
        opened.delete(name);
        throw error;
      });
      opened.set(name, trust);
      return trust;
    },
  };
}
