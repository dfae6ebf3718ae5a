// The device on the other side of the cable: the simulator's reader, with reads that wait until it has something to say.
// Both stand-ins for navigator.usb are thin layers over this, so what differs between them is WebUSB alone.
import createSimulator from "kazashi/kazashi-simulator.mjs";

/** What a test sets before the page is loaded. */
export interface Setup {
  /** The person whose card it is, as JSON. */
  readonly person: string;
  /** What the person does in the browser's chooser. */
  readonly chooser: "choose" | "cancel";
  /** rc-s380; a reader with nothing but the smart-card class; a reader that another program holds. */
  readonly shape: "rc-s380" | "ccid-only" | "in-use";
}

export type InStatus = "ok" | "stall" | "babble" | "aborted" | "disconnected";
export interface InResult {
  readonly status: InStatus;
  readonly data: Uint8Array;
}

const smartCardClass = 0x0b;
const nothing = new Uint8Array();

type Fault = "unplug" | "stall" | "garbage" | "silence" | "card-removed" | "short-packet";
type Simulator = Awaited<ReturnType<typeof createSimulator>>;

export class Hardware {
  readonly setup: Setup;
  /** Shaped like WebUSB's USBDevice. */
  readonly descriptor: USBDevice;
  onunplugged: (() => void) | undefined;

  readonly #reader: InstanceType<Simulator["VirtualReader"]>;
  #pending: { length: number; resolve(result: InResult): void }[] = [];

  private constructor(setup: Setup, simulator: Simulator) {
    this.setup = setup;
    this.#reader = new simulator.VirtualReader(setup.person, 1);
    this.descriptor = JSON.parse(this.#reader.descriptor()) as USBDevice;
    if (setup.shape !== "ccid-only") return;
    const bulk = this.descriptor.configurations[0]?.interfaces[0]?.alternates[0]?.endpoints ?? [];
    const alternate = {
      alternateSetting: 0,
      interfaceClass: smartCardClass,
      interfaceSubclass: 0,
      interfaceProtocol: 0,
      endpoints: bulk,
    };
    Object.assign(this.descriptor, {
      vendorId: 0x072f,
      productId: 0x2200,
      productName: "A CCID reader",
      configurations: [
        { configurationValue: 1, interfaces: [{ interfaceNumber: 0, alternates: [alternate] }] },
      ],
    });
  }

  static async start(): Promise<Hardware> {
    const { kazashiSetup } = globalThis as unknown as { kazashiSetup: Setup };
    const hardware = new Hardware(
      kazashiSetup,
      await createSimulator({ locateFile: () => "/__test__/kazashi-simulator.wasm" }),
    );
    Object.assign(globalThis, { kazashiHardware: hardware, outcomeOf, chooseDevice });
    return hardware;
  }

  isProtected(interfaceNumber: number): boolean {
    return this.descriptor.configurations.some(({ interfaces }) =>
      interfaces.some(
        (candidate) =>
          candidate.interfaceNumber === interfaceNumber &&
          candidate.alternates.some(({ interfaceClass }) => interfaceClass === smartCardClass),
      ),
    );
  }

  transferOut(octets: Uint8Array): "ok" | "stall" | "disconnected" {
    const status = this.#reader.transferOut(octets);
    if (status === "disconnected") this.#gone();
    else this.#serve();
    return status;
  }

  transferIn(length: number): Promise<InResult> {
    return new Promise((resolve) => {
      this.#pending.push({ length, resolve });
      this.#serve();
    });
  }

  clearHalt(direction: "in" | "out"): void {
    this.#reader.clearHalt(direction);
  }
  reset(): void {
    this.abort();
    this.#reader.reset();
  }
  abort(): void {
    for (const { resolve } of this.#pending.splice(0)) resolve({ status: "aborted", data: nothing });
  }

  // --- what the test's hands do
  placeCard(): void {
    this.#reader.placeCard();
  }
  removeCard(): void {
    this.#reader.removeCard();
  }
  unplug(): void {
    this.#reader.unplug();
    this.#gone();
  }
  setFault(step: number, kind: Fault): void {
    this.#reader.setFault(step, kind);
  }
  get state(): unknown {
    return JSON.parse(this.#reader.state());
  }

  #serve(): void {
    for (let read = this.#pending[0]; read; read = this.#pending[0]) {
      const { status, data } = this.#reader.transferIn(read.length);
      if (status === "empty") return;
      if (status === "disconnected") {
        this.#gone();
        return;
      }
      this.#pending.shift();
      read.resolve({ status, data: new Uint8Array(data) });
    }
  }

  #gone(): void {
    for (const { resolve } of this.#pending.splice(0)) resolve({ status: "disconnected", data: nothing });
    this.onunplugged?.();
  }
}

// --- what tests of WebUSB itself call in the page

async function outcomeOf(call: () => Promise<unknown>): Promise<string> {
  try {
    const value = await call();
    return (value as { status?: string } | undefined)?.status ?? "done";
  } catch (error) {
    return (error as Error).name;
  }
}

function chooseDevice(): Promise<USBDevice> {
  return navigator.usb.requestDevice({ filters: [] });
}
