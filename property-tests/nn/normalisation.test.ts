import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compile } from '../../src/compile/compile.ts';
import { batchNorm, layerNorm, sequence, spec } from '../../src/nn/index.ts';
import type { AnyValue } from '../../src/tensor/value.ts';
import { at, expectClose, initial, keyValue, size, tabulate, total, valueArb } from './support.ts';

const mean = (list: readonly number[]): number => total(list) / list.length;
const variance = (list: readonly number[]): number => mean(list.map((x) => (x - mean(list)) ** 2));
const epsilon = 1e-5;
const normal = (x: number, list: readonly number[]): number =>
  (x - mean(list)) / Math.sqrt(variance(list) + epsilon);

const rows = fc.record({ a: size(), b: size(), c: size() });

it('layerNorm gives each example mean 0 and variance 1 over its last axes, scaled and shifted', () =>
  fc.assert(
    fc.asyncProperty(
      rows.chain(({ a, b, c }) =>
        fc.record({ x: valueArb([a, b, c]), scale: valueArb([c]), shift: valueArb([c]) }),
      ),
      async ({ x, scale, shift }) => {
        const [, , c] = x.shape;
        const row = (i: number, j: number) => Array.from({ length: c }, (_, k) => at(x, i, j, k));
        const expected = tabulate(
          x.shape,
          (i = 0, j = 0, k = 0) => normal(at(x, i, j, k), row(i, j)) * at(scale, k) + at(shift, k),
        );
        const layer = layerNorm()(spec(x.shape));
        // A variance of rounding errors alone is divided by √epsilon.
        expectClose(await compile(layer.apply)({ scale, shift }, x), expected, 1e-3);
      },
    ),
  ));

it('layerNorm over two axes takes them together', () =>
  fc.assert(
    fc.asyncProperty(valueArb([2, 3, 4]), async (x) => {
      const layer = sequence(spec([2, 3, 4]), layerNorm({ axes: 2 }));
      const example = (i: number) => Array.from({ length: 12 }, (_, n) => x.data[i * 12 + n] ?? 0);
      const expected = tabulate([2, 3, 4], (i = 0, j = 0, k = 0) => normal(at(x, i, j, k), example(i)));
      expectClose(await compile(layer.apply)(await initial(layer), x), expected, 1e-3);
    }),
  ));

const batches = rows.chain(({ a, b, c }) =>
  fc.record({
    x: valueArb([a, b + 1, c]),
    scale: valueArb([c]),
    shift: valueArb([c]),
    mean: valueArb([c]),
    variance: valueArb([c]).map((v) => tabulate(v.shape, (i) => Math.abs(at(v, i ?? 0)) + 0.5)),
    momentum: fc.integer({ min: 0, max: 8 }).map((n) => n / 8),
  }),
);

/** All numbers of a channel. */
const channel = (x: AnyValue, c: number): readonly number[] =>
  Array.from(x.data).filter((_, i) => i % (x.shape.at(-1) ?? 1) === c);

it('batchNorm in training: statistics of the batch, and running statistics moved towards them', () =>
  fc.assert(
    fc.asyncProperty(batches, async ({ x, scale, shift, momentum, ...running }) => {
      const [a, b, c] = x.shape;
      const layer = batchNorm({ momentum })(spec(x.shape));
      const { out, params } = await compile(layer.train)({ scale, shift, running }, x, await keyValue());
      expectClose(
        out,
        tabulate(
          x.shape,
          (i = 0, j = 0, k = 0) => normal(at(x, i, j, k), channel(x, k)) * at(scale, k) + at(shift, k),
        ),
        1e-3,
      );
      const unbiased = (a * b) / (a * b - 1);
      const towards = (old: AnyValue, now: (c: number) => number) =>
        tabulate([c], (k = 0) => at(old, k) * momentum + now(k) * (1 - momentum));
      expectClose(
        params.running.mean,
        towards(running.mean, (k) => mean(channel(x, k))),
      );
      expectClose(
        params.running.variance,
        towards(running.variance, (k) => variance(channel(x, k)) * unbiased),
      );
      expect(params.scale.data).toEqual(scale.data);
    }),
  ));

it('batchNorm once trained: the running statistics, whatever the batch', () =>
  fc.assert(
    fc.asyncProperty(batches, async ({ x, scale, shift, momentum, ...running }) => {
      const layer = batchNorm({ momentum })(spec(x.shape));
      const expected = tabulate(
        x.shape,
        (i = 0, j = 0, k = 0) =>
          ((at(x, i, j, k) - at(running.mean, k)) / Math.sqrt(at(running.variance, k) + epsilon)) *
            at(scale, k) +
          at(shift, k),
      );
      expectClose(await compile(layer.apply)({ scale, shift, running }, x), expected);
    }),
  ));

it('a negative epsilon is refused where the layer is made, not as NaN where it is used', () => {
  const rows = spec(['batch', 4]);
  expect(() => sequence(rows, batchNorm({ epsilon: -1 }))).toThrow(/batchNorm: epsilon must be ≥ 0, got -1/);
  expect(() => sequence(rows, layerNorm({ epsilon: -1 }))).toThrow(/layerNorm: epsilon must be ≥ 0, got -1/);
});
