import { describe, expect, it } from 'vitest';
import { evaluate } from '../../compile/compile.ts';
import { batchNorm, dense, sequence, spec } from '../../nn/index.ts';
import { mapTree } from '../../tensor/map-tree.ts';
import { ones, scalar, tensor, zeros } from '../../tensor/ops/constants.ts';
import { randomKey } from '../../tensor/ops/random.ts';
import { toNested } from '../../tensor/values.ts';
import {
  adam,
  adamw,
  addDecayedWeights,
  applyUpdates,
  chain,
  clipByGlobalNorm,
  globalNorm,
  type Optimiser,
  scaleByAdam,
  scaleByRate,
  sgd,
  trace,
} from './index.ts';

const params = { send: [{ weight: ones([2, 3]), bias: ones([3]) }] };
const at = { params, rate: scalar(0.1) };
const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

describe('options out of range throw where the optimiser is made', () => {
  it.each<readonly [string, () => unknown]>([
    ['trace: momentum must be in [0, 1), got 1', () => sgd({ momentum: 1 })],
    ['trace: momentum must be in [0, 1), got NaN', () => trace({ momentum: nan })],
    ['sgd: nesterov needs a momentum > 0, got 0', () => sgd({ momentum: 0, nesterov: true })],
    ['addDecayedWeights: weightDecay must be a number ≥ 0, got -1', () => sgd({ weightDecay: -1 })],
    [
      'addDecayedWeights: weightDecay must be a number ≥ 0, got Infinity',
      () => adamw({ weightDecay: infinity }),
    ],
    ['scaleByAdam: beta1 must be in [0, 1), got 1', () => adam({ beta1: 1 })],
    ['scaleByAdam: beta2 must be in [0, 1), got -0.1', () => adamw({ beta2: -0.1 })],
    ['scaleByAdam: epsilon must be a number > 0, got 0', () => adam({ epsilon: 0 })],
    // It would be 0 in f32, and what has no gradient 0/0.
    ['scaleByAdam: epsilon must be a number > 0, got 1e-50', () => adam({ epsilon: 1e-50 })],
    ['clipByGlobalNorm: max must be a number > 0, got 0', () => clipByGlobalNorm(0)],
    ['clipByGlobalNorm: max must be a number > 0, got NaN', () => clipByGlobalNorm(nan)],
    ['clipByGlobalNorm: max must be a number > 0, got 1e+39', () => clipByGlobalNorm(1e39)],
  ])('%s', (message, make) => {
    expect(make).toThrow(message);
  });
});

describe('trees that differ', () => {
  /** Optimisers of trees whose types do not say that they differ. */
  const updateWith = <S>({ init, update }: Optimiser<unknown, S>, grads: unknown) =>
    update(init(params), grads, at);
  const grads = { send: [{ weight: ones([2, 3]) }] };

  it('are named with their place and the part that found it', () => {
    expect(() => applyUpdates<unknown>(params, grads)).toThrow(
      'applyUpdates: structures differ at send.0.bias: a tensor in the parameters, nothing in the updates',
    );
    expect(() => updateWith(chain(clipByGlobalNorm(1), adam<unknown>()), grads)).toThrow(
      'scaleByAdam: structures differ at send.0.bias: a tensor in the first moments, nothing in the gradients (at scaleByAdam, scaleByRate / scaleByAdam)',
    );
    expect(() => updateWith(sgd<unknown>({ momentum: 0.9 }), grads)).toThrow(
      /^trace: structures differ at send.0.bias/,
    );
    expect(() => updateWith(addDecayedWeights(0.1), grads)).toThrow(
      'addDecayedWeights: structures differ at send.0.bias: nothing in the updates, a tensor in the parameters',
    );
  });

  it('take f32 only', () => {
    const counts = { n: zeros([2], 'i32') };
    expect(() => adam<unknown>().init(counts)).toThrow(
      /^scaleByAdam: takes trees of f32, but the parameters hold another type at n/,
    );
    expect(() => globalNorm(counts)).toThrow('globalNorm: takes a tree of f32, which n is not: i32[2]');
  });
});

