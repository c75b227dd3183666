import { describe, expect, it } from 'vitest';
import { evaluate } from '../compile/compile.ts';
import { namedParameters, parameterTable } from '../nn/index.ts';
import { zeros } from '../tensor/ops/constants.ts';
import { randomKey } from '../tensor/ops/random.ts';
import { cast } from '../tensor/ops/select.ts';
import {
  backbone,
  backboneMistakes,
  digitClassifier,
  featureMap,
  rstgConfigOf,
  type VideoClassifierConfig,
  videoClassifier,
  videoClassifierMistakes,
} from './index.ts';

/** The paper's, as its authors ran it. */
const paper = {
  frames: 10,
  height: 64,
  width: 64,
  backbone: { filters: [512, 512, 512], padding: 'valid' },
  rstg: {
    scales: [1, 2, 3],
    dim: 512,
    iterations: 3,
    schedule: 'all-temp',
    edges: 'intersect',
    gather: 'dot',
    positional: { size: 6, sigma: 1 },
    update: 'shared',
    time: 'last',
  },
  classes: 46,
} as const satisfies VideoClassifierConfig;

describe('featureMap', () => {
  it("is 6×6 for the authors' backbone, 8×8 with padding", () => {
    const frame = { height: 64, width: 64 };
    expect(featureMap(frame, paper.backbone)).toEqual({ height: 6, width: 6, channels: 512 });
    expect(featureMap(frame, { filters: [16, 32, 64], padding: 'same' })).toEqual({
      height: 8,
      width: 8,
      channels: 64,
    });
  });
});

describe('rstgConfigOf', () => {
  it('is the network as configured, on the feature maps, read out to a vector', () => {
    const network = {
      ...paper.rstg,
      scales: [2],
      schedule: 'space-only',
      gather: 'sum',
      time: 'mean',
    } as const;
    expect(rstgConfigOf({ ...paper, frames: 7, height: 32, rstg: network })).toEqual({
      ...network,
      frames: 7,
      height: 2,
      width: 6,
      channels: 512,
      readout: 'vec',
    });
  });
});

describe('mistakes', () => {
  it("are none in the paper's configuration", () => {
    expect(videoClassifierMistakes(paper)).toEqual([]);
  });

  it('are named, all of them', () => {
    expect(
      videoClassifierMistakes({
        ...paper,
        height: 0,
        backbone: { filters: [16, 0.5], padding: 'valid' },
        classes: 0,
      }),
    ).toEqual([
      'height must be a whole number ≥ 1, got 0',
      'backbone.filters must be whole numbers ≥ 1, got 0.5',
      'classes must be a whole number ≥ 1, got 0',
    ]);
    expect(backboneMistakes({ height: 64, width: 64 }, { filters: [], padding: 'same' })).toEqual([
      'backbone.filters must name at least one block',
    ]);
  });

  it('are of the backbone first, then of the network on what it leaves', () => {
    const narrow = { ...paper, width: 20, rstg: { ...paper.rstg, dim: -1 } };
    expect(videoClassifierMistakes(narrow)).toEqual([
      "backbone: 3 blocks with padding 'valid' leave nothing of a frame of 64×20 pixels",
    ]);
    expect(videoClassifierMistakes({ ...narrow, width: 22 })).toEqual([
      'dim must be a whole number ≥ 1, got -1',
    ]);
  });

  it('are refused by the models', () => {
    const config: VideoClassifierConfig = { ...paper, width: 20 };
    expect(() => videoClassifier(config)).toThrow(/^videoClassifier: backbone: 3 blocks/);
    expect(() => digitClassifier(config)).toThrow(/^digitClassifier: backbone: 3 blocks/);
    expect(() => backbone({ filters: [], padding: 'same' })).toThrow(/^backbone: takes at least one/);
  });
});

/** Takes the types off, for what the compiler would not let through. */
function loosely<Args extends readonly unknown[]>(
  f: (...args: Args) => unknown,
): (...args: readonly unknown[]) => unknown;
function loosely(f: (...args: readonly unknown[]) => unknown): unknown {
  return f;
}

describe('the models', () => {
  const model = videoClassifier({
    ...paper,
    backbone: { filters: [2, 3, 4], padding: 'valid' },
    rstg: { ...paper.rstg, dim: 4 },
  });
  const params = model.init(randomKey(0));

  it('call their parameters what files will call them', () => {
    expect(parameterTable(params).map(({ name }) => name)).toEqual([
      ...[0, 1, 2].flatMap((i) => [`backbone.${i}.weight`, `backbone.${i}.bias`]),
      ...['send', 'update']
        .flatMap((mlp) => [0, 1].flatMap((i) => [`${mlp}.${i}.weight`, `${mlp}.${i}.bias`]))
        .toSpliced(4, 0, 'attend.source', 'attend.target')
        .map((name) => `rstg.${name}`),
      ...['inner', 'outer'].flatMap((stage) =>
        ['input', 'hidden', 'bias'].map((name) => `rstg.time.${stage}.${name}`),
      ),
      'classifier.weight',
      'classifier.bias',
    ]);
  });

  it('begin with open forget gates, all other biases at 0', async () => {
    for (const [name, { data }] of namedParameters(await evaluate(params))) {
      if (!name.endsWith('bias')) continue;
      const gates = name.includes('.time.') ? [0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0] : undefined;
      expect([name, ...data]).toEqual([name, ...(gates ?? data.map(() => 0))]);
    }
  });

  it('refuse videos of other sizes and types, and say where', () => {
    const video = zeros([10, 64, 63, 1]);
    expect(() => loosely(model.apply)(params, video)).toThrow(
      'videoClassifier: the grey levels do not fit the configuration: f32[10,64,63,1]; expected f32[10,64,64,1]',
    );
    expect(() => loosely(model.apply)(params, cast(zeros([10, 64, 64, 1]), 'i32'))).toThrow(
      'i32[10,64,64,1]; expected f32[10,64,64,1] (at videoClassifier)',
    );
    expect(() => loosely(model.stream.step)(params, model.stream.start(), video)).toThrow(
      'expected f32[64,64,1] (at videoClassifier)',
    );
  });

  it('say in which part of them a parameter does not fit', () => {
    const [first, second, third] = params.backbone;
    const wrong = { ...params, backbone: [first, third, second] };
    expect(() => loosely(model.apply)(wrong, zeros([10, 64, 64, 1]))).toThrow(
      /\(at videoClassifier \/ backbone \/ 1 block \/ 0 conv2d\)/,
    );
  });
});
