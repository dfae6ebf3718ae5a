// One person's visit: from the reader to the Report. Knows no markup; the page draws what `view` says.
import { Simulator, type SimulatorUsbDevice } from "../bridges/simulator.js";
import { browserUsb, chooseReader, openReader } from "../bridges/webusb.js";
import type { Inputs } from "../core/client.js";
import { type Failure, failureOf, KazashiError } from "../core/failure.js";
import type { Stage } from "../core/generated/codes.js";
import type { ReaderTransport } from "../core/reader-transport.js";
import type { Authenticated, Decision, Report } from "../core/report.js";
import type { PinEntry, PinPrompt } from "../core/session-driver.js";
import { type Explained, givenTo, sameDecision, tokyoDate } from "./explained.js";
import { loadProgram, type Program, type SimulatedPerson, simulatorFile } from "./program.js";
import { type Challenge, requestChallenge, type TrustName, verifyOnServer } from "./relying-party.js";

/** What the server said, once it has. */
export type ServerAnswer = { readonly report: Report } | { readonly failure: Failure };

export type View =
  | { readonly name: "connect" }
  | { readonly name: "talking"; readonly stages: readonly Stage[] }
  | { readonly name: "last-try"; readonly triesLeft: number }
  | { readonly name: "pin"; readonly triesLeft: number | undefined }
  | {
      readonly name: "report";
      readonly report: Report;
      readonly evidence: string;
      readonly server: ServerAnswer | undefined;
    }
  | {
      readonly name: "failed";
      readonly failure: Failure;
      /** Whether the reader confirmed that its field is off; undefined when it was never switched on. */
      readonly fieldOff: boolean | undefined;
    };

interface Made {
  readonly trust: TrustName;
  readonly challenge: Challenge;
  readonly time: Date;
  readonly inputs: Inputs;
  readonly triesLeft?: number | undefined;
}

/** A virtual reader answers at once; a person could not follow. About as slow as a real one. */
const simulatedTransferMs = 15;

export class Visit {
  view: View = { name: "connect" };
  /** The simulator's reader while one is in use: what the page's buttons pretend to do by hand. */
  simulated: { readonly device: SimulatorUsbDevice; readonly person: SimulatedPerson } | undefined;

  #program: Promise<Program> | undefined;
  #simulator: Promise<Simulator> | undefined;
  #stop = new AbortController();
  #reader: ReaderTransport | undefined;
  #pin: { resolve(entry: PinEntry): void; reject(error: unknown): void } | undefined;
  #lastTryAccepted = false;
  #made: Made | undefined;

  constructor(private readonly onChange: () => void) {}

