/** Kernels as functions, for tests and measurements: each in a module of its own, with a memory of its own. */
import { setFlagsFromString } from 'node:v8';
import { type FunctionCode, f32x4, i32, moduleBytes, procedure, v128 } from '../assembler/index.ts';
import type { Features, Kernel } from '../kernels/kernel.ts';

/** A kernel in a memory: runs units `first` to `last` − 1. */
export type Runnable = (pointers: readonly number[], scratch: number, first: number, last: number) => void;

/** The bytes of a module in which a kernel is the last function. */
export const kernelBytes = (kernel: Kernel, features: Features, pages: number): Uint8Array<ArrayBuffer> => {
  const functions: FunctionCode[] = [];
  const known = new Map<string, number>();
  const main = kernel.build({
    features,
    function: (key, build) => {
      const index = known.get(key) ?? functions.push(build()) - 1;
      known.set(key, index);
      return { index };
    },
    host: (name) => {
      throw new RangeError(`the test's module has no function ${name}`);
    },
  });
  return moduleBytes({
    memory: { minimum: pages, maximum: pages, shared: false },
    imports: [],
    globals: [],
    functions: [...functions, main],
    exports: [{ name: 'run', index: functions.length }],
  });
};

/** Builds a kernel. */
export const instantiate = (kernel: Kernel, features: Features, memory: WebAssembly.Memory): Runnable => {
  const bytes = kernelBytes(kernel, features, memory.buffer.byteLength / 65_536);
  const { run } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } }).exports;
  if (typeof run !== 'function') throw new RangeError('the module exports no function');
  return (pointers, scratch, first, last) => run(...pointers, scratch, first, last);
};

setFlagsFromString('--experimental-wasm-relaxed-simd');

const probe = procedure([], () => {
  const x = v128.load(i32.const(0));
  return v128.store(i32.const(0), f32x4.relaxed_madd(x, x, x));
});

/** Whether the engine has fused multiply-add. */
export const hasRelaxed = WebAssembly.validate(
  moduleBytes({
    memory: { minimum: 1, maximum: 1, shared: false },
    imports: [],
    globals: [],
    functions: [probe],
    exports: [],
  }),
);
