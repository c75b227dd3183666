import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '../../src/compile/compile.ts';
import { withPast } from '../../src/models/index.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import { valueFrom } from '../../src/tensor/values.ts';
import { greyLevels } from './support.ts';

const side = fc.integer({ min: 1, max: 5 });
const run = compile((x: Tensor<[number, number, number, 1]>) => withPast(x));

describe('withPast', () => {
  it('puts each frame before the one that was before it, and black before the first', () =>
    fc.assert(
      fc.asyncProperty(side, side, side, fc.nat(), async (frames, height, width, seed) => {
        const pixels = height * width;
        const levels = greyLevels(frames * pixels, seed);
        const seen = await run(valueFrom([frames, height, width, 1], levels));
        expect(seen.shape).toEqual([frames, height, width, 2]);
        const expected = Array.from(levels, (level, i) => [
          level,
          i < pixels ? 0 : (levels[i - pixels] ?? 0),
        ]);
        expect([...seen.data]).toEqual(expected.flat());
      }),
    ));

  it('refuses frames of several channels, and none', async () => {
    // What the types refuse, for those who have none.
    const untyped = compile((x: Tensor) => Reflect.apply(withPast, undefined, [x]));
    for (const shape of [
      [2, 3, 3, 2],
      [2, 3, 3],
      [0, 3, 3, 1],
    ])
      await expect(
        untyped(valueFrom(shape, new Float32Array(shape.reduce((n, d) => n * d, 1)))),
      ).rejects.toThrow('frames have one channel');
  });
});