  /** Loaded once; a load that failed is not kept, so that the next visit tries again. */
  program(): Promise<Program> {
    this.#program ??= loadProgram().catch((error: unknown) => {
      this.#program = undefined;
      throw error;
    });
    return this.#program;
  }

  #forgetProgram(): void {
    void this.#program?.then(({ client }) => client.dispose()).catch(() => undefined);
    this.#program = undefined;
  }

  /** Loads the program ahead of the first visit, and shows why it cannot be. */
  async prepare(): Promise<Program | undefined> {
    try {
      return await this.program();
    } catch (error) {
      // A visit that has begun meanwhile finds out by itself.
      if (this.view.name === "connect") this.#showFailure(error);
      return undefined;
    }
  }

  /** Call while handling the click: the browser's chooser opens only then. */
  async withReader(acceptTestCards: boolean): Promise<void> {
    await this.#run(acceptTestCards ? "test" : "production", {}, async () => {
      const usb = browserUsb();
      return openReader(await chooseReader(usb), usb);
    });
  }

  async withSimulator(person: SimulatedPerson): Promise<void> {
    // What a relying party would know from its own records; the authentication certificate holds neither.
    const inputs = { birthDate: person.birthDate, holderType: "domestic" };
    await this.#run("test", inputs, async () => {
      const device = (await this.#loadSimulator()).createReader(person);
      this.simulated = { device, person };
      return paced(await openReader(device, device.bus));
    });
  }

  #loadSimulator(): Promise<Simulator> {
    this.#simulator ??= Simulator.load(new URL(simulatorFile, document.baseURI)).catch((error: unknown) => {
      this.#simulator = undefined;
      throw error;
    });
    return this.#simulator;
  }

  cancel(): void {
    this.#stop.abort();
  }

  /** For a page that goes away, perhaps before anybody can answer: a reset is one call and needs no conversation. */
  leave(): void {
    this.cancel();
    void this.#reader?.reset();
  }

  acceptLastTry(): void {
    if (this.view.name !== "last-try") return;
    this.#lastTryAccepted = true;
    this.#show({ name: "pin", triesLeft: this.view.triesLeft });
  }

  refuseLastTry(): void {
    this.#pin?.reject(new KazashiError("card.pin-last-try"));
    this.#pin = undefined;
  }

  /** Digits that nobody waits for any more are wiped. */
  enterPin(digits: Uint8Array): void {
    if (!this.#pin) {
      digits.fill(0);
      return;
    }
    this.#pin.resolve({ digits, lastTryAccepted: this.#lastTryAccepted });
    this.#pin = undefined;
    this.#talk();
  }

  startOver(): void {
    this.#stop = new AbortController();
    this.#made = undefined;
    this.#show({ name: "connect" });
  }

  /** Takes the decisions again with what the person has answered; everything else in the Report stays as it is. */
  async answer(inputs: Inputs): Promise<void> {
    const { view } = this;
    if (view.name !== "report" || !this.#made) return;
    const { trust, challenge, time } = this.#made;
    this.#made = { ...this.#made, inputs: { ...this.#made.inputs, ...inputs } };
    const { client, rulebook, openTrust } = await this.program();
    const again = await client.verifyEvidence(view.evidence, {
      trust: await openTrust(trust),
      rulebook,
      origin: location.origin,
      nonce: challenge.nonce,
      policy: challenge.policy,
      time,
      inputs: this.#made.inputs,
    });
    const decided = new Map(again.decisions.map((decision) => [decision.id, decision]));
    const decisions = view.report.decisions.map((decision) => decided.get(decision.id) ?? decision);
    this.#show({ ...view, report: { ...view.report, decisions } });
  }

  /** The decision with every row that was tried; undefined where the page cannot tell how it was come to. */
  async explain(decision: Decision): Promise<Explained | undefined> {
    const { view } = this;
    if (view.name !== "report" || !this.#made) return undefined;
    const { inputs, triesLeft } = this.#made;
    const given = givenTo(decision, { report: view.report, inputs, triesLeft });
    const { evaluationDate = tokyoDate(view.report.time), ...others } = given;
    const { client, rulebook } = await this.program();
    const traced = await client.explain(rulebook, {
      id: decision.id,
      evaluationDate: String(evaluationDate),
      inputs: others,
    });
    return sameDecision(traced, decision) ? { traced, given } : undefined;
  }

  async #run(trustName: TrustName, inputs: Inputs, connect: () => Promise<ReaderTransport>): Promise<void> {
    this.#stop = new AbortController();
    this.#lastTryAccepted = false;
    let reader: ReaderTransport | undefined;
    try {
      // First of all, so that nothing is awaited between the click and the browser's chooser.
      reader = await connect();
      this.#reader = reader;
      this.#stages = [];
      this.#talk();
      const { client, rulebook, openTrust } = await this.program();
      const [trust, challenge] = await Promise.all([openTrust(trustName), requestChallenge(trustName)]);
      const time = new Date();
      this.#made = { trust: trustName, challenge, time, inputs };
      const authenticated = await client.authenticate({
        reader,
        trust,
        rulebook,
        origin: location.origin,
        nonce: challenge.nonce,
        policy: challenge.policy,
        time,
        inputs,
        askPin: (prompt, over) => this.#askPin(prompt, over),
        onStage: (stage) => this.#onStage(stage),
        signal: this.#stop.signal,
      });
      await reader.close();
      await this.#showReport(authenticated);
    } catch (error) {
      // Closed first: a reader that still owes an answer is reset by that.
      await reader?.close();
      // A worker that broke down answers no later visit either.
      if (failureOf(error).code.startsWith("program.")) this.#forgetProgram();
      this.#showFailure(error);
    } finally {
      await reader?.close();
      this.#reader = undefined;
      this.#pin = undefined;
      this.#dropSimulator();
    }
  }

  async #showReport({ report, evidence }: Authenticated): Promise<void> {
    this.#show({ name: "report", report, evidence, server: undefined });
    let server: ServerAnswer;
    try {
      server = { report: await verifyOnServer(evidence) };
    } catch (error) {
      server = { failure: failureOf(error) };
    }
    // The person may have gone on meanwhile.
    if (this.view.name === "report" && this.view.evidence === evidence) this.#show({ ...this.view, server });
  }

  #askPin(prompt: PinPrompt, over: AbortSignal): Promise<PinEntry> {
    return new Promise((resolve, reject) => {
      const waiting = { resolve, reject };
      const giveUp = (): void => {
        if (this.#pin === waiting) this.#pin = undefined;
        reject(new KazashiError("user.cancelled"));
      };
      if (over.aborted) return giveUp();
      this.#pin = waiting;
      const { triesLeft } = prompt;
      if (this.#made) this.#made = { ...this.#made, triesLeft };
      over.addEventListener("abort", giveUp, { once: true });
      this.#show(triesLeft === 1 ? { name: "last-try", triesLeft } : { name: "pin", triesLeft });
    });
  }

  #stages: Stage[] = [];

  #onStage(stage: Stage): void {
    this.#stages = [...this.#stages.filter((earlier) => earlier !== stage), stage];
    this.#talk();
  }

  #talk(): void {
    this.#show({ name: "talking", stages: this.#stages });
  }

  #showFailure(error: unknown): void {
    const fieldOff = error instanceof KazashiError ? error.fieldOff : undefined;
    this.#show({ name: "failed", failure: failureOf(error), fieldOff });
  }

  #show(view: View): void {
    this.view = view;
    this.onChange();
  }

  #dropSimulator(): void {
    this.simulated?.device.dispose();
    this.simulated = undefined;
    this.onChange();
  }
}

function paced(reader: ReaderTransport): ReaderTransport {
  return {
    model: reader.model,
    unplugged: reader.unplugged,
    transferOut: (octets) => reader.transferOut(octets),
    close: () => reader.close(),
    reset: () => reader.reset(),
    async transferIn(length, timeoutMs) {
      await new Promise((resolve) => setTimeout(resolve, simulatedTransferMs));
      return reader.transferIn(length, timeoutMs);
    },
  };
}
