// kazashi/simulator: virtual cards and a virtual reader, shaped like the USB device that the WebUSB bridge drives.
import createSimulator from "kazashi/kazashi-simulator.mjs";
import { wasmSha256 } from "../core/generated/wasm-hashes.js";
import { compileChecked, instantiate, type WasmSource } from "../core/wasm-file.js";
import type { SimulatorModule } from "./simulator-seam.js";
import { SimulatorUsbDevice } from "./simulator-usb-device.js";

export { SimulatorUsbDevice } from "./simulator-usb-device.js";
export type { ReaderFault, ReaderState } from "./simulator-seam.js";

/** One entry of `people` in the test certificates that the build makes; all of them are invented. */
export interface Person {
  readonly id: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly [more: string]: unknown;
}

export class Simulator {
  private constructor(private readonly module: SimulatorModule) {}

  /** `source` is the kazashi-simulator.wasm of the same build. */
  static async load(source: WasmSource): Promise<Simulator> {
    const compiled = await compileChecked(source, wasmSha256.simulator);
    return new Simulator(await instantiate<SimulatorModule>(createSimulator, compiled));
  }

  /**
   * A plugged-in RC-S380 with this person's card in hand, not yet placed. The same seed makes the same random choices.
   * dispose() it when done.
   */
  createReader(person: Person, seed = 0): SimulatorUsbDevice {
    return new SimulatorUsbDevice(new this.module.VirtualReader(JSON.stringify(person), seed));
  }
}
