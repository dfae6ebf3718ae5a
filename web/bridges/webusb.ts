// Sony RC-S380 by WebUSB: finds its endpoints, moves bytes, and knows nothing of what they mean.
import { KazashiError } from "../core/failure.js";
import type { ReaderTransport } from "../core/reader-transport.js";
import { usbError } from "./usb-errors.js";

const sony = 0x054c;
const rcs380Products: readonly number[] = [0x06c1, 0x06c3];
const smartCardClass = 0x0b;
const vendorClass = 0xff;

/** Also lists CCID readers, so that a person who owns one is told why it cannot work instead of finding an empty list. */
const chooserFilters: USBDeviceFilter[] = [
  ...rcs380Products.map((productId) => ({ vendorId: sony, productId })),
  { classCode: smartCardClass },
];

/** The part of a USBDevice that is used: the simulator's device has it too. */
export type ReaderDevice = Pick<
  USBDevice,
  | "vendorId"
  | "productId"
  | "configurations"
  | "configuration"
  | "opened"
  | "open"
  | "close"
  | "reset"
  | "selectConfiguration"
  | "claimInterface"
  | "transferIn"
  | "transferOut"
  | "clearHalt"
>;

/** The part of `navigator.usb` that is used. */
export type UsbLike = Pick<USB, "requestDevice"> & UsbEvents;

/** Who tells that a device was unplugged. */
export interface UsbEvents {
  addEventListener(type: "disconnect", listener: (event: USBConnectionEvent) => void): void;
  removeEventListener(type: "disconnect", listener: (event: USBConnectionEvent) => void): void;
}

/** The browser's WebUSB, or reader.usb-unsupported. */
export function browserUsb(): UsbLike {
  const usb = (globalThis.navigator as Partial<Navigator> | undefined)?.usb;
  if (!usb) throw new KazashiError("reader.usb-unsupported");
  return usb;
}

/** Lets the person choose a reader. Call it while handling a click: browsers refuse it otherwise. */
export async function chooseReader(usb: UsbLike = browserUsb()): Promise<USBDevice> {
  // Asked before the call, because the call itself uses the activation up.
  const gesture = globalThis.navigator?.userActivation?.isActive ?? true;
  try {
    return await usb.requestDevice({ filters: chooserFilters });
  } catch (error) {
    throw usbError(error, "choose", gesture);
  }
}

interface Endpoints {
  readonly configuration: number;
  readonly interfaceNumber: number;
  readonly bulkIn: number;
  readonly bulkOut: number;
}

/** The vendor interface with a bulk pair. A reader that has only class 0x0B is closed to pages: every browser refuses it. */
function findEndpoints(device: ReaderDevice): Endpoints {
  let protectedOnly = true;
  for (const { configurationValue, interfaces } of device.configurations) {
    for (const { interfaceNumber, alternates } of interfaces) {
      const alternate = alternates.find(({ alternateSetting }) => alternateSetting === 0);
      if (alternate?.interfaceClass !== smartCardClass) protectedOnly = false;
      if (alternate?.interfaceClass !== vendorClass) continue;
      const bulk = alternate.endpoints.filter(({ type }) => type === "bulk");
      const bulkIn = bulk.find(({ direction }) => direction === "in")?.endpointNumber;
      const bulkOut = bulk.find(({ direction }) => direction === "out")?.endpointNumber;
      if (bulkIn === undefined || bulkOut === undefined) continue;
      if (!isRcs380(device)) throw new KazashiError("reader.unknown-model");
      return { configuration: configurationValue, interfaceNumber, bulkIn, bulkOut };
    }
  }
  throw new KazashiError(protectedOnly ? "reader.closed-by-browser" : "reader.unknown-model");
}

const isRcs380 = ({ vendorId, productId }: ReaderDevice): boolean =>
  vendorId === sony && rcs380Products.includes(productId);

/** Opens and claims a reader. `usb` is where the device came from. */
export async function openReader(device: ReaderDevice, usb: UsbEvents): Promise<ReaderTransport> {
  const endpoints = findEndpoints(device);
  try {
    await device.open();
  } catch (error) {
    throw usbError(error, "open");
  }
  try {
    if (device.configuration?.configurationValue !== endpoints.configuration) {
      await device.selectConfiguration(endpoints.configuration);
    }
    await device.claimInterface(endpoints.interfaceNumber);
  } catch (error) {
    await device.close().catch(() => undefined);
    throw usbError(error, "claim");
  }
  return new WebUsbReader(device, endpoints, usb);
}

const timedOut = Symbol("timed out");

