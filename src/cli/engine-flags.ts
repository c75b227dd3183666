/**
 * What the engine could do but does not by default. Set before anything is compiled; the library itself leaves the engine of its
 * host as it is.
 */
import { setFlagsFromString } from 'node:v8';
import { hasRelaxed } from '../backends/wasm/run/engine.ts';

/** V8 from which on 256-bit revectorisation pays (Node 24). */
const revectorizes = 13;

/** Whether pairs of 128-bit operations become 256-bit ones. */
export const revectorized =
  Number.parseInt(process.versions.v8, 10) >= revectorizes && process.arch === 'x64';

/** Switches on fused multiply-add (Node 20 and 22 have it behind a flag), and 256-bit vectors where there are any. */
export const setEngineFlags = (): void => {
  if (!hasRelaxed()) setFlagsFromString('--experimental-wasm-relaxed-simd');
  if (revectorized) setFlagsFromString('--experimental-wasm-revectorize');
};
