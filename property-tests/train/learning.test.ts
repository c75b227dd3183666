import { expect, it } from 'vitest';
import { compile, evaluate } from '../../src/compile/compile.ts';
import { activation, dense, sequence, spec } from '../../src/nn/index.ts';
import { tanh } from '../../src/tensor/ops/activation.ts';
import { randomKey } from '../../src/tensor/ops/random.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import { toNested, value } from '../../src/tensor/values.ts';
import {
  accuracy,
  adam,
  applyUpdates,
  chain,
  clipByGlobalNorm,
  cosine,
  crossEntropy,
  type Optimiser,
  sgd,
  warmUp,
} from '../../src/train/index.ts';
import { grad } from '../../src/transforms/grad/index.ts';

const model = sequence(spec([4, 2]), dense(8), activation(tanh), dense(2));
type Params = ReturnType<typeof model.init>;
type Inputs = Tensor<[4, 2]>;
type Labels = Tensor<[4], 'i32'>;

const loss = (params: Params, x: Inputs, y: Labels): Tensor<[]> => crossEntropy(model.apply(params, x), y);

/** Trains on the four points of exclusive or; gives the losses before and after, and the accuracy after. */
const learn = async <S>(optimiser: Optimiser<Params, S>, rate: number, steps: number) => {
  const x = value([
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ]);
  const y = value([0, 1, 1, 0], 'i32');
  const step = compile((params: Params, state: S, inputs: Inputs, labels: Labels, now: Tensor<[]>) => {
    const grads = grad(loss)(params, inputs, labels);
    const [next, updates] = optimiser.update(state, grads, { params, rate: now });
    return [applyUpdates(params, updates), next] as const;
  });
  const schedule = warmUp(5, cosine({ rate, steps }));
  let params = await evaluate(model.init(randomKey(3)));
  let state = await compile(optimiser.init)(params);
  const lossOf = async () => toNested(await compile(loss)(params, x, y));
  const before = await lossOf();
  for (let t = 0; t < steps; t++) {
    [params, state] = await step(params, state, x, y, value(schedule.rate(schedule.start, t)));
  }
  const share = compile((p: Params, inputs: Inputs, labels: Labels) =>
    accuracy(model.apply(p, inputs), labels),
  );
  return { before, after: await lossOf(), accuracy: toNested(await share(params, x, y)) };
};

it.each([
  ['adam', () => learn(adam<Params>(), 0.1, 60)],
  ['adam, clipped', () => learn(chain(clipByGlobalNorm(0.5), adam<Params>()), 0.1, 60)],
  ['sgd with Nesterov momentum', () => learn(sgd<Params>({ momentum: 0.9, nesterov: true }), 0.3, 60)],
] as const)('losses, optimisers and schedules together learn exclusive or: %s', async (_, run) => {
  const found = await run();
  expect(found.before).toBeGreaterThan(0.5);
  expect(found.after).toBeLessThan(0.2);
  expect(found.accuracy).toBe(1);
});
