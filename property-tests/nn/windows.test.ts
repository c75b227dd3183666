import fc from 'fast-check';
import { it } from 'vitest';
import { compile } from '../../src/compile/compile.ts';
import { avgPool2d, conv1d, conv2d, conv3d, maxPool2d, sequence, spec } from '../../src/nn/index.ts';
import type { AnyValue } from '../../src/tensor/value.ts';
import { at, expectClose, places, size, tabulate, total, valueArb } from './support.ts';

interface Slide {
  readonly stride: number;
  readonly dilation: number;
  readonly padding: number;
}

const slide = fc.record({ stride: size(3), dilation: size(2), padding: fc.nat(2) });

/** The element at a place of the padded input: `outside` beyond its edges. */
const padded = (x: AnyValue, outside: number, ...place: readonly number[]): number =>
  place.every((i, axis) => i >= 0 && i < (x.shape[axis] ?? 0)) ? at(x, ...place) : outside;

const outSize = (n: number, window: number, { stride, dilation, padding }: Slide): number =>
  Math.floor((n + 2 * padding - (window - 1) * dilation - 1) / stride) + 1;

/** Where the cells of the window of output `place` lie in the input. */
const cells = (place: readonly number[], window: readonly number[], { stride, dilation, padding }: Slide) =>
  places(window).map((cell) => ({
    cell,
    in: cell.map((k, axis) => (place[axis] ?? 0) * stride + k * dilation - padding),
  }));

/** `[batch, ...space, C]` by loops, for any number of spatial axes. */
const convByLoop = (
  x: AnyValue,
  weight: AnyValue,
  bias: AnyValue,
  options: Slide,
  groups: number,
): AnyValue => {
  const window = weight.shape.slice(0, -2);
  const [own = 1, filters = 1] = weight.shape.slice(-2);
  const space = x.shape.slice(1, -1).map((n, axis) => outSize(n, window[axis] ?? 1, options));
  return tabulate([x.shape[0] ?? 0, ...space, filters], (b = 0, ...rest) => {
    const o = rest.at(-1) ?? 0;
    const group = Math.floor(o / (filters / groups));
    const terms = cells(rest.slice(0, -1), window, options).flatMap(({ cell, in: place }) =>
      Array.from(
        { length: own },
        (_, c) => padded(x, 0, b, ...place, group * own + c) * at(weight, ...cell, c, o),
      ),
    );
    return at(bias, o) + total(terms);
  });
};

const fitting = fc
  .record({ window: size(3), n: size(5), options: slide })
  .filter(({ window, n, options }) => outSize(n, window, options) >= 1);

it('conv1d with groups is its sums by loops', () =>
  fc.assert(
    fc.asyncProperty(
      fitting.chain(({ window, n, options }) =>
        fc.record({ groups: size(2), own: size(2), each: size(2) }).chain(({ groups, own, each }) =>
          fc.record({
            x: valueArb([2, n, own * groups]),
            weight: valueArb([window, own, each * groups]),
            bias: valueArb([each * groups]),
            groups: fc.constant(groups),
            options: fc.constant(options),
          }),
        ),
      ),
      async ({ x, weight, bias, groups, options }) => {
        const [window, , filters] = weight.shape;
        const layer = conv1d({ filters, window, groups, ...options })(spec(x.shape));
        expectClose(
          await compile(layer.apply)({ weight, bias }, x),
          convByLoop(x, weight, bias, options, groups),
        );
      },
    ),
  ));

it('conv2d is its sums by loops', () =>
  fc.assert(
    fc.asyncProperty(
      fitting.chain(({ window, n, options }) =>
        fc.record({
          x: valueArb([2, n, n, 2]),
          weight: valueArb([window, window, 2, 3]),
          bias: valueArb([3]),
          options: fc.constant(options),
        }),
      ),
      async ({ x, weight, bias, options }) => {
        const layer = conv2d({ filters: 3, window: weight.shape[0], ...options })(spec(x.shape));
        expectClose(await compile(layer.apply)({ weight, bias }, x), convByLoop(x, weight, bias, options, 1));
      },
    ),
  ));

it('conv3d is its sums by loops', () =>
  fc.assert(
    fc.asyncProperty(
      fc.record({
        x: valueArb([1, 3, 4, 3, 2]),
        weight: valueArb([2, 3, 1, 2, 2]),
        bias: valueArb([2]),
        padding: fc.nat(1),
      }),
      async ({ x, weight, bias, padding }) => {
        const layer = conv3d({ filters: 2, window: [2, 3, 1], padding })(spec(x.shape));
        const options = { stride: 1, dilation: 1, padding };
        expectClose(await compile(layer.apply)({ weight, bias }, x), convByLoop(x, weight, bias, options, 1));
      },
    ),
  ));

it('pools take the largest and the mean of each window', () =>
  fc.assert(
    fc.asyncProperty(valueArb([2, 5, 4, 3]), size(3), size(2), async (x, window, stride) => {
      const options = { stride, dilation: 1, padding: 0 };
      const space = [5, 4].map((n) => outSize(n, window, options));
      const over = (of: (list: readonly number[]) => number): AnyValue =>
        tabulate([2, ...space, 3], (b = 0, i = 0, j = 0, c = 0) =>
          of(cells([i, j], [window, window], options).map(({ in: place }) => at(x, b, ...place, c))),
        );
      const largest = sequence(spec([2, 5, 4, 3]), maxPool2d({ window, stride }));
      const mean = sequence(spec([2, 5, 4, 3]), avgPool2d({ window, stride }));
      const none = [[]] as const;
      expectClose(
        await compile(largest.apply)(none, x),
        over((list) => Math.max(...list)),
      );
      expectClose(
        await compile(mean.apply)(none, x),
        over((list) => total(list) / list.length),
      );
    }),
  ));
