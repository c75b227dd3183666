/** Random settings of a training run, and what the resolver says of them. */

import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { isLayer, type Layer, layerAt, over } from '../../src/cli/json-config/layers.ts';
import { type Leaf, leavesOf, type Outline } from '../../src/cli/json-config/outline.ts';
import {
  type ConfigSources,
  resolveTrainConfig,
  type TrainConfig,
} from '../../src/cli/train/config/index.ts';
import { trainFile } from '../../src/cli/train/config/schema.ts';

/** The configuration; a refusal fails the test. */
export const resolved = (sources: ConfigSources): TrainConfig => {
  const config = resolveTrainConfig(sources);
  if (E.isLeft(config)) throw new Error(`refused: ${config.left}`);
  return config.right;
};

/** What is said against it. */
export const refusalOf = (sources: ConfigSources): string => {
  const config = resolveTrainConfig(sources);
  return E.isLeft(config) ? config.left : 'nothing: it is taken';
};

export const fileOf = (settings: unknown) => ({ name: 'run.json', text: JSON.stringify(settings) });

const between = (low: number, high: number): fc.Arbitrary<number> =>
  fc.oneof(fc.integer({ min: low, max: Math.min(high, low + 20) }), fc.integer({ min: low, max: high }));

const numbers = ({ minimum, exclusiveMinimum, maximum, exclusiveMaximum }: Outline): fc.Arbitrary<number> =>
  fc
    .double({
      min: minimum ?? exclusiveMinimum ?? -1e9,
      minExcluded: exclusiveMinimum !== undefined,
      max: maximum ?? exclusiveMaximum ?? 1e9,
      maxExcluded: exclusiveMaximum !== undefined,
      noNaN: true,
    })
    .map((x) => (x === 0 ? 0 : x));

/** Any value that may stand somewhere by the schema alone, and only such: written here once more, from the JSON Schema's own meaning. */
export const valuesOf = (outline: Outline): fc.Arbitrary<unknown> => {
  const { type, anyOf, items, properties = {}, required = [], minItems = 0, minLength = 0 } = outline;
  if (anyOf !== undefined) return fc.oneof(...anyOf.map(valuesOf));
  if (outline.enum !== undefined) return fc.constantFrom(...outline.enum);
  switch (type) {
    case 'integer':
      return between(outline.minimum ?? 0, outline.maximum ?? 1e9);
    case 'number':
      return numbers(outline);
    case 'boolean':
      return fc.boolean();
    case 'string':
      return fc.oneof(fc.string({ minLength }), fc.constantFrom('null', '"', '"x"', ' ', '-1', '--seed'));
    case 'array':
      return fc.array(valuesOf(items ?? {}), { minLength: minItems, maxLength: 5 });
    case 'object': {
      const entries = Object.entries(properties).map(([key, inner]): [string, fc.Arbitrary<unknown>] => [
        key,
        valuesOf(inner),
      ]);
      return fc.record(Object.fromEntries(entries), { requiredKeys: [...required] });
    }
    case 'null':
      return fc.constant(null);
    case undefined:
      return fc.jsonValue();
  }
};

export const leaves: readonly Leaf[] = leavesOf(trainFile.outline);
export const nameOf = ({ path }: Leaf): string => path.join('.');

/** Leaves that lie in no other leaf: those of `model.positional` are part of its value. */
export const outerLeaves: readonly Leaf[] = leaves.filter(
  (leaf) => !leaves.some((other) => nameOf(leaf).startsWith(`${nameOf(other)}.`)),
);

/** Some of the leaves, each with a value that it may have. */
export const layersOf = (some: readonly Leaf[]): fc.Arbitrary<Layer> =>
  fc
    .subarray([...some])
    .chain((chosen) =>
      fc.tuple(...chosen.map((leaf) => valuesOf(leaf.outline).map((v) => [leaf, v] as const))),
    )
    .map((values) =>
      values.reduce((layer: Layer, [leaf, value]) => over(layer, layerAt(leaf.path, value)), {}),
    );

const digitsOfMany = fc.integer({ min: 2, max: 10 });

