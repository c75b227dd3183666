/** Runs one kernel on values, and draws values to run it on. */
import fc from 'fast-check';
import { evaluateProgram } from '../../../backends/reference/index.ts';
import { apply } from '../../../tensor/apply.ts';
import { type Aval, sizeOf, typeOf } from '../../../tensor/aval.ts';
import type { DType } from '../../../tensor/dtype.ts';
import type { Calling, Params, Primitive } from '../../../tensor/primitives.ts';
import { traceClosed } from '../../../tensor/trace.ts';
import type { AnyValue } from '../../../tensor/value.ts';
import { allocate, makeValue } from '../../../tensor/values.ts';
import { type FunctionCode, moduleBytes } from '../assembler/index.ts';
import type { Kernel } from './kernel.ts';

/** What memory holds where nothing was written: as f32 a small number, as an index one far outside. */
const poison = 0xa5;
const guard = 64;

/** A kernel in a module of its own. */
const instantiate = (kernel: Kernel, memory: WebAssembly.Memory, pages: number) => {
  const functions: FunctionCode[] = [];
  const known = new Map<string, number>();
  const main = kernel.build({
    features: { relaxed: false, revectorized: false },
    function: (key, build) => {
      const index = known.get(key) ?? functions.push(build()) - 1;
      known.set(key, index);
      return { index };
    },
    host: (name) => {
      throw new Error(`there is no ${name} here`);
    },
  });
  const index = functions.push(main) - 1;
  const bytes = moduleBytes({
    memory: { minimum: pages, maximum: pages, shared: false },
    imports: [],
    globals: [],
    functions,
    exports: [{ name: 'main', index }],
  });
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
  const { main: run } = instance.exports;
  if (typeof run !== 'function') throw new Error('no main');
  return (...args: readonly number[]): void => {
    run(...args);
  };
};

/** A kernel with its operands in memory, ready to be run as often as one likes. */
export const place = (kernel: Kernel, inputs: readonly AnyValue[], out: Aval) => {
  const width = out.dtype === 'bool' ? 1 : 4;
  const sizes = [...inputs.map(({ data }) => data.byteLength), sizeOf(out.shape) * width, kernel.scratch];
  let end = guard;
  const starts = sizes.map((size) => {
    const start = end;
    end = Math.ceil((start + size) / 16) * 16 + guard;
    return start;
  });
  const pages = Math.ceil(end / 65_536);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const bytes = new Uint8Array(memory.buffer).fill(poison);
  inputs.forEach(({ data }, i) => {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), starts[i]);
  });
  const before = bytes.slice();
  const run = instantiate(kernel, memory, pages);
  const [outStart = 0, scratchStart = 0] = starts.slice(-2);
  const [outSize = 0, scratchSize = 0] = sizes.slice(-2);
  const output = bytes.subarray(outStart, outStart + outSize);
  const result = (): AnyValue => {
    const elements = allocate(out.dtype, sizeOf(out.shape));
    new Uint8Array(elements.buffer).set(output);
    return makeValue(out.shape, out.dtype, elements);
  };
  /** Whether all but the output and the scratch is as it was. */
  const isIntact = (): boolean =>
    before.every(
      (byte, i) =>
        byte === bytes[i] ||
        (i >= outStart && i < outStart + outSize) ||
        (i >= scratchStart && i < scratchStart + scratchSize),
    );
  return { run: (from: number, to: number) => run(...starts, from, to), output, result, isIntact };
};

/**
 * The kernel's result, its units cut into pieces at these fractions of 1. Every piece starts from an output of its own that holds
 * nothing, so none can use what another one did; and every place must be written by just one of them.
 */
