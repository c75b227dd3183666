/**
 * The WebAssembly backend: kernels made for each program at run time, with 128-bit vectors, on all processors.
 *
 * @module thwc/backends/wasm
 */
import type { Backend } from '../../tensor/backend.ts';
import { wasmWith } from './backend.ts';

export { type WasmOptions, wasmWith } from './backend.ts';
export { type Engine, engine } from './run/report.ts';

/** The fast backend on processors: all threads, and what the engine has. */
export const wasm: Backend = wasmWith();
