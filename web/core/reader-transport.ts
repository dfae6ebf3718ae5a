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
   * what arrives later is given to the next call, so that nothing a reader says is lost. Which answer belongs to which
   * question is not told apart here: the core does that.
   */
  transferIn(length: number, timeoutMs: number): Promise<Uint8Array>;

  /**
   * Has the device start anew when it may have missed that its field should go off. Whether that switches the field off
   * is the device's affair and cannot be asked. Never fails, takes a few seconds at most.
   */
  reset(): Promise<void>;

  /** Gives the reader back to the browser. Never fails; safe to call twice. */
  close(): Promise<void>;
}

// The transfers fail with a KazashiError of one of the `reader.` codes and with nothing else.
