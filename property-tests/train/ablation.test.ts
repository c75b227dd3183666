/**
 * A test-sized version of the paper's ablation: networks of the same size, trained alike on a task that needs messages in space
 * *and* memory in time (see `property-tests/support/relational-task.ts` for why one alone can be right three times in four, at most).
 */
import { describe, expect, it } from 'vitest';
import { compile, evaluate } from '../../src/compile/compile.ts';
import { wellScaled } from '../../src/models/initial.ts';
import { dense, sequence, spec, use } from '../../src/nn/index.ts';
import { type RstgConfig, rstg, type Schedule } from '../../src/rstg/index.ts';
import { randomKey } from '../../src/tensor/ops/index.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import { toNested, value, valueFrom } from '../../src/tensor/values.ts';
import {
  adam,
  chain,
  clipByGlobalNorm,
  crossEntropy,
  startTraining,
  topKHits,
  trainStep,
} from '../../src/train/index.ts';
import { vmap } from '../../src/transforms/vmap/vmap.ts';
import {
  channels,
  relationalBatch,
  relationalCount,
  relationalExample,
  side,
} from '../support/relational-task.ts';

const frames = 2;
const all = relationalBatch(
  Array.from({ length: relationalCount(frames) }, (_, n) => relationalExample(frames, n)),
);
const count = all.labels.length;

const networkOf = (schedule: Schedule) => {
  const config: RstgConfig = {
    frames,
    height: side,
    width: side,
    channels,
    scales: [2],
    dim: 16,
    iterations: 1,
    schedule,
    edges: 'full',
    gather: 'sum',
    positional: null,
    update: 'shared',
    readout: 'vec',
    time: 'mean',
  };
  const net = wellScaled(rstg(config));
  return sequence(spec([frames, side, side, channels]), use(net), dense(2));
};

/** The share of all examples that a network of this schedule gets right after so many steps on all of them. */
const trained = async (schedule: Schedule, steps: number, seed: number): Promise<number> => {
  const model = networkOf(schedule);
  type Params = ReturnType<typeof model.init>;
  const loss = (params: Params, clips: Tensor<[number, 2, 2, 2, 3]>, labels: Tensor<[number], 'i32'>) => {
    const logits = vmap(model.apply, { in: [null, 0] })(params, clips);
    return [crossEntropy(logits, labels), topKHits(logits, labels, 1)] as const;
  };
  const optimiser = chain(clipByGlobalNorm(1), adam<Params>());
  const step = compile(trainStep(loss, optimiser));
  const clips = valueFrom([count, 2, 2, 2, 3], all.features);
  const labels = valueFrom([count], all.labels);
  let state = await evaluate(startTraining(model.init(randomKey(seed)), optimiser));
  let hits = 0;
  for (let i = 0; i < steps; i++) {
    const [next, report] = await step(state, value(0.01), clips, labels);
    state = next;
    hits = toNested(report.more);
  }
  return hits / count;
};

describe('trained alike on the relational task', () => {
  it.each(['time-only', 'space-only'] as const)('%s can not get beyond three in four', async (schedule) => {
    expect(await trained(schedule, 200, 1)).toBeLessThanOrEqual(0.75);
  });

  it('all-temp learns it', async () => {
    expect(await trained('all-temp', 200, 1)).toBeGreaterThanOrEqual(0.99);
  });
});
