import type { Multiply } from '../shape-types/arithmetic/multiply.ts';
import type { MergeShapes } from '../shape-types/broadcast.ts';
import type { SameDim, Shape } from '../shape-types/dim.ts';
import type { Check, ShapeError } from '../shape-types/error.ts';
import { sameShape } from '../tensor/aval.ts';
import { demand } from '../tensor/error.ts';
import { sigmoid, tanh } from '../tensor/ops/activation.ts';
import { add, mul } from '../tensor/ops/arithmetic.ts';
import { matmul } from '../tensor/ops/contraction.ts';
import { slice } from '../tensor/ops/slice.ts';
import type { Tensor } from '../tensor/tensor.ts';

/** The width of the four gates of H units side by side. */
export type GatesOf<H> = number extends H ? number : H extends number ? Multiply<4, H> : number;

/** The parameters of an LSTM cell of H units that sees I features. Gates lie side by side: input, forget, cell, output. */
export interface LstmParams<I, H> {
  readonly input: Tensor<[I, GatesOf<H>]>;
  readonly hidden: Tensor<[H, GatesOf<H>]>;
  readonly bias: Tensor<[GatesOf<H>]>;
}

/** What an LSTM carries from step to step, of shape `[…, H]`: its last output and its memory. */
export interface LstmState<S extends Shape> {
  readonly h: Tensor<S>;
  readonly c: Tensor<S>;
}

/** The state's shape, or what does not fit. */
type LstmRule<I, H, S extends Shape, X extends Shape, Now = unknown> = X extends readonly [
  ...infer XLead,
  infer XI,
]
  ? S extends readonly [...infer SLead, infer SH]
    ? SameDim<I, XI, Now> extends true
      ? SameDim<H, SH, Now> extends true
        ? MergeShapes<SLead, XLead, Now> extends Shape
          ? S
          : ShapeError<'lstmCell: state and input differ in their leading axes', S, X>
        : ShapeError<'lstmCell: the state has not as many features as there are units', SH, H>
      : ShapeError<'lstmCell: the input has another number of features', XI, I>
    : S
  : S;

/**
 * One step of an LSTM: `z = x · input + h · hidden + bias`, split into i, f, g, o;
 * `c ← σ(f) · c + σ(i) · tanh(g)`, `h ← σ(o) · tanh(c)`.
 *
 * Hochreiter, Schmidhuber, "Long short-term memory" (1997), with the forget gate of Gers, Schmidhuber, Cummins (2000).
 *
 * @param state `[…, H]`
 * @param x `[…, I]`, the same leading axes
 * @throws TensorError when sizes differ
 * @example
 * ```ts
 * import { zeros } from 'thwc';
 * import { lstmCell, type LstmParams } from 'thwc/nn';
 * const step = (params: LstmParams<8, 16>) =>
 *   lstmCell(params, { h: zeros([4, 16]), c: zeros([4, 16]) }, zeros([4, 8])); // LstmState<[4, 16]>
 * ```
 */
export function lstmCell<I, H, S extends Shape, X extends Shape>(
  params: LstmParams<I, H>,
  state: LstmState<S>,
  x: Tensor<X> & Check<LstmRule<I, H, S, X>>,
): LstmState<S>;
export function lstmCell(
  params: LstmParams<number, number>,
  { h, c }: LstmState<Shape>,
  x: Tensor,
): LstmState<Shape> {
  const [units = 0] = h.shape.slice(-1);
  demand(params.bias.shape[0] === 4 * units, 'lstmCell', 'the state does not fit the parameters', [
    h,
    params.bias,
  ]);
  demand(
    sameShape(h.shape, c.shape) && sameShape(h.shape.slice(0, -1), x.shape.slice(0, -1)),
    'lstmCell',
    'state and input differ in their leading axes',
    [h, c, x],
  );
  const z = add(add(matmul(x, params.input), matmul(h, params.hidden)), params.bias);
  const [i, f, g, o] = [gate(z, 0, units), gate(z, 1, units), gate(z, 2, units), gate(z, 3, units)];
  const memory = add(mul(sigmoid(f), c), mul(sigmoid(i), tanh(g)));
  return { h: mul(sigmoid(o), tanh(memory)), c: memory };
}

/** The n-th of the parts of the last axis that are as wide as there are units. */
const gate = (z: Tensor, n: number, units: number): Tensor =>
  slice(z, [...z.shape.slice(1).map(() => null), [n * units, (n + 1) * units]]);
