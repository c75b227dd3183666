/**
 * The primitives: the whole language that interpreters have to know.
 *
 * Every op of the library is a composition of these. Every interpreter (shape rules, vmap, cost, print,
 * each backend) is one *total* table over the keys of {@link Params}, so a primitive without a rule does
 * not compile. The set is closed under differentiation.
 */
import type { DType } from './dtype.ts';
import type { Program } from './program.ts';
import type { AnyValue } from './value.ts';

type Ints = readonly number[];
type Pairs = readonly (readonly [low: number, high: number])[];

/** Elementwise functions of one argument. `relu` is primitive so that its derivative at 0 has one place. */
export const unaryOps = [
  'neg',
  'abs',
  'sign',
  'not',
  'relu',
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
  'floor',
  'ceil',
  'round',
  'bitsToUnit',
] as const;
export type UnaryOp = (typeof unaryOps)[number];

/** Elementwise functions of two arguments of one shape. */
export const arithmeticOps = ['add', 'sub', 'mul', 'div', 'pow', 'rem', 'max', 'min'] as const;
export const comparisonOps = ['eq', 'ne', 'lt', 'le', 'gt', 'ge'] as const;
export const logicalOps = ['and', 'or', 'xor'] as const;
export type BinaryOp =
  | (typeof arithmeticOps)[number]
  | (typeof comparisonOps)[number]
  | (typeof logicalOps)[number];

export type ReduceOp = 'sum' | 'max' | 'min';
export type ArgReduceOp = 'argmax' | 'argmin';

/** A sliding window over every axis; `padding` counts cells that hold the identity of the reduction. */
export interface Window {
  readonly window: Ints;
  readonly strides: Ints;
  readonly dilation: Ints;
  readonly padding: Pairs;
}

/** The static parameters of each primitive. Inputs are given beside each. */
export interface Params {
  /** () → the n-th input of the program being traced. */
  readonly input: { readonly index: number };
  /** () → the numbers given. */
  readonly constant: { readonly value: AnyValue };
  /** () → i32, the position along `axis`. */
  readonly iota: { readonly shape: Ints; readonly axis: number };
  /** (key i32[…batch, 2]) → i32[…batch, …shape], 32 random bits each: Threefry-2x32 of the element's number. */
  readonly randomBits: { readonly shape: Ints };
  /** (x) → f(x). `bitsToUnit` maps i32 bits to f32 in [0, 1) by their upper 24 bits. */
  readonly unary: { readonly op: UnaryOp };
  /** (a, b), equal shapes and dtypes → f(a, b); comparisons give bool. */
  readonly binary: { readonly op: BinaryOp };
  /** (condition bool, a, b), equal shapes → a where true, else b. */
  readonly select: Record<never, never>;
  /** (x) → x in another dtype; f32 → i32 truncates and saturates, NaN → 0. */
  readonly convert: { readonly to: DType };
  /** (x) → the same elements in row-major order. */
  readonly reshape: { readonly shape: Ints };
  /** (x) → output axis i is input axis permutation[i]. */
  readonly transpose: { readonly permutation: Ints };
  /** (x) → input axis i is output axis axes[i] (ascending); the other output axes repeat. */
  readonly broadcast: { readonly shape: Ints; readonly axes: Ints };
  /** (x) → x[starts : limits : strides] on every axis. */
  readonly slice: { readonly starts: Ints; readonly limits: Ints; readonly strides: Ints };
  /** (x) → x with `value` around (low, high ≥ 0) and between (interior) its elements. */
  readonly pad: { readonly low: Ints; readonly high: Ints; readonly interior: Ints; readonly value: number };
  /** (x, y, …) → joined along `axis`. */
  readonly concat: { readonly axis: number };
  /** (x) → x with the axes reversed. */
  readonly reverse: { readonly axes: Ints };
  /** (x […B, …P, n, …R], indices i32 […B, …I]) → […B, …P, …I, …R]; B = `batch` axes, n is `axis`. Outside → NaN / 0 / false. */
  readonly gather: { readonly axis: number; readonly batch: number };
  /** (updates […B, …P, …I, …R], indices i32 […B, …I]) → zeros with axis n = `size`, updates added. Outside → dropped. */
  readonly scatterAdd: { readonly axis: number; readonly batch: number; readonly size: number };
  /** (a, b) → […batch, …free of a, …free of b], summed over the contracted axes. */
  readonly dot: {
    readonly aBatch: Ints;
    readonly bBatch: Ints;
    readonly aContract: Ints;
    readonly bContract: Ints;
  };
  /** (x [N, …space, C], kernel […window, C/groups, O]) → [N, …space', O]: cross-correlation. Negative padding crops. */
  readonly conv: {
    readonly strides: Ints;
    readonly padding: Pairs;
    readonly inputDilation: Ints;
    readonly kernelDilation: Ints;
    readonly groups: number;
  };
  /** (x) → reduced over `axes`, which go. On bool `max` is any and `min` is all. */
  readonly reduce: { readonly op: ReduceOp; readonly axes: Ints };
  /** (x) → i32: position of the first extreme element along `axis`, which goes. */
  readonly argReduce: { readonly op: ArgReduceOp; readonly axis: number };
  /** (x) → one element for each window. */
  readonly reduceWindow: Window & { readonly op: ReduceOp };
  /** (x, t) both of x's shape → t at the position of each window's (first) largest x. */
  readonly selectGather: Window;
  /** (x, c), c of the windows' shape → zeros like x, each c added at the (first) largest x of its window. */
  readonly selectScatter: Window;
  /** (x) → i32: positions that sort the last axis ascending, stable, NaN last. */
  readonly argsort: Record<never, never>;
  /** (…consts, …carries, …xs) → (…carries, …ys): the body (consts, carries, slices of xs) → (carries, slices of ys), `length` times. */
  readonly scan: {
    readonly body: Program;
    readonly length: number;
    readonly consts: number;
    readonly carries: number;
    readonly reverse: boolean;
  };
  /** (x) → x. Marks rows of x (all axes but the last) as messages, for the cost interpreter to count. */
  readonly messages: { readonly label: string };
  /** (x) → x, of which no derivative is taken. */
  readonly stopGradient: Record<never, never>;
  /** (…inputs) → body(…inputs). The gradient keeps the inputs only, and runs the body again when it needs what is inside. */
  readonly checkpoint: { readonly body: Program };
  /**
   * (…captured, …arguments) → body(…), with a derivative of its own: `forward` gives the body's results and what is to be
   * kept; `backward` takes what was kept and a cotangent for each result, and gives one for each argument.
   */
  readonly custom: {
    readonly body: Program;
    readonly forward: Program;
    readonly backward: Program;
    readonly captured: number;
  };
}

/** The names of the primitives. */
export type Primitive = keyof Params;

/** The primitives that run a body, and so may have any number of outputs. */
export type Calling = 'scan' | 'checkpoint' | 'custom';

/**
 * A total table of rules, one for each primitive. `K` is the static parameters' primitive:
 * `table[p](params)` type-checks for generic `p` without a cast.
 */
export type Rules<Args extends readonly unknown[], Result> = {
  readonly [P in Primitive]: (params: Params[P], ...args: Args) => Result;
};