/** Settings that fit together by construction: no check may refuse them. */
export const soundSettings: fc.Arbitrary<Layer> = fc
  .record({
    batch: fc.integer({ min: 1, max: 64 }),
    steps: fc.integer({ min: 2, max: 5000 }),
    single: fc.boolean(),
    frames: fc.integer({ min: 2, max: 12 }),
    stages: fc.array(fc.oneof(digitsOfMany, fc.array(digitsOfMany, { minLength: 1, maxLength: 3 })), {
      maxLength: 3,
    }),
    digits: digitsOfMany,
    evaluated: fc.option(fc.uniqueArray(digitsOfMany, { minLength: 1, maxLength: 3 })),
    fixed: fc.option(fc.integer({ min: 64, max: 500 })),
    echo: fc.option(
      fc.record({ passes: fc.integer({ min: 1, max: 9 }), window: fc.integer({ min: 1, max: 99 }) }),
    ),
    scales: fc.uniqueArray(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 }),
    filters: fc.array(fc.integer({ min: 1, max: 64 }), { minLength: 1, maxLength: 4 }),
    schedule: fc.constantFrom('constant', 'cosine', 'plateau'),
    value: fc.double({ min: 1e-3, max: 1, noNaN: true }),
    name: fc.constantFrom('adam', 'adamw', 'muon', 'sgd'),
    free: layersOf(
      outerLeaves.filter(({ path }) =>
        /^(preset|seed|save|start|log|checkpoint|loss\.labelSmoothing|data\.(canvas|order|noneRate|exact)|model\.(edges|gather|update|time|schedule|positional)|evaluate\.(every|videos)|backbone.padding|rate\.(factor|window|patience|threshold))/.test(
          path.join('.'),
        ),
      ),
    ),
  })
  .map(({ batch, steps, single, stages, digits, evaluated, schedule, value, name, free, ...rest }): Layer => {
    const one = (many: unknown): unknown => (single ? 1 : many);
    return over(free, {
      batch,
      videos: batch * steps + stages.length,
      data: {
        digits: one(digits),
        frames: rest.frames,
        fixed: rest.fixed,
        echo: rest.fixed === null ? rest.echo : null,
      },
      curriculum: stages.map((many) => ({ videos: 1, digits: one(many) })),
      evaluate: { digits: evaluated === null ? null : single ? [1] : evaluated },
      // Wide enough for a pre-training on moves, which the preset may ask for.
      model: { scales: rest.scales, dim: 29 + batch },
      // Frozen, as a preset may have it, it must be taught first.
      backbone: { filters: rest.filters, ...(batch % 2 === 0 ? { frozen: false } : {}) },
      pretrain: batch % 2 === 0 ? null : { videos: batch + 64, batch },
      optimiser: { name, weightDecay: name === 'adam' ? 0 : value },
      rate: { schedule, value, final: value / 2, least: value / 10, warmUp: steps - 1 },
    });
  });

/** Every object and list member in a JSON value, by its path; the whole first. */
export const placesIn = (
  value: unknown,
  path: readonly (string | number)[] = [],
): readonly (readonly (string | number)[])[] => [
  path,
  ...(Array.isArray(value)
    ? value.flatMap((item, i) => placesIn(item, [...path, i]))
    : isLayer(value)
      ? Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...path, key]))
      : []),
];

/** The value with what stands at a path made something else. */
export const changedAt = (
  value: unknown,
  [key, ...rest]: readonly (string | number)[],
  change: (at: unknown) => unknown,
): unknown => {
  if (key === undefined) return change(value);
  if (Array.isArray(value)) return value.map((item, i) => (i === key ? changedAt(item, rest, change) : item));
  if (!isLayer(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([k, inner]) => [k, k === key ? changedAt(inner, rest, change) : inner]),
  );
};

/** One character more, less or other. */
export const slipsOf = (word: string): fc.Arbitrary<string> =>
  fc
    .record({
      at: fc.nat({ max: word.length }),
      removed: fc.integer({ min: 0, max: 1 }),
      letter: fc.oneof(fc.constant(''), fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzATX019_-. ')),
    })
    .map(({ at, removed, letter }) => word.slice(0, at) + letter + word.slice(at + removed))
    .filter((slip) => slip !== word && slip !== '');
