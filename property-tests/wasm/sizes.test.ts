/** Sizes beyond those of random programs: more than a block of elements, odd widths, every kind of reduction. */
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { evaluateProgram } from '../../src/backends/reference/index.ts';
import { programOf } from '../../src/compile/program.ts';
import {
  add,
  concat,
  gt,
  max,
  maxPool2d,
  mul,
  permute,
  relu,
  reshape,
  reverse,
  slice,
  softmax,
  sum,
  where,
  zeros,
} from '../../src/tensor/ops/index.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import { valueFrom } from '../arbitraries/palette.ts';
import { expectSameBits } from '../transforms/support.ts';
import { expectNear, runWasm } from './support.ts';

type Box = Tensor<[number, number, number]>;

/** Boxes of some ten thousand elements at most, long or wide or deep, sizes 1 and odd ones among them. */
const boxes = fc
  .tuple(fc.integer({ min: 0, max: 14 }), fc.integer({ min: 0, max: 14 }), fc.integer({ min: 1, max: 3 }))
  .map(([total, cut, spread]) => {
    const size = 1 + Math.floor(2 ** total * 1.3);
    const columns = Math.max(1, Math.floor(2 ** Math.min(cut, total) * 1.1));
    const rows = Math.max(1, Math.floor(size / columns));
    return [Math.max(1, Math.floor(rows / (2 * spread))), 2 * spread - 1, columns] as const;
  });

const near = (a: number) => fc.integer({ min: 0, max: a });

describe('boxes of any size', () => {
  it('are computed element by element with the bits of the reference, however they are seen', async () => {
    await fc.assert(
      fc.asyncProperty(boxes, near(1000), async (shape, seed) => {
        const f = (x: Box, row: Tensor<[number]>, y: Box) => [
          where(gt(x, y), relu(add(x, row)), mul(y, 3)),
          add(permute(x, [2, 0, 1]), reverse(permute(y, [2, 0, 1]), [0, 2])),
          concat(
            [
              x,
              mul(y, x),
              slice(y, [
                [0, null],
                [0, null],
                [0, 1],
              ]),
            ],
            2,
          ),
          max(x, { axes: 0 }),
          max(add(x, y), { axes: 1 }),
          max(reshape(x, [-1]), { axes: 0 }),
          gt(max(x, { axes: 2 }), 0),
        ];
        const inputs = [
          valueFrom(shape, 'f32', 'any', seed, 1),
          valueFrom([shape[2]], 'f32', 'any', seed + 1, 3),
          valueFrom(shape, 'f32', 'any', seed + 2, 5),
        ];
        const program = programOf(f, zeros(shape), zeros([shape[2]]), zeros(shape));
        const expected = evaluateProgram(program, inputs);
        expectSameBits(await runWasm(program, inputs), expected);
        expectSameBits(await runWasm(program, inputs, { threads: 3, shareFrom: 0 }), expected);
      }),
      { numRuns: 40 },
    );
  });

  it('are summed up near to the sums of double precision, along any axes', async () => {
    await fc.assert(
      fc.asyncProperty(boxes, near(1000), async (shape, seed) => {
        const f = (x: Box) => [
          sum(x),
          ...[0, 1, 2].map((axis) => sum(mul(x, x), { axes: axis })),
          sum(x, { axes: [0, 2] }),
          sum(x, { axes: [1, 2] }),
          softmax(x, 2),
          softmax(x, 0),
        ];
        const inputs = [valueFrom(shape, 'f32', 'safe', seed, 1)];
        const program = programOf(f, zeros(shape));
        expectNear(
          await runWasm(program, inputs),
          evaluateProgram(program, inputs, { precision: 'f64' }),
          1e-5,
        );
      }),
      { numRuns: 40 },
    );
  });

  it('are pooled with the bits of the reference', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(near(2), near(20), near(20), near(40)),
        fc.constantFrom(1, 2, 3),
        near(1000),
        async ([images, height, width, channels], stride, seed) => {
          const shape = [images + 1, height + 3, width + 3, channels + 1] as const;
          const f = (x: Tensor<[number, number, number, number]>) => [
            maxPool2d(x, { window: 2 }),
            maxPool2d(x, { window: 3, stride, padding: 'same' }),
          ];
          const inputs = [valueFrom(shape, 'f32', 'any', seed, 1)];
          const program = programOf(f, zeros(shape));
          expectSameBits(await runWasm(program, inputs), evaluateProgram(program, inputs));
        },
      ),
      { numRuns: 40 },
    );
  });
});
