// What browsers say when WebUSB fails, in our words. The same exception means different things at different moments, so
// the moment is part of the question.
import { KazashiError } from "../core/failure.js";
import type { FailureCode } from "../core/generated/codes.js";

export type UsbMoment = "choose" | "open" | "claim" | "transfer";

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : "");

/** WebUSB section 5 and the names that Chromium gives; anything else is told as a failed transfer, never as a card's fault. */
export function usbError(error: unknown, moment: UsbMoment, gesture = true): KazashiError {
  if (error instanceof KazashiError) return error;
  return new KazashiError(codeOf(nameOf(error), moment, gesture), { cause: error });
}

function codeOf(name: string, moment: UsbMoment, gesture: boolean): FailureCode {
  switch (name) {
    case "NotFoundError":
      // Before a device is chosen: the person closed the chooser. Afterwards: the device is gone.
      return moment === "choose" ? "reader.not-chosen" : "reader.disconnected";
    case "SecurityError":
      // Claiming: the interface is of a class that browsers keep from pages. Choosing: no click, or a policy.
      if (moment === "claim") return "reader.closed-by-browser";
      return moment === "choose" && !gesture ? "reader.gesture-needed" : "reader.not-permitted";
    case "NetworkError":
      // Opening or claiming fails so while another program or the system holds the reader.
      return moment === "open" || moment === "claim" ? "reader.in-use" : "reader.transfer-failed";
    case "InvalidStateError":
      // Another tab or an earlier call is still changing the device's state.
      return moment === "open" || moment === "claim" ? "reader.in-use" : "reader.transfer-failed";
    default:
      return "reader.transfer-failed";
  }
}
