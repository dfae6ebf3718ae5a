// Watches everything a page lets out or keeps, and searches it for a PIN in every form a PIN might take.
import { Buffer } from "node:buffer";
import type { BrowserContext, Page, Request } from "@playwright/test";

interface Recorded {
  readonly posted: string[];
  readonly toWorker: { readonly strings: string; readonly buffers: string[] }[];
  readonly documents: string[];
}

/** Runs in the page before anything else: keeps every state of the document and everything that is posted. */
function record(): void {
  const recorded: Recorded = { posted: [], toWorker: [], documents: [] };
  Object.assign(globalThis, { kazashiRecorded: recorded });

  /** Text as it is; octets as Latin-1, so that one search finds both. */
  const flatten = (value: unknown, strings: string[], buffers: string[]): void => {
    if (value instanceof ArrayBuffer) {
      // one by one: as arguments of one call a sealed rulebook's octets are too many
      buffers.push(Array.from(new Uint8Array(value), (octet) => String.fromCharCode(octet)).join(""));
    } else if (ArrayBuffer.isView(value)) {
      const { buffer, byteOffset, byteLength } = value;
      flatten(buffer.slice(byteOffset, byteOffset + byteLength), strings, buffers);
    } else if (typeof value === "object" && value !== null) {
      for (const [name, member] of Object.entries(value)) {
        strings.push(name);
        flatten(member, strings, buffers);
      }
    } else {
      strings.push(String(value));
    }
  };
  const dump = (value: unknown): { strings: string; buffers: string[] } => {
    const strings: string[] = [];
    const buffers: string[] = [];
    flatten(value, strings, buffers);
    return { strings: strings.join("\n"), buffers };
  };
  const watch = (owner: object, method: string, keep: (value: unknown) => void): void => {
    const original = Reflect.get(owner, method) as (...given: unknown[]) => unknown;
    Reflect.set(owner, method, function (this: unknown, ...given: unknown[]) {
      keep(given[0]);
      return original.apply(this, given);
    });
  };
  const keepPosted = (value: unknown): void => {
    const { strings, buffers } = dump(value);
    recorded.posted.push(strings, ...buffers);
  };
  watch(window, "postMessage", keepPosted);
  for (const kind of [MessagePort, BroadcastChannel]) watch(kind.prototype, "postMessage", keepPosted);
  watch(WebSocket.prototype, "send", keepPosted);
  watch(navigator, "sendBeacon", keepPosted);
  // The page's own worker is where a PIN goes, as octets and never as text; so it is kept apart.
  watch(Worker.prototype, "postMessage", (value) => recorded.toWorker.push(dump(value)));

  /** The whole document, with shadow trees and with what fields hold, which markup does not show. */
  const serialise = (node: Node): string => {
    if (node instanceof Element) {
      const attributes = [...node.attributes].map(({ name, value }) => ` ${name}="${value}"`).join("");
      const held = "value" in node ? ` (value ${String(node.value)})` : "";
      const children = [...(node.shadowRoot?.childNodes ?? []), ...node.childNodes].map(serialise).join("");
      return `<${node.localName}${attributes}${held}>${children}</>`;
    }
    return node instanceof CharacterData ? node.data : [...node.childNodes].map(serialise).join("");
  };
  const look = (): void => {
    const state = `${location.href}\n${document.title}\n${window.name}\n${JSON.stringify(history.state)}\n${serialise(document)}`;
    if (recorded.documents.at(-1) !== state) recorded.documents.push(state);
    requestAnimationFrame(look);
  };
  look();
}

