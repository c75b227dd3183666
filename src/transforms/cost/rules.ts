/**
 * What one application of each primitive costs, by its shapes.
 *
 * Bytes are those of a naive execution: every input is read once from memory and every output written once. What
 * needs no copy (`reshape`, `messages`) or is there before the run (`constant`) moves nothing; `slice` and `gather`
 * read only what they keep.
 *
 * Operations on what is known to be nothing are none: a convolution's are the products with cells that are there, not those with its
 * padding or the holes of a dilated input.
 */
import { type Aval, sizeOf } from '../../tensor/aval.ts';
import type { BinaryOp, Params, Primitive, Rules, UnaryOp } from '../../tensor/primitives.ts';
import type { Equation } from '../../tensor/program.ts';
import { elementsOf, totalBytes, totalElements } from './bytes.ts';
import { productsOf } from './conv.ts';
import { nothing, type Tally } from './tally.ts';

/** 20 rounds of add, rotate and xor; 5 key injections of 3 additions; 2 additions to start. Gives two words. */
const threefryBlock = 20 * 3 + 5 * 3 + 2;

const transcendental: ReadonlySet<UnaryOp | BinaryOp> = new Set<UnaryOp | BinaryOp>([
  'exp',
  'expm1',
  'log',
  'log1p',
  'sqrt',
  'rsqrt',
  'sin',
  'cos',
  'tanh',
  'sigmoid',
  'erf',
  'pow',
]);

type Inputs = readonly Aval[];
type Outputs = readonly Aval[];

const moved = (inputs: Inputs, outputs: Outputs, operations = 0, transcendentals = 0): Tally => ({
  applications: 1,
  operations,
  transcendentals,
  bytesRead: totalBytes(inputs),
  bytesWritten: totalBytes(outputs),
});

/** Nothing is computed and nothing is copied. */
const free: Tally = { ...nothing, applications: 1 };

/** Moves elements about. */
const movement = (_: unknown, inputs: Inputs, outputs: Outputs): Tally => moved(inputs, outputs);

const elementwise = (
  { op }: { readonly op: UnaryOp | BinaryOp },
  inputs: Inputs,
  outputs: Outputs,
): Tally => {
  const n = totalElements(outputs);
  return moved(inputs, outputs, n, transcendental.has(op) ? n : 0);
};

const first = (avals: readonly Aval[]): Aval => avals[0] ?? { shape: [0], dtype: 'f32' };

/** n elements become one by n − 1 operations. */
const combining = (_: unknown, inputs: Inputs, outputs: Outputs): Tally =>
  moved(inputs, outputs, Math.max(0, totalElements(inputs) - totalElements(outputs)));

const sizes = (aval: Aval, axes: readonly number[]): number =>
  sizeOf(axes.map((axis) => aval.shape[axis] ?? 1));

const rules: Rules<[inputs: Inputs, outputs: Outputs], Tally> = {
  input: () => nothing,
  constant: () => free,
  iota: movement,
  randomBits: ({ shape }, inputs, outputs) => {
    const keys = totalElements(inputs) / 2;
    return moved(inputs, outputs, keys * Math.ceil(sizeOf(shape) / 2) * threefryBlock);
  },
  unary: elementwise,
  binary: elementwise,
  select: (_, inputs, outputs) => moved(inputs, outputs, totalElements(outputs)),
  convert: (_, inputs, outputs) => moved(inputs, outputs, totalElements(outputs)),
  reshape: () => free,
  transpose: movement,
  broadcast: movement,
  slice: (_, __, outputs) => moved(outputs, outputs),
  pad: movement,
  concat: movement,
  reverse: movement,
  gather: (_, [__, ...indices], outputs) => moved([...outputs, ...indices], outputs),
  scatterAdd: (_, inputs, outputs) => moved(inputs, outputs, elementsOf(first(inputs))),
  dot: ({ aContract }, inputs, outputs) =>
    moved(inputs, outputs, 2 * totalElements(outputs) * sizes(first(inputs), aContract)),
  conv: (params, inputs, outputs) => {
    const [x = first([]), kernel = first([])] = inputs;
    return moved(inputs, outputs, 2 * productsOf(params, x, kernel, first(outputs)));
  },
  reduce: combining,
  argReduce: combining,
  reduceWindow: ({ window }, inputs, outputs) =>
    moved(inputs, outputs, totalElements(outputs) * (sizeOf(window) - 1)),
  selectGather: ({ window }, inputs, outputs) =>
    moved(inputs, outputs, totalElements(outputs) * (sizeOf(window) - 1)),
  // As many comparisons as selectGather for each window, and one addition.
  selectScatter: ({ window }, inputs, outputs) => {
    const windows = elementsOf(inputs[1] ?? first([]));
    return moved(inputs, outputs, windows * sizeOf(window));
  },
  argsort: (_, inputs, outputs) => {
    const row = first(inputs).shape.at(-1) ?? 1;
    return moved(inputs, outputs, totalElements(inputs) * Math.ceil(Math.log2(Math.max(1, row))));
  },
  // The scan itself only hands slices to its body; costOf adds the body.
  scan: () => free,
  messages: () => free,
  stopGradient: () => free,
  checkpoint: () => free,
  custom: () => free,
};

const applied = <P extends Primitive>(
  primitive: P,
  params: Params[P],
  inputs: Inputs,
  outputs: Outputs,
): Tally => rules[primitive](params, inputs, outputs);

/** The cost of one equation, bodies of scans left out. */
export const tallyOf = ({ primitive, params, outputs }: Equation, inputs: Inputs): Tally =>
  applied(primitive, params, inputs, outputs);

/** Rows of x: all axes but the last. */
export const rowsOf = (x: Aval): number => sizeOf(x.shape.slice(0, -1));
