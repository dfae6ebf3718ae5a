// Photographs of cards, for showing: JPEG 2000 to pixels. No browser but Safari decodes it. The decoder is a module of its
// own, kazashi-jpeg2000.wasm, which nobody loads who shows no photograph.
import { KazashiError } from "./failure.js";
import { wasmSha256 } from "./generated/wasm-hashes.js";
import { compileChecked, type WasmSource } from "./wasm-file.js";

export interface Photo {
  readonly width: number;
  readonly height: number;
  /** 1: grey; 3: red, green, blue. */
  readonly channels: 1 | 3;
  /** One octet a channel, row by row from the top. */
  readonly pixels: Uint8Array<ArrayBuffer>;
}

/** What wasm/jpeg2000/seam.cpp exports. */
interface DecoderExports {
  readonly memory: WebAssembly.Memory;
  readonly _initialize: () => void;
  readonly input: (length: number) => number;
  readonly decode: () => number;
  readonly width: () => number;
  readonly height: () => number;
  readonly channels: () => number;
  readonly pixels: () => number;
}

/** The longest file that decodes, as src/picture/jp2_file.h has it: a card's file holds no more. */
export const longestPhotoFile = 65_535;

export class PhotoDecoder {
  private constructor(private readonly compiled: WebAssembly.Module) {}

  /** `source` is the kazashi-jpeg2000.wasm of the same build. Fails as KazashiClient.start() does. */
  static async load(source: WasmSource): Promise<PhotoDecoder> {
    return new PhotoDecoder(await compileChecked(source, wasmSha256.jpeg2000));
  }

  /**
   * Decodes a JP2 file or a bare codestream; at most 1024 pixels a side. Rejects with picture.malformed or
   * picture.unsupported. Whether a card signed the file is another question, which the Report answers.
   *
   * Each picture gets an instance, of at most 64 MiB, that is dropped with it: a hostile one leaves nothing behind, and
   * where even the decoder is led astray, WebAssembly ends it with a trap.
   */
  async decode(file: Uint8Array): Promise<Photo> {
    if (file.length > longestPhotoFile) throw new KazashiError("picture.unsupported");
    const decoder = await this.#instance();
    try {
      const at = decoder.input(file.length);
      new Uint8Array(decoder.memory.buffer, at, file.length).set(file);
      return photoOf(decoder, decoder.decode());
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError)
        throw new KazashiError("picture.malformed", { cause: error });
      throw error;
    }
  }

  async #instance(): Promise<DecoderExports> {
    const { exports } = await WebAssembly.instantiate(this.compiled, {
      env: { emscripten_notify_memory_growth: () => undefined }, // views are made anew after every call
    });
    const decoder = exports as unknown as DecoderExports;
    decoder._initialize();
    return decoder;
  }
}

function photoOf(decoder: DecoderExports, status: number): Photo {
  if (status !== 0) throw new KazashiError(status === 2 ? "picture.unsupported" : "picture.malformed");
  const [width, height, channels] = [
    decoder.width(),
    decoder.height(),
    decoder.channels() === 1 ? 1 : 3,
  ] as const;
  const view = new Uint8Array(decoder.memory.buffer, decoder.pixels(), width * height * channels);
  return { width, height, channels, pixels: view.slice() };
}
