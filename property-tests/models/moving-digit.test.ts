import { describe, expect, it } from 'vitest';
import { compile, evaluate } from '../../src/compile/compile.ts';
import { movingDigit, videoClassifier } from '../../src/models/index.ts';
import { parameterTable } from '../../src/nn/index.ts';
import { zeros } from '../../src/tensor/ops/constants.ts';
import { randomKey } from '../../src/tensor/ops/random.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import { valueFrom } from '../../src/tensor/values.ts';
import { adam, meanSquaredError, startTraining, trainStep } from '../../src/train/index.ts';
import { vmap } from '../../src/transforms/vmap/vmap.ts';

const config = {
  frames: 2,
  height: 24,
  width: 24,
  channels: 2,
  backbone: { filters: [8, 8], padding: 'valid' },
  rstg: {
    scales: [1],
    dim: 8,
    iterations: 1,
    schedule: 'all-temp',
    edges: 'full',
    gather: 'dot',
    positional: null,
    update: 'shared',
    time: 'mean',
  },
  classes: 46,
} as const;
const model = movingDigit(config);
type Params = ReturnType<typeof model.init>;

/** Bright squares of 6×6 that moved by −1, 0 or 1 along each axis, and those before. */
const squares = (n: number, seed: number) => {
  const side = config.height;
  const [frames, moves] = [new Float32Array(n * side * side * 2), new Float32Array(n * 2)];
  for (let i = 0; i < n; i++) {
    const at = (seed * 7919 + i * 104_729) % 100_003;
    const [dy, dx] = [(at % 3) - 1, (Math.floor(at / 3) % 3) - 1];
    const [y, x] = [4 + (at % 11), 4 + (at % 13)];
    for (let row = 0; row < 6; row++)
      for (let column = 0; column < 6; column++) {
        frames[((i * side + y + row) * side + x + column) * 2] = 255;
        frames[((i * side + y - dy + row) * side + x - dx + column) * 2 + 1] = 255;
      }
    moves.set([dy, dx], i * 2);
  }
  return { frames: valueFrom([n, side, side, 2], frames), moves: valueFrom([n, 2], moves) };
};

describe('movingDigit', () => {
  it("has a video classifier's backbone", async () => {
    const table = (params: unknown) => parameterTable(params).map(({ name, shape }) => [name, shape]);
    const { backbone } = model.init(randomKey(0));
    expect(table(backbone)).toEqual(table(videoClassifier(config).init(randomKey(0)).backbone));
  });

  it('learns to tell moves from two frames', async () => {
    const loss = (params: Params, frames: Tensor<[number, 24, 24, 2]>, moves: Tensor<[number, 2]>) => {
      const { move } = vmap(model.apply, { in: [null, 0] })(params, frames);
      return [meanSquaredError(move, moves), move] as const;
    };
    const rule = adam<Params>();
    const step = compile(trainStep(loss, rule));
    let state = await evaluate(startTraining(model.init(randomKey(1)), rule));
    const losses: number[] = [];
    for (let i = 0; i < 150; i++) {
      const { frames, moves } = squares(32, i);
      const [next, report] = await step(state, valueFrom([], Float32Array.of(0.01)), frames, moves);
      state = next;
      losses.push(report.loss.data[0] ?? Number.NaN);
    }
    // Who says "it did not move" is off by 2/3.
    const last = losses.slice(-20).reduce((a, b) => a + b, 0) / 20;
    expect(last).toBeLessThan(0.15);
  });

  it('refuses frames of another size, and configurations that are none', () => {
    expect(() => movingDigit({ ...config, channels: 0 })).toThrow(
      'channels must be a whole number ≥ 1, got 0',
    );
    expect(() =>
      Reflect.apply(model.apply, undefined, [model.init(randomKey(0)), zeros([24, 24, 1])]),
    ).toThrow('the grey levels do not fit');
  });
});
