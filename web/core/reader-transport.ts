// What moves bytes to and from a reader: the page's USB device, the simulator's, one day another bridge.

/** The readers whose conversation the core knows. */
export type ReaderModel = "rc-s380";

export interface ReaderTransport {
  readonly model: ReaderModel;

  /** Aborted when the reader is unplugged, so that nobody goes on waiting for a person's PIN in vain. */
  readonly unplugged: AbortSignal;

  /** Sends all octets to the reader's OUT endpoint. */
  transferOut(octets: Uint8Array): Promise<void>;

  /**
   * Takes the next octets from the IN endpoint, at most `length`. After `timeoutMs` it fails with reader.no-answer, and
   * what arrives later is given to the next call: nothing a reader says is lost or taken for the answer to another
   * question.
   */
  transferIn(length: number, timeoutMs: number): Promise<Uint8Array>;

  /** Gives the reader back to the browser. Never fails; safe to call twice. */
  close(): Promise<void>;
}

// Every method fails with a KazashiError of one of the `reader.` codes and with nothing else.
