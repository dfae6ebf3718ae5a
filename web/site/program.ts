// What the page loads once: the core in its worker, the trust bundles, the rulebook and the simulator's people.
import type { Person } from "../bridges/simulator.js";
import { KazashiClient, type Rulebook, type Trust } from "../core/client.js";
import { KazashiError } from "../core/failure.js";
import type { Signer } from "../core/seam.js";
import { highestVersion, rememberVersion } from "../core/version-memory.js";
import coreWasm from "kazashi/kazashi.wasm?url";
import simulatorWasm from "kazashi/kazashi-simulator.wasm?url";
import productionBundle from "../../build/wasm/trust-production.cose?url";
import testBundle from "../../build/wasm/trust-test.cose?url";
import productionSigners from "../../build/wasm/trust-signers.json" with { type: "json" };
import testSigners from "../../build/wasm/trust-test-signers.json" with { type: "json" };
import rulebookUrl from "../../build/wasm/rulebook.json?url";
import peopleUrl from "../../build/wasm/test-pki.json?url";
import { type DecisionTexts, readDecisionTexts } from "./rulebook-texts.js";
import type { TrustName } from "./relying-party.js";

/** A person of the simulator. Their PIN is theirs alone to nobody: it is shown on the page. */
export interface SimulatedPerson extends Person {
  readonly birthDate: string;
  readonly pins: { readonly auth: string };
}

export interface Program {
  readonly client: KazashiClient;
  readonly rulebook: Rulebook;
  readonly decisionTexts: ReadonlyMap<string, DecisionTexts>;
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
  const [client, rulebookText, people] = await Promise.all([
    KazashiClient.start({ worker, wasm: new URL(coreWasm, document.baseURI) }),
    fetched(rulebookUrl).then((response) => response.text()),
    fetched(peopleUrl).then((response) => response.json() as Promise<{ people: SimulatedPerson[] }>),
  ]);
  const bundles: Record<TrustName, string> = { production: productionBundle, test: testBundle };
  const pinned: Record<TrustName, Signer[]> = { production: productionSigners, test: testSigners };
  const opened = new Map<TrustName, Promise<Trust>>();
  const open = async (name: TrustName): Promise<Trust> => {
    const envelope = new Uint8Array(await (await fetched(bundles[name])).arrayBuffer());
    const signers = pinned[name];
    const id = `kazashi-${name}`;
    const minimumVersion = highestVersion(id);
    const trust = await client.openTrust(envelope, {
      signers,
      environment: name,
      time: new Date(),
      minimumVersion,
    });
    if (trust.summary.id === id) rememberVersion(id, trust.summary.version);
    return trust;
  };
  return {
    client,
    rulebook: await client.openRulebook(rulebookText),
    decisionTexts: readDecisionTexts(rulebookText),
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