export const runKernel = (
  kernel: Kernel,
  inputs: readonly AnyValue[],
  out: Aval,
  at: readonly number[] = [],
): AnyValue => {
  const { run, output, result, isIntact } = place(kernel, inputs, out);
  const whole = new Uint8Array(output.length);
  const writers = new Uint8Array(output.length);
  const stops = [0, ...at.map((cut) => Math.round(cut * kernel.units)), kernel.units].sort((a, b) => a - b);
  stops.reduce((from, to) => {
    const written = new Uint8Array(output.length);
    // A byte that was written differs from one of two fillings.
    for (const filling of [poison, 255 - poison]) {
      output.fill(filling);
      run(from, to);
      output.forEach((byte, i) => {
        if (byte === filling) return;
        written[i] = 1;
        whole[i] = byte;
      });
    }
    written.forEach((count, i) => {
      writers[i] = (writers[i] ?? 0) + count;
    });
    return to;
  });
  if (!isIntact()) throw new Error(`${kernel.key} wrote outside its output`);
  const wrong = writers.findIndex((count) => count !== 1);
  if (wrong >= 0) throw new Error(`${kernel.key}: ${writers[wrong]} pieces wrote byte ${wrong}`);
  output.set(whole);
  return result();
};

/** What the reference gives. */
export const byReference = <P extends Exclude<Primitive, Calling | 'input'>>(
  primitive: P,
  params: Params[P],
  inputs: readonly AnyValue[],
): AnyValue => {
  const program = traceClosed(inputs.map(typeOf), (xs) => [apply(primitive, params, xs)]);
  const [result] = evaluateProgram(program, inputs);
  if (result === undefined) throw new Error('no result');
  return result;
};

/** Bits, all NaN being one. */
export const bitsOf = ({ data }: AnyValue): readonly number[] =>
  data instanceof Float32Array
    ? [...new Int32Array(data.map((x) => (Number.isNaN(x) ? Number.NaN : x)).buffer)]
    : [...data];

/** Places to cut the units of a kernel at. Not `fc.double`, which is even over bit patterns: nearly all of those are next to 0. */
export const cuts: fc.Arbitrary<readonly number[]> = fc.array(
  fc.nat(100).map((percent) => percent / 100),
  { minLength: 1, maxLength: 3 },
);

/** Sizes: most often small; those around multiples of vectors, too. */
export const size: fc.Arbitrary<number> = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 5 }) },
  { weight: 2, arbitrary: fc.integer({ min: 6, max: 37 }) },
  { weight: 1, arbitrary: fc.constant(0) },
);

/** Shapes of up to so many axes and not too many elements. */
export const shape = (maxLength: number, minLength = 0, most = 4000): fc.Arbitrary<readonly number[]> =>
  fc.array(size, { minLength, maxLength }).filter((sizes) => sizeOf(sizes) <= most);

const numbers: { readonly [D in DType]: readonly number[] } = {
  f32: [0, -0, 1, -1, 2, 0.5, -1.5, 3e38, -3e38, 1e-40, Number.NaN, Infinity, -Infinity],
  i32: [0, 1, -1, 2, 5, 100, 2 ** 31 - 1, -(2 ** 31)],
  bool: [0, 1],
};

/** Values of a shape; few different numbers, so that there are ties. */
export const drawn = (
  of: readonly number[],
  dtype: DType,
  palette: readonly number[] = numbers[dtype],
): fc.Arbitrary<AnyValue> =>
  fc.tuple(fc.nat(1023), fc.nat(1023), fc.nat(1023)).map(([a, b, c]) => {
    // A few random numbers start a sequence: one draw for each element would take too long.
    const kinds = 1 + (c % palette.length);
    const data = allocate(dtype, sizeOf(of));
    let state = a * 1024 + b + 1;
    for (let i = 0; i < data.length; i++) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      data[i] = palette[((state >>> 16) % kinds) + (a % (palette.length - kinds + 1))] ?? 0;
    }
    return makeValue(of, dtype, data);
  });

/** Indices into an axis, some of them outside where `outside` says so. */
export const indicesOf = (of: readonly number[], n: number, outside: boolean): fc.Arbitrary<AnyValue> =>
  drawn(of, 'i32', [
    ...Array.from({ length: Math.max(1, n) }, (_, i) => i),
    ...(outside ? [-1, n, n + 3, 2 ** 31 - 1, -(2 ** 31)] : []),
  ]);

/** Whole numbers of which all sums are exact in f32. */
export const whole: readonly number[] = [0, -0, 1, -1, 2, 3, -5, 1000];
