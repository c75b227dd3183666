/**
 * Random small video classifiers with parameters and videos.
 */
import fc from 'fast-check';
import { evaluate } from '../../src/compile/compile.ts';
import {
  type BackboneConfig,
  type VideoClassifierConfig,
  videoClassifier,
  videoClassifierMistakes,
} from '../../src/models/index.ts';
import { edgeRules, gatherRules, schedules, timeReadouts, updateRules } from '../../src/rstg/index.ts';
import { randomKey } from '../../src/tensor/ops/random.ts';
import type { Value } from '../../src/tensor/value.ts';
import { valueFrom } from '../../src/tensor/values.ts';
import { positionals, scales } from '../arbitraries/rstg.ts';
import { seeded } from '../arbitraries/seeded.ts';

const small = (max: number) => fc.integer({ min: 1, max });

export const paddings = fc.constantFrom('valid', 'same');

export const backbones: fc.Arbitrary<BackboneConfig> = fc.record({
  filters: fc.array(small(3), { minLength: 1, maxLength: 2 }),
  padding: paddings,
});

/** Sound configurations; what is given is fixed. */
export const videoConfigs = (
  fixed: Partial<VideoClassifierConfig> = {},
): fc.Arbitrary<VideoClassifierConfig> =>
  fc
    .record({
      frames: small(4),
      height: fc.integer({ min: 4, max: 12 }),
      width: fc.integer({ min: 4, max: 12 }),
      channels: small(2),
      backbone: backbones,
      rstg: fc.record({
        scales,
        dim: small(4),
        iterations: small(3),
        schedule: fc.constantFrom(...schedules),
        edges: fc.constantFrom(...edgeRules),
        gather: fc.constantFrom(...gatherRules),
        positional: fc.option(positionals),
        update: fc.constantFrom(...updateRules),
        residual: fc.boolean(),
        time: fc.constantFrom(...timeReadouts),
      }),
      classes: small(5),
    })
    .map((config) => ({ ...config, ...fixed }))
    .filter((config) => videoClassifierMistakes(config).length === 0);

/** For laws that take several programs a case: fewer cases. */
export const fewer = { numRuns: Math.ceil(0.4 * (fc.readConfigureGlobal()?.numRuns ?? 100)) };

type VideoValue = Value<[number, number, number, number]>;

/** Grey levels, whole numbers 0…255. */
export const greyLevels = (size: number, seed: number): Float32Array => {
  const next = seeded(seed);
  return Float32Array.from({ length: size }, () => Math.floor(next() * 256));
};

export const videoOf = (
  { frames, height, width, channels = 1 }: VideoClassifierConfig,
  seed: number,
): VideoValue =>
  valueFrom([frames, height, width, channels], greyLevels(frames * height * width * channels, seed));

/** Frame t of a video. */
export const frameOf = ({ shape: [, height, width, channels], data }: VideoValue, t: number) => {
  const size = height * width * channels;
  return valueFrom([height, width, channels], data.slice(t * size, (t + 1) * size));
};

/** The first frames of a video. */
export const beginningOf = (
  { shape: [, height, width, channels], data }: VideoValue,
  frames: number,
): VideoValue =>
  valueFrom([frames, height, width, channels], data.slice(0, frames * height * width * channels));

/** A classifier as it begins, and a video for it. */
export const videoSamples = (fixed: Partial<VideoClassifierConfig> = {}) =>
  fc.record({ config: videoConfigs(fixed), key: fc.nat(), seed: fc.nat() }).map(({ config, key, seed }) => ({
    config,
    seed,
    model: videoClassifier(config),
    video: videoOf(config, seed),
    params: () => evaluate(videoClassifier(config).init(randomKey(key))),
  }));
