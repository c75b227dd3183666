import { describe, expect, it } from 'vitest';
import { reference } from '../../backends/reference/index.ts';
import { mul } from '../../tensor/ops/arithmetic.ts';
import { cast, log, sum, tensor } from '../../tensor/ops/index.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { value } from '../../tensor/values.ts';
import { adam, chain, clipByGlobalNorm, type Optimiser, sgd } from '../../train/index.ts';
import { type LossOf, learnerOf } from './learner.ts';

interface Params {
  readonly w: Tensor<[2]>;
}

const batch = { frames: value([1, 1]), labels: value([0, 0], 'i32') };

/** Σ f(w), where the batch is 1. */
const lossOf =
  (f: (w: Tensor<[2]>) => Tensor<[2]>): LossOf<Params, [number]> =>
  ({ w }, _, labels) => [sum(f(w)), sum(cast(labels, 'i32'))];

const learner = <S>(
  w: readonly [number, number],
  f: (w: Tensor<[2]>) => Tensor<[2]>,
  rule: Optimiser<Params, S>,
) => learnerOf({ w: tensor(w) }, lossOf(f), rule, reference);

describe('a step that is not sound', () => {
  it('since the optimiser overflows, though every parameter is finite, is not taken', async () => {
    // The gradient's square is beyond f32: divided by its root every later update would be 0.
    const { step, named } = await learner([1e-20, 2e-20], (w) => mul(w, 1e20), adam<Params>());
    const before = [...named()];
    const { problem, loss, gradientNorm } = await step(0.1, batch);
    expect([loss, gradientNorm]).toEqual([expect.closeTo(3, 5), expect.closeTo(1e20 * Math.SQRT2, -15)]);
    expect(problem).toMatchObject({ lies: 'after' });
    expect(problem?.message).toMatch(/^Infinity made by .*scaleByAdam/);
    expect([...named()]).toEqual(before);
  });

  it('since a parameter does, is the step’s own fault', async () => {
    const { step } = await learner([1e-10, 1e-10], (w) => mul(w, 1e10), sgd<Params>());
    expect((await step(1e30, batch)).problem).toMatchObject({ lies: 'after' });
  });

  it('since its loss or gradient is not finite, is that of the state before', async () => {
    const { step } = await learner([-1, 1], log, sgd<Params>());
    const { problem } = await step(0.1, batch);
    expect(problem).toMatchObject({ lies: 'before' });
    expect(problem?.message).toMatch(/^NaN made by unary \{ op: log \} \(forward\)/);
  });

  it('is not blamed on the constants of clipping', async () => {
    const clipped = chain(clipByGlobalNorm(1e38), sgd<Params>());
    const { step } = await learner([1e-10, 1e-10], (w) => mul(w, 1e10), clipped);
    const { problem } = await step(1e30, batch);
    expect(problem?.message).not.toMatch(/constant/);
    expect(problem).toMatchObject({ lies: 'after' });
  });

  it('since the loss is beyond all bounds, is said to have diverged', async () => {
    const { step, named } = await learner([1e6, 1e6], (w) => mul(w, 1), sgd<Params>());
    const before = [...named()];
    expect((await step(0.1, batch)).problem).toEqual({
      message: 'the loss is 2000000: it diverged',
      lies: 'before',
    });
    expect([...named()]).toEqual(before);
  });
});
