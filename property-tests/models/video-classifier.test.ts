import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile, evaluate } from '../../src/compile/compile.ts';
import {
  backbone,
  digitClassifier,
  rstgConfigOf,
  type VideoClassifierParams,
  videoClassifier,
} from '../../src/models/index.ts';
import { parameterTable, spec } from '../../src/nn/index.ts';
import { parameterShapes, rstg } from '../../src/rstg/index.ts';
import { add, div } from '../../src/tensor/ops/arithmetic.ts';
import { matmul } from '../../src/tensor/ops/contraction.ts';
import { randomKey } from '../../src/tensor/ops/random.ts';
import { mean } from '../../src/tensor/ops/reduction.ts';
import { index } from '../../src/tensor/ops/slice.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import { valueFrom } from '../../src/tensor/values.ts';
import { vmap } from '../../src/transforms/vmap/vmap.ts';
import { exact, expectClose, stacked } from '../rstg/support.ts';
import { beginningOf, fewer, frameOf, greyLevels, videoConfigs, videoOf, videoSamples } from './support.ts';

const shapesOf = (params: unknown) =>
  new Map(parameterTable(params).map(({ name, shape }) => [name, shape] as const));

describe('a video classifier', () => {
  it('is its backbone on every frame in 0…1, its RSTG, and a dense layer', () =>
    fc.assert(
      fc.asyncProperty(videoSamples(), async ({ config, model, params, video }) => {
        const frames = backbone(config.backbone)(spec(video.shape));
        const net = rstg(rstgConfigOf(config));
        type Params = VideoClassifierParams<typeof config>;
        const parts = ({ backbone: own, rstg: ofNet, classifier }: Params, x: Tensor<typeof video.shape>) =>
          add(matmul(net.apply(ofNet, frames.apply(own, div(x, 255))), classifier.weight), classifier.bias);
        const values = await params();
        expectClose(
          await compile(model.apply, exact)(values, video),
          await compile(parts, exact)(values, video),
        );
      }),
      fewer,
    ));

  it('answers frame by frame what it answers to the video so far', () =>
    fc.assert(
      fc.asyncProperty(videoSamples(), async ({ config, model, params, video }) => {
        const values = await params();
        const step = compile(model.stream.step, exact);
        let state = await compile(model.stream.start, exact)();
        for (let t = 0; t < config.frames; t++) {
          const [next, logits] = await step(values, state, frameOf(video, t));
          const soFar = videoClassifier({ ...config, frames: t + 1 });
          expectClose(logits, await compile(soFar.apply, exact)(values, beginningOf(video, t + 1)));
          state = next;
        }
      }),
      fewer,
    ));

  it('answers from features what it answers to the video, and reads it from the vectors of the frames', () =>
    fc.assert(
      fc.asyncProperty(videoSamples(), async ({ config, model, params, video }) => {
        const values = await params();
        const run = compile((p: ReturnType<typeof model.init>, x: Tensor<typeof video.shape>) => {
          const [logits, vectors] = model.answer(p, model.features(p.backbone, x));
          const averages = config.rstg.time === 'mean' || config.rstg.schedule === 'space-only';
          const read = averages ? mean(vectors, { axes: 0 }) : index(vectors, -1, 0);
          return { logits, again: add(matmul(read, p.classifier.weight), p.classifier.bias), vectors };
        }, exact);
        const { logits, again, vectors } = await run(values, video);
        expect(vectors.shape).toEqual([config.frames, config.rstg.dim]);
        const whole = await compile(model.apply, exact)(values, video);
        expectClose(logits, whole);
        expectClose(again, whole);
      }),
      fewer,
    ));

  it('gives the same time-major', () =>
    fc.assert(
      fc.asyncProperty(videoSamples(), async ({ model, params, video }) => {
        const values = await params();
        expectClose(
          await compile(model.applyTimeMajor, exact)(values, video),
          await compile(model.apply, exact)(values, video),
        );
      }),
      fewer,
    ));

  it('gives every video of a batch what it gives to the video alone', () =>
    fc.assert(
      fc.asyncProperty(
        videoSamples(),
        fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
        async ({ config, model, params }, seeds) => {
          const values = await params();
          const videos = seeds.map((seed) => videoOf(config, seed));
          const batch = valueFrom(
            [videos.length, config.frames, config.height, config.width, config.channels ?? 1],
            Float32Array.from(videos.flatMap(({ data }) => [...data])),
          );
          const together = await compile(vmap(model.apply, { in: [null, 0] }), exact)(values, batch);
          const apply = compile(model.apply, exact);
          const alone = await Promise.all(videos.map((video) => apply(values, video)));
          expectClose(together, stacked(alone));
        },
      ),
      fewer,
    ));

  it('names its parameters by part, the network as its definition does', () =>
    fc.assert(
      fc.property(videoConfigs(), (config) => {
        const { filters } = config.backbone;
        const convolutions = filters.flatMap(
          (n, i) =>
            [
              [`backbone.${i}.weight`, [3, 3, filters[i - 1] ?? config.channels ?? 1, n]],
              [`backbone.${i}.bias`, [n]],
            ] as const,
        );
        const network = [...parameterShapes(rstgConfigOf(config))].map(
          ([name, shape]) => [`rstg.${name}`, shape] as const,
        );
        expect(shapesOf(videoClassifier(config).init(randomKey(0)))).toEqual(
          new Map<string, readonly number[]>([
            ...convolutions,
            ...network,
            ['classifier.weight', [config.rstg.dim, config.classes]],
            ['classifier.bias', [config.classes]],
          ]),
        );
      }),
    ));

  it('begins with the same parameters for the same key, and others for another', () =>
    fc.assert(
      fc.asyncProperty(videoConfigs({ classes: 3 }), fc.nat(), async (config, key) => {
        const begin = async (from: number) => {
          const { backbone: own, classifier } = await evaluate(videoClassifier(config).init(randomKey(from)));
          return [own[0]?.weight.data, classifier.weight.data];
        };
        const first = await begin(key);
        expect(await begin(key)).toEqual(first);
        for (const [i, weights] of (await begin(key + 1)).entries()) expect(weights).not.toEqual(first[i]);
      }),
      fewer,
    ));
});

describe('a digit classifier', () => {
  it('names digits with a backbone that fits the video classifier of the same configuration', () =>
    fc.assert(
      fc.asyncProperty(videoConfigs(), fc.nat(), async (config, seed) => {
        const { height, width, channels = 1 } = config;
        const digit = digitClassifier(config);
        const params = await evaluate(digit.init(randomKey(seed)));
        const ofVideo = videoClassifier(config).init(randomKey(seed));
        expect(shapesOf(params.backbone)).toEqual(shapesOf(ofVideo.backbone));
        const frame = valueFrom([height, width, channels], greyLevels(height * width * channels, seed));
        const frames = backbone(config.backbone)(spec(frame.shape));
        const features = await compile(
          (own: typeof ofVideo.backbone, x: Tensor<typeof frame.shape>) => frames.apply(own, div(x, 255)),
          exact,
        )(params.backbone, frame);
        const { weight, bias } = params.classifier;
        const logits = await compile(digit.apply, exact)(params, frame);
        expect(logits.shape).toEqual([10]);
        logits.data.forEach((y, digitNamed) => {
          const sum = features.data.reduce(
            (s, x, i) => s + x * (weight.data[i * 10 + digitNamed] ?? Number.NaN),
            bias.data[digitNamed] ?? Number.NaN,
          );
          expect(y).toBeCloseTo(sum, 4);
        });
      }),
    ));
});
