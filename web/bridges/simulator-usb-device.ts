// The virtual reader with the manners of a USBDevice: the states and refusals of the WebUSB specification, so that the
// bridge that drives it cannot tell it from hardware.
import type { UsbEvents } from "./webusb.js";
import type { ReaderFault, ReaderState, VirtualReader } from "./simulator-seam.js";

interface Descriptor {
  readonly vendorId: number;
  readonly productId: number;
  readonly productName: string;
  readonly manufacturerName?: string;
  readonly serialNumber?: string;
  readonly configurations: readonly USBConfiguration[];
}

interface PendingRead {
  readonly length: number;
  resolve(result: USBInTransferResult): void;
  reject(error: DOMException): void;
}

const refusal = (name: string): DOMException => new DOMException("", name);

/** WebUSB section 6.1, as much of it as a reader needs. */
export class SimulatorUsbDevice {
  readonly vendorId: number;
  readonly productId: number;
  readonly productName: string;
  readonly manufacturerName: string | undefined;
  readonly serialNumber: string | undefined;
  readonly configurations: USBConfiguration[];
  configuration: USBConfiguration | null = null;
  opened = false;
  /** Where this device is plugged in, as `navigator.usb` is for real ones: says `disconnect` when it disappears. */
  readonly bus: UsbEvents;

  readonly #bus = new EventTarget();
  #claimed = new Set<number>();
  /** Reads that wait for the reader to say something, oldest first. */
  #pending: PendingRead[] = [];

  constructor(private readonly reader: VirtualReader) {
    const descriptor = JSON.parse(reader.descriptor()) as Descriptor;
    this.vendorId = descriptor.vendorId;
    this.productId = descriptor.productId;
    this.productName = descriptor.productName;
    this.manufacturerName = descriptor.manufacturerName;
    this.serialNumber = descriptor.serialNumber;
    this.configurations = [...descriptor.configurations];
    this.bus = this.#bus as unknown as UsbEvents;
  }

  async open(): Promise<void> {
    this.#mustBeAttached();
    this.opened = true;
  }

  async close(): Promise<void> {
    if (!this.opened) return;
    this.opened = false;
    this.#claimed.clear();
    this.#abortReads();
  }

  async selectConfiguration(value: number): Promise<void> {
    this.#mustBeOpen();
    const configuration = this.configurations.find(({ configurationValue }) => configurationValue === value);
    if (!configuration) throw refusal("NotFoundError");
    this.configuration = configuration;
  }

  async claimInterface(number: number): Promise<void> {
    this.#mustBeOpen();
    if (!this.configuration) throw refusal("InvalidStateError");
    const found = this.configuration.interfaces.some(({ interfaceNumber }) => interfaceNumber === number);
    if (!found) throw refusal("NotFoundError");
    this.#claimed.add(number);
  }

  async releaseInterface(number: number): Promise<void> {
    this.#mustBeOpen();
    this.#claimed.delete(number);
    this.#abortReads();
  }

  async transferOut(endpoint: number, octets: BufferSource): Promise<USBOutTransferResult> {
    this.#mustHave(endpoint, "out");
    const view = ArrayBuffer.isView(octets)
      ? new Uint8Array(octets.buffer, octets.byteOffset, octets.byteLength)
      : new Uint8Array(octets);
    const status = this.reader.transferOut(view);
    if (status === "disconnected") throw this.#unplugged();
    this.#serveReads();
    return { bytesWritten: status === "ok" ? view.length : 0, status } as USBOutTransferResult;
  }

  async transferIn(endpoint: number, length: number): Promise<USBInTransferResult> {
    this.#mustHave(endpoint, "in");
    return new Promise((resolve, reject) => {
      this.#pending.push({ length, resolve, reject });
      this.#serveReads();
    });
  }

  async clearHalt(direction: USBDirection, endpoint: number): Promise<void> {
    this.#mustHave(endpoint, direction);
    this.reader.clearHalt(direction);
  }

  async reset(): Promise<void> {
    this.#mustBeOpen();
    this.#abortReads();
    this.reader.reset();
  }

  // --- what hands do, and what only a simulator can be asked

  placeCard(): void {
    this.reader.placeCard();
  }
  removeCard(): void {
    this.reader.removeCard();
  }
  plug(): void {
    this.reader.plug();
  }
  unplug(): void {
    this.reader.unplug();
    this.#unplugged();
  }
  /** Steps are transfers in both directions together, counted from 0. */
  setFault(step: number, kind: ReaderFault): void {
    this.reader.setFault(step, kind);
  }
  clearFaults(): void {
    this.reader.clearFaults();
  }
  get state(): ReaderState {
    return JSON.parse(this.reader.state()) as ReaderState;
  }
  dispose(): void {
    this.#abortReads();
    this.reader.delete();
  }

  /** A reader that has nothing to say leaves a read waiting, as hardware does. */
  #serveReads(): void {
    for (let read = this.#pending[0]; read; read = this.#pending[0]) {
      const { status, data } = this.reader.transferIn(read.length);
      if (status === "empty") return;
      if (status === "disconnected") {
        this.#unplugged();
        return;
      }
      this.#pending.shift();
      const octets = new Uint8Array(data);
      read.resolve({ status, data: new DataView(octets.buffer) } as USBInTransferResult);
    }
  }

  #unplugged(): DOMException {
    for (const { reject } of this.#pending.splice(0)) reject(refusal("NotFoundError"));
    this.#bus.dispatchEvent(Object.assign(new Event("disconnect"), { device: this }));
    return refusal("NotFoundError");
  }

  #abortReads(): void {
    for (const { reject } of this.#pending.splice(0)) reject(refusal("AbortError"));
  }

  #mustBeAttached(): void {
    if (!this.state.attached) throw refusal("NotFoundError");
  }

  #mustBeOpen(): void {
    this.#mustBeAttached();
    if (!this.opened) throw refusal("InvalidStateError");
  }

  #mustHave(endpoint: number, direction: USBDirection): void {
    this.#mustBeOpen();
    for (const { interfaceNumber, alternates } of this.configuration?.interfaces ?? []) {
      const matches = alternates[0]?.endpoints.some(
        (candidate) => candidate.endpointNumber === endpoint && candidate.direction === direction,
      );
      if (!matches) continue;
      if (!this.#claimed.has(interfaceNumber)) throw refusal("InvalidStateError");
      return;
    }
    throw refusal("NotFoundError");
  }
}
