// A navigator.usb that keeps to the WebUSB specification: user activation, filters, device states, protected classes and
// the exceptions of each step. The contract tests run against this and against Blink's own, so it cannot drift unseen.
import { Hardware } from "./hardware.js";

const protectedClasses = new Set([0x01, 0x03, 0x08, 0x0b, 0x0e, 0x10, 0xe0]);
const refuse = (name: string): DOMException => new DOMException(`fake: ${name}`, name);

class FakeUsb extends EventTarget {
  #granted = false;

  constructor(
    private readonly hardware: Hardware,
    private readonly device: FakeUsbDevice,
  ) {
    super();
    hardware.onunplugged = () => {
      this.#granted = false;
      device.unplugged();
      this.dispatchEvent(Object.assign(new Event("disconnect"), { device }));
    };
  }

  async getDevices(): Promise<unknown[]> {
    return this.#granted ? [this.device] : [];
  }

  async requestDevice(options?: USBDeviceRequestOptions): Promise<unknown> {
    if (!options?.filters) throw new TypeError("filters are required");
    for (const filter of options.filters) {
      if (filter.productId !== undefined && filter.vendorId === undefined)
        throw new TypeError("productId alone");
      if (filter.subclassCode !== undefined && filter.classCode === undefined)
        throw new TypeError("subclassCode alone");
    }
    if (!navigator.userActivation.isActive) throw refuse("SecurityError");
    const { setup } = this.hardware;
    const offered = options.filters.length === 0 || options.filters.some((filter) => this.#matches(filter));
    if (setup.chooser === "cancel" || !offered) throw refuse("NotFoundError");
    this.#granted = true;
    return this.device;
  }

  /** WebUSB section 4.1: a class matches the device's or any interface's. */
  #matches({ vendorId, productId, classCode }: USBDeviceFilter): boolean {
    const { descriptor } = this.hardware;
    if (vendorId !== undefined && vendorId !== descriptor.vendorId) return false;
    if (productId !== undefined && productId !== descriptor.productId) return false;
    if (classCode === undefined) return true;
    return descriptor.configurations.some(({ interfaces }) =>
      interfaces.some(({ alternates }) =>
        alternates.some(({ interfaceClass }) => interfaceClass === classCode),
      ),
    );
  }
}

class FakeUsbDevice {
  opened = false;
  configuration: USBConfiguration | null = null;
  readonly vendorId: number;
  readonly productId: number;
  readonly productName: string | null | undefined;
  readonly configurations: USBConfiguration[];
  #claimed = new Set<number>();
  #attached = true;

  constructor(private readonly hardware: Hardware) {
    this.vendorId = hardware.descriptor.vendorId;
    this.productId = hardware.descriptor.productId;
    this.productName = hardware.descriptor.productName;
    this.configurations = hardware.descriptor.configurations;
    // Operating systems configure a device when it is plugged in.
    this.configuration = this.configurations[0] ?? null;
  }

  unplugged(): void {
    this.#attached = false;
  }

  async open(): Promise<void> {
    if (!this.#attached) throw refuse("NotFoundError");
    this.opened = true;
  }

  async close(): Promise<void> {
    if (!this.#attached) throw refuse("NotFoundError");
    this.opened = false;
    this.#claimed.clear();
    this.hardware.abort();
  }

  async selectConfiguration(value: number): Promise<void> {
    this.#mustBeOpen();
    const found = this.configurations.find(({ configurationValue }) => configurationValue === value);
    if (!found) throw refuse("NotFoundError");
    this.configuration = found;
  }

  async claimInterface(number: number): Promise<void> {
    this.#mustBeConfigured();
    const found = this.configuration?.interfaces.find(({ interfaceNumber }) => interfaceNumber === number);
    if (!found) throw refuse("NotFoundError");
    if (found.alternates.some(({ interfaceClass }) => protectedClasses.has(interfaceClass)))
      throw refuse("SecurityError");
    if (this.hardware.setup.shape === "in-use") throw refuse("NetworkError");
    this.#claimed.add(number);
  }

  async releaseInterface(number: number): Promise<void> {
    this.#mustBeConfigured();
    this.#claimed.delete(number);
    this.hardware.abort();
  }

  async transferOut(endpoint: number, octets: BufferSource): Promise<unknown> {
    this.#mustHave(endpoint, "out");
    const view = ArrayBuffer.isView(octets)
      ? new Uint8Array(octets.buffer, octets.byteOffset, octets.byteLength)
      : new Uint8Array(octets);
    const status = this.hardware.transferOut(view);
    if (status === "disconnected") throw refuse("NotFoundError");
    return { status, bytesWritten: status === "ok" ? view.length : 0 };
  }

  async transferIn(endpoint: number, length: number): Promise<unknown> {
    this.#mustHave(endpoint, "in");
    const { status, data } = await this.hardware.transferIn(length);
    if (status === "aborted") throw refuse("AbortError");
    if (status === "disconnected") throw refuse("NotFoundError");
    return { status, data: new DataView(data.buffer as ArrayBuffer) };
  }

  async clearHalt(direction: USBDirection, endpoint: number): Promise<void> {
    this.#mustHave(endpoint, direction);
    this.hardware.clearHalt(direction);
  }

  async reset(): Promise<void> {
    this.#mustBeOpen();
    this.hardware.reset();
  }

  #mustBeOpen(): void {
    if (!this.#attached) throw refuse("NotFoundError");
    if (!this.opened) throw refuse("InvalidStateError");
  }

  #mustBeConfigured(): void {
    this.#mustBeOpen();
    if (!this.configuration) throw refuse("InvalidStateError");
  }

  #mustHave(endpoint: number, direction: USBDirection): void {
    this.#mustBeConfigured();
    const owner = [...this.#claimed].find((number) =>
      this.configuration?.interfaces
        .find(({ interfaceNumber }) => interfaceNumber === number)
        ?.alternates[0]?.endpoints.some(
          (candidate) => candidate.endpointNumber === endpoint && candidate.direction === direction,
        ),
    );
    // Only endpoints of claimed interfaces exist for a page.
    if (owner === undefined) throw refuse("NotFoundError");
  }
}

const hardware = await Hardware.start();
const usb = new FakeUsb(hardware, new FakeUsbDevice(hardware));
Object.defineProperty(navigator, "usb", { value: usb, configurable: true });