describe('state', () => {
  it('of adam is a count and two trees like the parameters, all 0', async () => {
    const [state] = adam<typeof params>().init(params);
    expect(Object.keys(state)).toEqual(['count', 'first', 'second']);
    expect(state.count.dtype).toBe('i32');
    const { count, first } = await evaluate(state);
    expect([toNested(count), first.send.map(({ bias }) => toNested(bias))]).toEqual([0, [[0, 0, 0]]]);
  });

  it('counts steps', async () => {
    const { init, update } = scaleByAdam<typeof params>();
    const [once] = update(init(params), params, at);
    const [twice] = update(once, params, at);
    expect(toNested(await evaluate(twice.count))).toBe(2);
  });

  it('of a chain is the list of the states of its parts', () => {
    const optimiser = chain(clipByGlobalNorm(1), trace<typeof params>({ momentum: 0.9 }), scaleByRate());
    expect(optimiser.name).toBe('clipByGlobalNorm, trace, scaleByRate');
    const [none, { velocity }, nothing] = optimiser.init(params);
    expect([none, nothing]).toEqual([[], []]);
    expect(velocity.send[0]?.weight.shape).toEqual([2, 3]);
  });

  it('of an empty chain is empty, and it changes nothing', () => {
    expect(chain().update([], params, at)).toEqual([[], params]);
  });
});

it('weights decay, but not biases, scales, shifts and running statistics', async () => {
  const model = sequence(spec(['batch', 3]), dense(4), batchNorm());
  const before = model.init(randomKey(1));
  const zero = mapTree(([x]) => zeros(x.shape) as typeof x, before);
  const optimiser = adamw<typeof before>({ weightDecay: 0.5 });
  const [, updates] = optimiser.update(optimiser.init(before), zero, { params: before, rate: scalar(0.5) });
  const [was, is] = await evaluate([before, applyUpdates(before, updates)]);
  expect(is[1]).toEqual(was[1]);
  expect(is[0].bias).toEqual(was[0].bias);
  expect(Array.from(is[0].weight.data)).toEqual(Array.from(was[0].weight.data, (x) => Math.fround(0.75 * x)));
});

it('a mask is asked with path and shape', () => {
  const asked: unknown[] = [];
  const mask = (path: string, shape: readonly number[]): boolean => {
    asked.push([path, shape]);
    return false;
  };
  const grads = { send: [{ weight: zeros([2, 3]), bias: zeros([3]) }] };
  const [, updates] = addDecayedWeights(1, { mask }).update([], grads, at);
  expect(asked).toEqual([
    ['send.0.weight', [2, 3]],
    ['send.0.bias', [3]],
  ]);
  expect(updates).toEqual(grads);
});

describe('the global norm', () => {
  const normOf = async (tree: unknown): Promise<number> => toNested(await evaluate(globalNorm(tree)));
  it('of nothing is 0', async () => {
    expect([await normOf({}), await normOf([zeros([0])]), await normOf([zeros([3])])]).toEqual([0, 0, 0]);
  });
  it('has squares that f32 has not', async () => {
    expect(await normOf([tensor([3e30, 0]), tensor([4e30])])).toBeCloseTo(5e30, -25);
    expect((await normOf([tensor([3e-30]), tensor([4e-30])])) * 1e30).toBeCloseTo(5, 5);
  });
  it('knows ∞ and NaN', async () => {
    expect(await normOf([tensor([1, -infinity]), tensor([2])])).toBe(infinity);
    expect(await normOf([tensor([1, nan]), tensor([infinity])])).toBe(nan);
  });
});

it('clipping leaves gradients of 0 at 0', async () => {
  const [, { g }] = clipByGlobalNorm(1).update(
    [],
    { g: zeros([2]) },
    { params: { g: zeros([2]) }, rate: scalar(1) },
  );
  expect(toNested(await evaluate(g))).toEqual([0, 0]);
});
