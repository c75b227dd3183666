import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { argReduceKernel } from './arg-reduce.ts';
import { argsortKernel } from './argsort.ts';
import { bitsOf, byReference, cuts, drawn, runKernel, shape } from './testing.ts';

describe('argsort', () => {
  it('is the order of the reference: stable, −0 equal to 0, NaN last', () => {
    const cases = fc
      .tuple(
        fc.oneof(shape(3, 1), fc.constantFrom([500], [2, 1000])),
        fc.constantFrom('f32' as const, 'i32' as const),
      )
      .chain(([of, dtype]) => fc.tuple(drawn(of, dtype), cuts));
    fc.assert(
      fc.property(cases, ([x, where]) => {
        const expected = byReference('argsort', {}, [x]);
        expect(bitsOf(runKernel(argsortKernel(x), [x], expected, where))).toEqual(bitsOf(expected));
      }),
    );
  });

  it('orders numbers of all sizes', () => {
    fc.assert(
      fc.property(fc.float32Array({ minLength: 1, maxLength: 70 }), (numbers) => {
        const [x] = fc.sample(drawn([numbers.length], 'f32', [0]), 1);
        if (x === undefined) throw new Error('no sample');
        x.data.set(numbers);
        const expected = byReference('argsort', {}, [x]);
        expect(bitsOf(runKernel(argsortKernel(x), [x], expected))).toEqual(bitsOf(expected));
      }),
    );
  });
});

describe('argReduce', () => {
  it('is the first extreme of the reference, along any axis', () => {
    const cases = fc
      .tuple(
        shape(4, 1),
        fc.nat(3),
        fc.constantFrom('f32' as const, 'i32' as const, 'bool' as const),
        fc.constantFrom('argmax' as const, 'argmin' as const),
      )
      .map(([of, axis, dtype, op]) => ({ of, axis: axis % of.length, dtype, op }))
      .filter(({ of, axis }) => (of[axis] ?? 0) > 0)
      .chain(({ of, axis, dtype, op }) => fc.tuple(fc.constant({ op, axis }), drawn(of, dtype), cuts));
    fc.assert(
      fc.property(cases, ([params, x, where]) => {
        const expected = byReference('argReduce', params, [x]);
        expect(bitsOf(runKernel(argReduceKernel(params, x), [x], expected, where))).toEqual(bitsOf(expected));
      }),
    );
  });
});
