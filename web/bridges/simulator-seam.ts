// The simulator's module as TypeScript sees it; the compiler holds it against the bindings' own kazashi-simulator.d.ts.

export type ReaderFault = "unplug" | "stall" | "garbage" | "silence" | "card-removed" | "short-packet";

export interface VirtualReader {
  transferOut(octets: Uint8Array): "ok" | "stall" | "disconnected";
  transferIn(length: number): {
    readonly status: "ok" | "stall" | "babble" | "empty" | "disconnected";
    readonly data: Uint8Array;
  };
  clearHalt(direction: "in" | "out"): void;
  reset(): void;
  unplug(): void;
  plug(): void;
  placeCard(): void;
  placeOtherCard(personJson: string): void;
  removeCard(): void;
  setFault(step: number, kind: ReaderFault): void;
  clearFaults(): void;
  state(): string;
  descriptor(): string;
  delete(): void;
}

export interface SimulatorModule {
  readonly VirtualReader: new (personJson: string, seed: number) => VirtualReader;
}

/** What a test may ask a virtual reader, and no real one tells. */
export interface ReaderState {
  readonly attached: boolean;
  readonly rfOn: boolean;
  readonly cardPresent: boolean;
  readonly transfers: number;
  readonly fieldOffCount: number;
  readonly card: {
    readonly verifies: number;
    readonly signatures: number;
    readonly commands: number;
    readonly auth: { readonly triesLeft: number; readonly verified: boolean };
  };
}
