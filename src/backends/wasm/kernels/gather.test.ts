import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sizeOf } from '../../../tensor/aval.ts';
import { gatherKernel } from './gather.ts';
import { scatterAddKernel } from './scatter-add.ts';
import { bitsOf, byReference, cuts, drawn, indicesOf, runKernel, shape, size, whole } from './testing.ts';

/** […B, …P, n, …R] and […B, …I]; R is sometimes long. */
const layouts = fc
  .record({
    batch: shape(2),
    before: shape(2),
    n: size,
    places: shape(2),
    after: fc.oneof(shape(2), fc.constantFrom([64], [259], [8, 150], [2100])),
    outside: fc.boolean(),
  })
  .filter(
    ({ batch, before, n, places, after }) =>
      sizeOf([...batch, ...before, ...after]) * Math.max(n, sizeOf(places)) <= 20_000,
  );

describe('gather', () => {
  const cases = layouts.chain(({ batch, before, n, places, after, outside }) =>
    fc
      .constantFrom('f32' as const, 'i32' as const, 'bool' as const)
      .chain((dtype) =>
        fc.tuple(
          fc.constant({ axis: batch.length + before.length, batch: batch.length }),
          drawn([...batch, ...before, n, ...after], dtype),
          indicesOf([...batch, ...places], n, outside),
          cuts,
        ),
      ),
  );

  it("has the reference's bits, however its rows are shared out", () => {
    fc.assert(
      fc.property(cases, ([params, x, indices, where]) => {
        const expected = byReference('gather', params, [x, indices]);
        const kernel = gatherKernel(params, x, indices);
        expect(bitsOf(runKernel(kernel, [x, indices], expected, where))).toEqual(bitsOf(expected));
      }),
    );
  });
});

describe('scatterAdd', () => {
  const cases = layouts.chain(({ batch, before, n, places, after, outside }) =>
    fc.constantFrom('f32' as const, 'i32' as const).chain((dtype) =>
      fc.tuple(
        fc.constant({ axis: batch.length + before.length, batch: batch.length, size: n }),
        // i32 wraps on both sides; f32 is exact, since the reference adds in doubles.
        drawn(
          [...batch, ...before, ...places, ...after],
          dtype,
          dtype === 'i32' ? undefined : [...whole, Number.NaN, Infinity],
        ),
        indicesOf([...batch, ...places], n, outside),
        cuts,
      ),
    ),
  );

  it("has the reference's bits where sums are exact, however its columns are shared out", () => {
    fc.assert(
      fc.property(cases, ([params, updates, indices, where]) => {
        const expected = byReference('scatterAdd', params, [updates, indices]);
        const kernel = scatterAddKernel(params, updates, indices);
        expect(bitsOf(runKernel(kernel, [updates, indices], expected, where))).toEqual(bitsOf(expected));
      }),
    );
  });

  it('adds in the order of the indices where sums are rounded', () => {
    const numbers = [0.1, 1e8, -1e8, 3.3, 1e-3, -7.7];
    const rows = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(rows, rows, cuts, fc.nat(1000), (count, columns, where, seed) => {
        const item = (i: number) => numbers[(i * i + seed + 3 * i) % numbers.length] ?? 0;
        const [[updates], [indices]] = [
          fc.sample(drawn([count, columns], 'f32', [0]), 1),
          fc.sample(drawn([count], 'i32', [0]), 1),
        ];
        if (updates === undefined || indices === undefined) throw new Error('no sample');
        updates.data.forEach((_, i) => {
          updates.data[i] = item(i);
        });
        const sums = new Float32Array(columns);
        updates.data.forEach((x, i) => {
          sums[i % columns] = (sums[i % columns] ?? 0) + x;
        });
        const kernel = scatterAddKernel({ axis: 0, batch: 0, size: 1 }, updates, indices);
        const out = { shape: [1, columns], dtype: 'f32' as const };
        expect([...runKernel(kernel, [updates, indices], out, where).data]).toEqual([...sums]);
      }),
    );
  });
});
