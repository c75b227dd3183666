/** Kernels as functions, for tests and measurements: each in a module of its own, with a memory of its own. */
import { setFlagsFromString } from 'node:v8';
import { type FunctionCode, f32x4, i32, moduleBytes, procedure, v128 } from '../assembler/index.ts';
import type { Features, Kernel } from '../kernels/kernel.ts';
import { planContraction } from './plan.ts';
import type { Contraction } from './spec.ts';

const pageBytes = 65_536;

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
  const bytes = kernelBytes(kernel, features, memory.buffer.byteLength / pageBytes);
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

/** Code for engines with and without fused multiply-add, as far as this one can run it; wider tiles run everywhere. */
export const featureSets: readonly Features[] = [false, true]
  .filter((relaxed) => hasRelaxed || !relaxed)
  .flatMap((relaxed) => [false, true].map((revectorized) => ({ relaxed, revectorized })));

/** Numbers of the operands; those of C are what it holds before. */
export interface Operands {
  readonly a: Float32Array;
  readonly b: Float32Array;
  readonly c: Float32Array;
  readonly bias: Float32Array;
}

export interface Setting {
  readonly features: Features;
  readonly fixedB: boolean;
  /** Fractions at which the units are cut into parts that run on their own. */
  readonly cuts: readonly number[];
}

/**
 * Runs a contraction. All memory but the operands holds NaN, no operand is next to another, and B ends where memory does: what
 * is read outside of one shows, and so does what is written outside of C.
 *
 * @returns C, the words behind it, and what is left of the tail's array of `extra` zeros
 */
export const runContraction = (
  spec: Contraction,
  operands: Operands,
  { features, fixedB, cuts }: Setting,
  extra = 0,
): { readonly c: Float32Array; readonly around: Float32Array; readonly extra: Float32Array } => {
  const plan = planContraction(spec, features, { fixedB });
  const ends = [...cuts.map((cut) => Math.floor(cut * plan.run.units)), plan.run.units].toSorted(
    (x, y) => x - y,
  );
  // Not multiples of 16: kernels may expect no alignment but that of an element.
  let next = 4;
  const take = (bytes: number): number => {
    const start = next;
    next += Math.ceil(bytes / 16) * 16 + 36;
    return start;
  };
  const words = (list: { readonly length: number }): number => take(list.length * 4);
  const pieces = {
    a: words(operands.a),
    c: words(operands.c),
    bias: words(operands.bias),
    extra: take(extra * 4),
    packed: take(plan.packedBytes),
  };
  const scratch = ends.map(() => Math.ceil(take(plan.run.scratch + 16) / 16) * 16);
  const pages = Math.ceil((next + operands.b.length * 4) / pageBytes);
  // At the very end: who reads vectors behind B traps.
  const places = { ...pieces, b: pages * pageBytes - operands.b.length * 4 };
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const floats = new Float32Array(memory.buffer).fill(Number.NaN);
  floats.set(operands.a, places.a / 4);
  floats.set(operands.b, places.b / 4);
  floats.set(operands.c, places.c / 4);
  floats.set(operands.bias, places.bias / 4);
  floats.fill(0, places.extra / 4, places.extra / 4 + extra);
  if (plan.pack !== undefined) {
    const pack = instantiate(plan.pack, features, memory);
    const half = Math.floor(plan.pack.units / 2);
    pack([places.b, places.packed], 0, half, plan.pack.units);
    pack([places.b, places.packed], 0, 0, half);
  }
  const run = instantiate(plan.run, features, memory);
  const right = plan.pack === undefined ? places.b : places.packed;
  const bias = spec.init === 'bias' ? [places.bias] : [];
  const pointers = [places.a, right, places.c, ...bias, ...(spec.tail === undefined ? [] : [places.extra])];
  // Later parts first: units know nothing of each other.
  ends.forEach((_, i) => {
    const part = ends.length - 1 - i;
    run(pointers, scratch[part] ?? 0, ends[part - 1] ?? 0, ends[part] ?? 0);
  });
  const end = places.c / 4 + operands.c.length;
  return {
    c: floats.slice(places.c / 4, end),
    around: Float32Array.of(...floats.slice(places.c / 4 - 5, places.c / 4), ...floats.slice(end, end + 5)),
    extra: floats.slice(places.extra / 4, places.extra / 4 + extra),
  };
};
