/** Convolutions and `dot` as contractions, against the reference backend. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sizeOf, stridesOf } from '../../../tensor/aval.ts';
import type { Params } from '../../../tensor/primitives.ts';
import { conv as convShape, dot as dotShape } from '../../../tensor/shape-rules/contraction.ts';
import { dot as referenceDot } from '../../reference/contraction.ts';
import { conv as referenceConv } from '../../reference/conv.ts';
import { convContraction } from './conv.ts';
import { dotContraction } from './dot.ts';
import { featureSets, runContraction } from './testing.ts';

const array = (shape: readonly number[], seed: number) => ({
  shape,
  dtype: 'f32' as const,
  data: Float32Array.from(
    { length: sizeOf(shape) },
    (_, i) => ((Math.imul(i + seed, 2654435761) >>> 24) % 9) - 4,
  ),
});

const upTo = (max: number, min = 1): fc.Arbitrary<number> => fc.integer({ min, max });
const each = (count: number, item: fc.Arbitrary<number>) =>
  fc.array(item, { minLength: count, maxLength: count });

const setting = fc.record({ features: fc.constantFrom(...featureSets), fixedB: fc.boolean() });

describe('contractions for primitives', () => {
  it('conv: as the reference, on an input that is padded already', () => {
    const cases = upTo(3).chain((rank) =>
      fc.record({
        strides: each(rank, upTo(3)),
        kernelDilation: each(rank, upTo(2)),
        groups: upTo(3),
        channels: upTo(4),
        filters: upTo(9),
        images: upTo(2, 0),
        space: each(rank, upTo(9, 0)),
        window: each(rank, upTo(3)),
      }),
    );
    fc.assert(
      fc.property(cases, setting, (c, { features, fixedB }) => {
        const params: Params['conv'] = {
          strides: c.strides,
          kernelDilation: c.kernelDilation,
          groups: c.groups,
          padding: c.strides.map(() => [0, 0] as const),
          inputDilation: c.strides.map(() => 1),
        };
        const x = array([c.images, ...c.space, c.channels * c.groups], 1);
        const kernel = array([...c.window, c.channels, c.filters * c.groups], 2);
        const out = array(convShape(params, [x, kernel])[0]?.shape ?? [], 3);
        const spec = convContraction(
          params,
          [x.shape, stridesOf(x.shape)],
          [kernel.shape, stridesOf(kernel.shape)],
        );
        const operands = { a: x.data, b: kernel.data, c: out.data, bias: new Float32Array(c.filters) };
        const { c: actual } = runContraction(spec, operands, { features, fixedB, cuts: [0.5] });
        referenceConv(params, [x, kernel], out);
        expect(actual).toEqual(out.data);
      }),
    );
  });

  it('dot: as the reference, for any axes', () => {
    const shuffled = (n: number) =>
      fc.shuffledSubarray(
        Array.from({ length: n }, (_, i) => i),
        { minLength: n },
      );
    const sizes = fc.array(upTo(5, 0), { maxLength: 2 });
    const cases = fc
      .record({ batch: sizes, inner: sizes, rows: sizes, columns: sizes })
      .chain((c) =>
        fc.tuple(
          fc.constant(c),
          shuffled(c.batch.length + c.inner.length + c.rows.length),
          shuffled(c.batch.length + c.inner.length + c.columns.length),
        ),
      );
    fc.assert(
      fc.property(cases, setting, ([sizesOf, aOrder, bOrder], { features, fixedB }) => {
        const { batch, inner } = sizesOf;
        // Axis i of the list [...batch, ...inner, ...free] is axis order[i] of the operand.
        const operand = (free: readonly number[], order: readonly number[], seed: number) => {
          const list = [...batch, ...inner, ...free];
          const shape = order.map((_, axis) => list[order.indexOf(axis)] ?? 0);
          return {
            x: array(shape, seed),
            batch: order.slice(0, batch.length),
            inner: order.slice(batch.length, batch.length + inner.length),
          };
        };
        const a = operand(sizesOf.rows, aOrder, 1);
        const b = operand(sizesOf.columns, bOrder, 2);
        const params = { aBatch: a.batch, bBatch: b.batch, aContract: a.inner, bContract: b.inner };
        const out = array(dotShape(params, [a.x, b.x])[0]?.shape ?? [], 3);
        const spec = dotContraction(
          params,
          [a.x.shape, stridesOf(a.x.shape)],
          [b.x.shape, stridesOf(b.x.shape)],
          stridesOf(out.shape),
        );
        const operands = { a: a.x.data, b: b.x.data, c: out.data, bias: new Float32Array(0) };
        const { c: actual } = runContraction(spec, operands, { features, fixedB, cuts: [] });
        referenceDot(params, [a.x, b.x], out);
        expect(actual).toEqual(out.data);
      }),
    );
  });
});
