/** The parts of gifenc (which ships no types) that the demo uses. */
declare module 'gifenc' {
  export type Palette = number[][];
  export type ColourFormat = 'rgb565' | 'rgb444' | 'rgba4444';
  export interface FrameOptions {
    readonly palette?: Palette;
    /** Milliseconds; a GIF stores hundredths of a second. */
    readonly delay?: number;
    /** −1 plays once, 0 loops for ever. */
    readonly repeat?: number;
  }
  export interface Encoder {
    writeFrame(index: Uint8Array, width: number, height: number, options?: FrameOptions): void;
    finish(): void;
    bytes(): Uint8Array;
  }
  export function GIFEncoder(): Encoder;
  export function quantize(
    rgba: Uint8Array | Uint8ClampedArray,
    maxColours: number,
    options?: { readonly format?: ColourFormat },
  ): Palette;
  export function applyPalette(
    rgba: Uint8Array | Uint8ClampedArray,
    palette: Palette,
    format?: ColourFormat,
  ): Uint8Array;
}