/** Every form in which the digits may hide in a text or in octets read as Latin-1. */
export function formsOf(pin: string): string[] {
  const octets = [...Buffer.from(pin)];
  const hex = octets.map((octet) => octet.toString(16));
  const forms = [pin, [...pin].join(","), [...pin].join(" "), [...pin].join("\0")];
  for (const separator of ["", " ", ",", ":"]) forms.push(hex.join(separator));
  for (const separator of [",", ", ", " "]) forms.push(octets.join(separator));
  // In base64 the letters depend on where in a group of three the digits begin; only whole letters count.
  for (const before of [0, 1, 2]) {
    const text = Buffer.concat([Buffer.alloc(before), Buffer.from(pin)]).toString("base64");
    forms.push(text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + pin.length) * 8) / 6)));
  }
  return forms;
}

export class LeakWatch {
  readonly #said: string[] = [];
  readonly #sent: string[] = [];
  readonly #requests: Promise<void>[] = [];

  private constructor(
    private readonly page: Page,
    private readonly context: BrowserContext,
  ) {}

  /** Before the page is opened. */
  static async start(page: Page): Promise<LeakWatch> {
    const watch = new LeakWatch(page, page.context());
    page.on("console", (message) => watch.#said.push(message.text(), message.location().url));
    page.on("pageerror", (error) => watch.#said.push(`${error.message}\n${error.stack ?? ""}`));
    watch.context.on("request", (request) => watch.#requests.push(watch.#keep(request)));
    await page.addInitScript(record);
    return watch;
  }

  async #keep(request: Request): Promise<void> {
    const headers = JSON.stringify(await request.allHeaders().catch(() => request.headers()));
    this.#sent.push(request.url(), headers, request.postDataBuffer()?.toString("latin1") ?? "");
  }

  /** Where the PIN was found; nothing is the answer one hopes for. */
  async find(pin: string): Promise<string[]> {
    await Promise.all(this.#requests);
    const recorded = await this.page.evaluate(
      () => (globalThis as unknown as { kazashiRecorded: Recorded }).kazashiRecorded,
    );
    const places: Record<string, readonly string[]> = {
      console: this.#said,
      network: this.#sent,
      "other windows": recorded.posted,
      "worker, as text": recorded.toWorker.map(({ strings }) => strings),
      document: recorded.documents,
      storage: await this.#stored(),
    };
    const forms = formsOf(pin);
    return Object.entries(places)
      .filter(([, texts]) => texts.some((text) => forms.some((form) => text.includes(form))))
      .map(([place]) => place);
  }

  /** How often octets that hold the PIN went to the page's worker: its one way to the card. */
  async sentToWorker(pin: string): Promise<number> {
    const recorded = await this.page.evaluate(
      () => (globalThis as unknown as { kazashiRecorded: Recorded }).kazashiRecorded,
    );
    return recorded.toWorker.filter(({ buffers }) => buffers.some((octets) => octets.includes(pin))).length;
  }

  /** How many states of the document were seen, to know that looking worked. */
  async statesSeen(): Promise<number> {
    return this.page.evaluate(
      () => (globalThis as unknown as { kazashiRecorded: Recorded }).kazashiRecorded.documents.length,
    );
  }

  async #stored(): Promise<string[]> {
    const cookies = JSON.stringify(await this.context.cookies());
    const inPage = await this.page.evaluate(async () => {
      const databases: string[] = [];
      for (const { name } of await indexedDB.databases()) {
        if (name === undefined) continue;
        const database = await new Promise<IDBDatabase>((resolve, reject) => {
          const opening = indexedDB.open(name);
          opening.onsuccess = () => resolve(opening.result);
          opening.onerror = () => reject(new Error(name));
        });
        for (const store of database.objectStoreNames) {
          const all = database.transaction(store).objectStore(store).getAll();
          await new Promise((resolve) => {
            all.onsuccess = resolve;
          });
          databases.push(name, JSON.stringify(all.result));
        }
      }
      const cached: string[] = [];
      for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
          cached.push(request.url, (await (await cache.match(request))?.text()) ?? "");
        }
      }
      return [
        JSON.stringify({ ...localStorage }),
        JSON.stringify({ ...sessionStorage }),
        document.cookie,
        ...databases,
        ...cached,
      ];
    });
    return [cookies, ...inPage];
  }
}
