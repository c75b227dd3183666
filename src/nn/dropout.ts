import { demand } from '../tensor/error.ts';
import { mul } from '../tensor/ops/arithmetic.ts';
import { bernoulli } from '../tensor/ops/random.ts';
import { where } from '../tensor/ops/select.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { type Layer, type NoParams, plain, type Spec } from './layer.ts';
import type { ShapeKeeping } from './shape-keeping.ts';

/**
 * In training each element is 0 with probability `rate` and otherwise grows by 1 / (1 − rate), so that its
 * expectation stays; which ones follows from the key. Once trained it does nothing.
 *
 * Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting" (2014), in the form that
 * scales in training ("inverted").
 *
 * @throws TensorError unless 0 ≤ rate < 1
 * @example
 * ```ts
 * import { dense, dropout, sequence, spec } from 'thwc/nn';
 * const head = sequence(spec(['batch', 512]), dropout(0.5), dense(46));
 * ```
 */
export function dropout(rate: number): ShapeKeeping;
export function dropout(rate: number): (input: Spec) => Layer<NoParams, Tensor, Tensor> {
  demand(rate >= 0 && rate < 1, 'dropout', `rate must be in [0, 1), got ${rate}`);
  const kept = 1 - rate;
  return () => ({
    ...plain('dropout', (x: Tensor) => x),
    train: (params, x, key) => ({ out: where(bernoulli(key, kept, x.shape), mul(x, 1 / kept), 0), params }),
  });
}
