// The simulator's reader behind the bridge that drives the real one, with a card lying on it.
import { type Person, Simulator, type SimulatorUsbDevice } from "../../bridges/simulator.js";
import { openReader } from "../../bridges/webusb.js";
import type { ReaderTransport } from "../../core/reader-transport.js";
import { readPackageOctets, readPackageText } from "../package-files.js";
import { UsageError } from "./exit.js";

export interface SimulatedReader extends ReaderTransport {
  /** The virtual hardware, for who wants to see what it saw. */
  readonly device: SimulatorUsbDevice;
}

/** The invented people of this build. */
export async function simulatedPeople(): Promise<readonly Person[]> {
  const { people } = JSON.parse(await readPackageText("test-pki.json")) as { people: readonly Person[] };
  return people;
}

export async function openSimulatedReader(personId: string): Promise<SimulatedReader> {
  const people = await simulatedPeople();
  const person = people.find(({ id }) => id === personId);
  if (!person) throw new UsageError(`--person is one of: ${people.map(({ id }) => id).join(", ")}`);
  const simulator = await Simulator.load(await readPackageOctets("kazashi-simulator.wasm"));
  const device = simulator.createReader(person);
  device.placeCard();
  const reader = await openReader(device, device.bus);
  return {
    device,
    model: reader.model,
    unplugged: reader.unplugged,
    transferOut: (octets) => reader.transferOut(octets),
    transferIn: (length, timeoutMs) => reader.transferIn(length, timeoutMs),
    reset: () => reader.reset(),
    async close() {
      await reader.close();
      device.dispose();
    },
  };
}