/** A frame is at most 300 octets and a working reader takes it at once; this long only a broken one lets a page wait. */
const outTimeoutMs = 2000;
/** For what browsers do with the device itself. WebUSB sets no limit to it. */
const controlTimeoutMs = 2000;

/** The promise's value, or `timedOut`. What comes after that is nobody's. */
async function within<Value>(promise: Promise<Value>, ms: number): Promise<Value | typeof timedOut> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<typeof timedOut>((resolve) => {
    timer = setTimeout(() => resolve(timedOut), ms);
  });
  promise.catch(() => undefined);
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

class WebUsbReader implements ReaderTransport {
  readonly model = "rc-s380";
  readonly unplugged: AbortSignal;
  readonly #gone: Promise<never>;
  readonly #forgetDisconnect: () => void;
  /**
   * The transfer whose time ran out. WebUSB cannot take a transfer back, and what the reader says next will be given to
   * it; so the next read waits for this one instead of starting another.
   */
  #late: Promise<USBInTransferResult> | undefined;
  #closed = false;

  constructor(
    private readonly device: ReaderDevice,
    private readonly endpoints: Endpoints,
    usb: UsbEvents,
  ) {
    const gone = new AbortController();
    this.unplugged = gone.signal;
    this.#gone = new Promise((_resolve, reject) => {
      gone.signal.addEventListener("abort", () => reject(new KazashiError("reader.disconnected")));
    });
    // An unplugged reader that nobody is talking to is no error yet.
    this.#gone.catch(() => undefined);
    const onDisconnect = (event: USBConnectionEvent): void => {
      if (event.device === device) gone.abort();
    };
    usb.addEventListener("disconnect", onDisconnect);
    this.#forgetDisconnect = () => usb.removeEventListener("disconnect", onDisconnect);
  }

  async transferOut(octets: Uint8Array): Promise<void> {
    const { bulkOut } = this.endpoints;
    const { status, bytesWritten } = await this.#inTime(
      this.device.transferOut(bulkOut, octets as Uint8Array<ArrayBuffer>),
      outTimeoutMs,
    );
    await this.#refuse(status, "out", bulkOut);
    if (bytesWritten !== octets.length) throw new KazashiError("reader.transfer-failed");
  }

  async transferIn(length: number, timeoutMs: number): Promise<Uint8Array> {
    const { bulkIn } = this.endpoints;
    const transfer = this.#late ?? this.device.transferIn(bulkIn, length);
    this.#late = transfer;
    let outcome: USBInTransferResult | typeof timedOut;
    try {
      outcome = await this.#carryOut(within(transfer, timeoutMs));
    } catch (error) {
      this.#late = undefined;
      throw error;
    }
    if (outcome === timedOut) throw new KazashiError("reader.no-answer");
    this.#late = undefined;
    await this.#refuse(outcome.status, "in", bulkIn);
    if (!outcome.data) throw new KazashiError("reader.transfer-failed");
    const { buffer, byteOffset, byteLength } = outcome.data;
    return new Uint8Array(buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#forgetDisconnect();
    if (!this.device.opened) return;
    // A reader that still owes an answer may not have heard that its field should go off.
    if (this.#late) await this.reset();
    await within(this.device.close(), controlTimeoutMs).catch(() => undefined);
  }

  async reset(): Promise<void> {
    if (!this.device.opened) return;
    // What was under way ends with the reset; its answer belongs to no question any more.
    this.#late = undefined;
    // Refused when the reader is gone, and its field with it.
    await within(this.device.reset(), controlTimeoutMs).catch(() => undefined);
  }

  /** WebUSB cannot take a transfer back. A reader that leaves one hanging is reset, so that it hears the next. */
  async #inTime<Value>(transfer: Promise<Value>, ms: number): Promise<Value> {
    const outcome = await this.#carryOut(within(transfer, ms));
    if (outcome !== timedOut) return outcome;
    await this.reset();
    throw new KazashiError("reader.transfer-failed");
  }

  async #carryOut<Value>(transfer: Promise<Value>): Promise<Value> {
    try {
      return await Promise.race([transfer, this.#gone]);
    } catch (error) {
      throw usbError(error, "transfer");
    }
  }

  async #refuse(
    status: USBTransferStatus | undefined,
    direction: USBDirection,
    endpoint: number,
  ): Promise<void> {
    if (status === "ok") return;
    if (status !== "stall") throw new KazashiError("reader.transfer-failed");
    // A stalled endpoint stays so until it is cleared, and the field could not be switched off through it.
    await this.#inTime(this.device.clearHalt(direction, endpoint), controlTimeoutMs);
    throw new KazashiError("reader.stalled");
  }
}
