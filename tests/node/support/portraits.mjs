// The drawn portraits that the test cards carry, read out of the one file that has them.
import { readFileSync } from "node:fs";

const source = new URL("../../simulator/pki/sample_images.cpp", import.meta.url);

/** { grey, colour }: JP2 files of 60 x 80. */
export function samplePortraits() {
  const text = readFileSync(source, "utf8");
  const octetsOf = (name) => {
    const [, list] = new RegExp(`${name}\\{([^}]*)\\}`).exec(text);
    return Uint8Array.from(list.match(/0x[0-9A-F]{2}/g), Number);
  };
  return { grey: octetsOf("kGreyPortrait"), colour: octetsOf("kColourPortrait") };
}
