// How long octets take between reader and card: a model of ISO/IEC 14443 Type B, without the card's own time.
//
// A frame (14443-3, 7.1) is a start of 12.5 elementary time units, 12 for each octet (start, eight bits, stop, and two
// of guard: the standard allows 0 to 6), and an end of 10.5. Before the card speaks it waits TR0 and TR1, at least
// (64 + 80) / fs; before the reader speaks again 10 units and 32 / fs; fs is fc / 16. A block (14443-4, 7.1) adds its
// first octet and two of CRC to at most 253 of an APDU where a frame has 256; every block but the last is answered by
// R(ACK). Waiting time extensions, errors and the card's thinking (a signature takes most of a second) are not in it.
const fc = 13.56e6;
const fs = fc / 16;
const blockPayload = 253;
const blockOverhead = 3;

/** Seconds of one elementary time unit at a bit rate of 106 or 424 kbit/s. */
const unit = (kilobits) => (kilobits === 106 ? 128 : 32) / fc;

const frame = (octets, etu) => (12.5 + 12 * octets + 10.5) * etu;

function message(octets, etu, turn) {
  const blocks = Math.max(1, Math.ceil(octets / blockPayload));
  const acknowledgements = (blocks - 1) * (frame(blockOverhead, etu) + turn);
  const whole = (blocks - 1) * frame(blockPayload + blockOverhead, etu);
  const rest = octets - (blocks - 1) * blockPayload;
  return whole + frame(rest + blockOverhead, etu) + acknowledgements + (blocks - 1) * turn;
}

/**
 * Milliseconds of a visit on the air.
 * @param {[number, number][]} exchanges octets of each command and of its answer
 * @param {106 | 424} kilobits
 */
export function airMilliseconds(exchanges, kilobits) {
  const etu = unit(kilobits);
  const toCard = (64 + 80) / fs;
  const toReader = 10 * etu + 32 / fs;
  const turn = (toCard + toReader) / 2;
  const seconds = exchanges.reduce(
    (sum, [command, answer]) =>
      sum + message(command, etu, turn) + toCard + message(answer, etu, turn) + toReader,
    0,
  );
  return seconds * 1000;
}
