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

/** The test certificates' members that describe cards, each an array of entries with an id. */
interface TestCards {
  readonly people: readonly Person[];
  readonly residenceCards?: readonly Person[];
  readonly licenceCards?: readonly Person[];
}

const testCards = async (): Promise<TestCards> =>
  JSON.parse(await readPackageText("test-pki.json")) as TestCards;

/** The invented people of this build. */
export async function simulatedPeople(): Promise<readonly Person[]> {
  return (await testCards()).people;
}

/** The card with this id: a person's My Number Card, a residence card or a driving licence. */
export async function simulatedCard(id: string): Promise<Person> {
  const { people, residenceCards = [], licenceCards = [] } = await testCards();
  const cards = [...people, ...residenceCards, ...licenceCards];
  const card = cards.find((known) => known.id === id);
  if (!card) throw new UsageError(`--person is one of: ${cards.map((known) => known.id).join(", ")}`);
  return card;
}

/** A reader with this card on it: an id as simulatedCard() takes it, or an entry of that form. */
export async function openSimulatedReader(card: string | Person): Promise<SimulatedReader> {
  const described = typeof card === "string" ? await simulatedCard(card) : card;
  const simulator = await Simulator.load(await readPackageOctets("kazashi-simulator.wasm"));
  const device = simulatedDevice(simulator, described);
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

/** The simulator refuses with a TypeError what is no card of the test certificates. */
function simulatedDevice(simulator: Simulator, card: Person): SimulatorUsbDevice {
  try {
    return simulator.createReader(card);
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(`--card: ${error.message}`);
    throw error;
  }
}
