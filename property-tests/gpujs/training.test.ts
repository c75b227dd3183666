/** Two hundred steps of training, beside those of the WebAssembly backend: roundings must not add up to another course. */
import { expect, it } from 'vitest';
import { gpujsWith } from '../../src/backends/gpujs/index.ts';
import { wasmWith } from '../../src/backends/wasm/index.ts';
import { compile, evaluate } from '../../src/compile/compile.ts';
import { type RstgParams, rstg } from '../../src/rstg/index.ts';
import type { Backend } from '../../src/tensor/backend.ts';
import { randomKey } from '../../src/tensor/ops/random.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import { value, valueFrom } from '../../src/tensor/values.ts';
import { adam, crossEntropy, startTraining, trainStep } from '../../src/train/index.ts';
import { vmap } from '../../src/transforms/vmap/vmap.ts';
import { seeded } from '../arbitraries/seeded.ts';
import { inMode } from './support.ts';

const config = {
  frames: 2,
  height: 4,
  width: 4,
  channels: 3,
  scales: [1, 2],
  dim: 8,
  iterations: 1,
  schedule: 'one-temp',
  edges: 'intersect',
  gather: 'dot',
  positional: null,
  update: 'shared',
  readout: 'vec',
  time: 'last',
} as const;
const net = rstg(config);
type Params = RstgParams<typeof config>;
const [batch, classes, steps, rate] = [4, 4, 200, 0.01];

/** Clips of noise in which one quarter of the last frame is brighter: which one is the class. */
const clips = () => {
  const next = seeded(11);
  const shape = [batch, config.frames, 4, 4, 3] as const;
  const isIn = (row: number, column: number, quarter: number) =>
    Math.floor(row / 2) * 2 + Math.floor(column / 2) === quarter;
  const data: number[] = [];
  for (let clip = 0; clip < batch; clip++)
    for (let frame = 0; frame < config.frames; frame++)
      for (let cell = 0; cell < 16; cell++)
        for (let channel = 0; channel < 3; channel++) {
          const bright = frame === 1 && isIn(Math.floor(cell / 4), cell % 4, clip % classes);
          data.push(next() - 0.5 + (bright ? 1 : 0));
        }
  return valueFrom(shape, Float32Array.from(data));
};

type Clips = Tensor<[typeof batch, 2, 4, 4, 3]>;
type Labels = Tensor<[typeof batch], 'i32'>;

const loss = (params: Params, x: Clips, y: Labels) => {
  const logits = vmap((clip: Tensor<[2, 4, 4, 3]>) => net.apply(params, clip))(x);
  return [crossEntropy(logits, y), []] as const;
};

/** The loss before each step. */
const train = async (backend: Backend): Promise<readonly number[]> => {
  const optimiser = adam<Params>();
  const step = compile(trainStep(loss, optimiser), { backend });
  const params = await evaluate(net.init(randomKey(5)));
  let state = await compile((p: Params) => startTraining(p, optimiser))(params);
  const [x, y] = [
    clips(),
    valueFrom(
      [batch],
      Int32Array.from({ length: batch }, (_, i) => i % classes),
    ),
  ];
  const losses: number[] = [];
  for (let i = 0; i < steps; i++) {
    const [next, report] = await step(state, value(rate), x, y);
    state = next;
    losses.push(report.loss.data[0] ?? Number.NaN);
  }
  return losses;
};

/** Of losses that go from 2.1 to 0.03; 4e-6 were seen. */
const tolerance = 2e-4;

inMode('webgpu', 'two hundred steps of training', (mode) => {
  it('have the losses of the WebAssembly backend, and both go down', { timeout: 180_000 }, async () => {
    const expected = await train(wasmWith({ threads: 1 }));
    const actual = await train(gpujsWith({ mode }));
    expect(expected.at(-1)).toBeLessThan(0.1 * (expected[0] ?? 0));
    expect(actual.at(-1)).toBeLessThan(0.1 * (actual[0] ?? 0));
    const off = actual.map((x, i) => Math.abs(x - (expected[i] ?? Number.NaN)));
    expect(Math.max(...off)).toBeLessThan(tolerance);
  });
});
