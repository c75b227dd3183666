import { wasmWith } from '../../../src/backends/wasm/index.ts';
import type { CompileOptions } from '../../../src/index.ts';

const threads = Number(process.env.THWC_THREADS ?? 1);

/** The default backend, on the participant's threads; laid out for 256 bits where the engine was told to use them. */
export const ours: CompileOptions = {
  backend: wasmWith({
    threads,
    ...(process.execArgv.includes('--experimental-wasm-revectorize') ? { revectorized: true } : {}),
  }),
};
