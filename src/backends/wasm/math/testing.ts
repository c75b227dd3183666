/** Functions of registers as functions of arrays, for tests: a module that holds one loop. */
import { setFlagsFromString } from 'node:v8';
import { f32x4, forRange, i32, moduleBytes, procedure, seq, type V128, v128 } from '../assembler/index.ts';
import type { HostFunction, Site } from '../kernels/kernel.ts';
import { type Kit, kitOf } from '../kernels/kit.ts';

const hostFunctions: readonly HostFunction[] = ['pow', 'sin', 'cos'];

const siteOf = (relaxed: boolean): Site => ({
  features: { relaxed, revectorized: false },
  function: (key) => {
    throw new RangeError(`the test's module has no function ${key}`);
  },
  host: (name) => ({ index: hostFunctions.indexOf(name) }),
});

/** Elements of one loop, and the memory for three operands and the result. */
const chunk = 2 ** 14;
const room = 4 * chunk;

/** The body of a loop over vectors. */
type Body = (kit: Kit, ...operands: readonly V128[]) => V128;

const bytesOf = (body: Body, operands: number, relaxed: boolean): Uint8Array<ArrayBuffer> => {
  const run = procedure(['i32'], ([bytes], local) => {
    const kit = kitOf(siteOf(relaxed), local);
    const at = local('i32');
    const values = Array.from({ length: operands }, (_, i) => v128.load(at.get, i * room));
    const store = v128.store(at.get, body(kit, ...values), 3 * room);
    return seq(kit.prelude(), forRange(at, i32.const(0), bytes.get, 16, store));
  });
  const imports = hostFunctions.map((name) => ({
    name,
    signature: {
      params: name === 'pow' ? (['f64', 'f64'] as const) : (['f64'] as const),
      results: ['f64'] as const,
    },
  }));
  return moduleBytes({
    memory: { minimum: (4 * room) / 65536, maximum: (4 * room) / 65536, shared: false },
    imports,
    globals: [],
    functions: [run],
    exports: [{ name: 'run', index: imports.length }],
  });
};

setFlagsFromString('--experimental-wasm-relaxed-simd');

/** Without fused multiply-add, and with it where the engine has it. */
export const variants: readonly boolean[] = [false, true].filter((relaxed) =>
  WebAssembly.validate(
    bytesOf((_, x = f32x4.const(0)) => (relaxed ? f32x4.relaxed_madd(x, x, x) : x), 1, relaxed),
  ),
);

/** The 32-bit words of the result for the words of the operands. */
export type Applied = (...operands: readonly Int32Array[]) => Int32Array;

/** A function of registers as one of arrays. */
export const applied = (body: Body, operands: number, relaxed: boolean): Applied => {
  const pages = (4 * room) / 65536;
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const { pow, sin, cos } = Math;
  const module = new WebAssembly.Module(bytesOf(body, operands, relaxed));
  const { run } = new WebAssembly.Instance(module, { env: { memory, pow, sin, cos } }).exports;
  if (typeof run !== 'function') throw new TypeError('the module exports no function');
  return (...inputs) => {
    const length = inputs[0]?.length ?? 0;
    const result = new Int32Array(length);
    for (let start = 0; start < length; start += chunk) {
      const end = Math.min(length, start + chunk);
      inputs.forEach((x, i) => {
        new Int32Array(memory.buffer, i * room, chunk).set(x.subarray(start, end));
      });
      run(4 * (end - start));
      result.set(new Int32Array(memory.buffer, 3 * room, end - start), start);
    }
    return result;
  };
};

/** The floats of words. */
export const floats = (words: Int32Array): Float32Array =>
  new Float32Array(words.buffer, words.byteOffset, words.length);

/** The words of floats, rounded to single precision. */
export const words = (xs: readonly number[]): Int32Array => new Int32Array(Float32Array.from(xs).buffer);

/** The distance of two neighbours at x: 2⁻¹⁴⁹ for subnormal numbers. */
const ulp = (x: number): number => {
  const exponent = Math.floor(Math.log2(Math.abs(x)));
  const exact = 2 ** exponent > Math.abs(x) ? exponent - 1 : exponent;
  return 2 ** (Math.max(-126, Math.min(127, exact)) - 23);
};

/**
 * How far a single-precision result is from the exact value, in units of the last place. Equal signs of zero, infinities
 * and NaNs are asked for; ∞ stands for 2¹²⁸ where the value is near it.
 */
export const ulpsBetween = (result: number, exact: number): number => {
  const rounded = Math.fround(exact);
  if (Object.is(result, rounded)) return rounded === exact || !Number.isFinite(rounded) ? 0 : 0.5;
  if (Number.isNaN(result) || Number.isNaN(exact)) return Number.POSITIVE_INFINITY;
  const finite = (x: number): number => Math.sign(x) * Math.min(Math.abs(x), 2 ** 128);
  if (result === 0 && rounded === 0) return Number.POSITIVE_INFINITY;
  return Math.abs(finite(result) - finite(exact)) / ulp(finite(exact));
};
