import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '../../src/compile/compile.ts';
import { backbone, backboneMistakes, featureMap } from '../../src/models/index.ts';
import { outputSpec, spec } from '../../src/nn/index.ts';
import type { AnyValue } from '../../src/tensor/value.ts';
import { valueFrom } from '../../src/tensor/values.ts';
import { at, expectClose, initial, places, tabulate, total, valueArb } from '../nn/support.ts';
import { backbones, paddings } from './support.ts';

/** One block of a frame `[H, W, C]`, by its definition: convolution, ReLU, and the largest of each 2×2 cells. */
const blockByLoop = (x: AnyValue, weight: AnyValue, bias: AnyValue, padding: 'valid' | 'same'): AnyValue => {
  const [height = 0, width = 0, channels = 0] = x.shape;
  const border = padding === 'same' ? 1 : 0;
  const inside = (i: number, n: number): boolean => i >= 0 && i < n;
  const convolved = (row: number, column: number, filter: number): number =>
    at(bias, filter) +
    total(
      places([3, 3, channels]).map(([r = 0, c = 0, channel = 0]) => {
        const [i, j] = [row + r - border, column + c - border];
        return inside(i, height) && inside(j, width)
          ? at(x, i, j, channel) * at(weight, r, c, channel, filter)
          : 0;
      }),
    );
  const after = (n: number): number => Math.floor((n + 2 * border - 2) / 2);
  return tabulate([after(height), after(width), bias.shape[0] ?? 0], (row = 0, column = 0, filter = 0) =>
    Math.max(
      ...places([2, 2]).map(([r = 0, c = 0]) => Math.max(0, convolved(2 * row + r, 2 * column + c, filter))),
    ),
  );
};

const sizes = fc.record({
  height: fc.integer({ min: 1, max: 14 }),
  width: fc.integer({ min: 1, max: 14 }),
});

describe('a backbone', () => {
  it('is convolution, ReLU and max-pool, block after block, by loops', () =>
    fc.assert(
      fc.asyncProperty(
        sizes.chain(({ height, width }) => valueArb([height, width, 2])),
        backbones,
        fc.nat(),
        async (x, config, from) => {
          const [height, width] = x.shape;
          fc.pre(backboneMistakes({ height, width }, config).length === 0);
          const layer = backbone(config)(spec(x.shape));
          const params = await initial(layer, from);
          const expected = params.reduce<AnyValue>(
            (map, { weight, bias }) => blockByLoop(map, weight, bias, config.padding),
            x,
          );
          expectClose(await compile(layer.apply)(params, x), expected);
        },
      ),
    ));

  it('gives every frame of a stack what it gives to the frame alone', () =>
    fc.assert(
      fc.asyncProperty(
        backbones,
        fc.integer({ min: 1, max: 3 }).chain((frames) => valueArb([frames, 11, 12, 1])),
        async (config, stack) => {
          const [frames] = stack.shape;
          const [one, all] = [backbone(config)(spec([11, 12, 1])), backbone(config)(spec(stack.shape))];
          const params = await initial(one);
          const together = await compile(all.apply)(params, stack);
          const apply = compile(one.apply);
          for (let t = 0; t < frames; t++) {
            const alone = await apply(
              params,
              valueFrom([11, 12, 1], stack.data.slice(t * 132, (t + 1) * 132)),
            );
            const size = alone.data.length;
            expect(together.data.slice(t * size, (t + 1) * size)).toEqual(alone.data);
          }
        },
      ),
    ));

  it('makes the feature map that was said before, or says that nothing is left', () =>
    fc.assert(
      fc.property(
        sizes,
        fc.record({
          filters: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 4 }),
          padding: paddings,
        }),
        (frame, config) => {
          const made = () => outputSpec(backbone(config)(spec([frame.height, frame.width, 1])), frameSpec);
          const frameSpec = spec([frame.height, frame.width, 1]);
          const { height, width, channels } = featureMap(frame, config);
          if (backboneMistakes(frame, config).length > 0)
            expect(made).toThrow(/larger than the padded input/);
          else expect(made().shape).toEqual([height, width, channels]);
        },
      ),
    ));
});
