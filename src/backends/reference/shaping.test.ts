import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indicesOf, offsetOf } from '../../../property-tests/support/naive.ts';
import { sizeOf } from '../../tensor/aval.ts';
import type { NdArray } from './array.ts';
import { reduce } from './reduction.ts';
import { broadcast, concat, iota, pad, reverse, slice, transpose } from './shaping.ts';

type Index = readonly number[];

/** Every element another number. */
const counting = (shape: Index): NdArray => ({
  shape,
  dtype: 'f32',
  data: Float32Array.from({ length: sizeOf(shape) }, (_, i) => i + 1),
});

const zeros = (shape: Index): NdArray => ({ shape, dtype: 'f32', data: new Float32Array(sizeOf(shape)) });

const read = ({ shape, data }: NdArray, index: Index): number => data[offsetOf(shape, index)] ?? Number.NaN;

/** `fill` leaves in an array of this shape what `definition` says of every index. */
const expectFilled = (
  shape: Index,
  fill: (out: NdArray) => void,
  definition: (index: Index) => number,
): void => {
  const out = zeros(shape);
  fill(out);
  expect([...out.data]).toEqual(indicesOf(shape).map(definition));
};

/** Short axes, and some so long that runs of elements are copied as blocks. */
const shapes = fc.array(fc.oneof(fc.integer({ min: 0, max: 4 }), fc.constantFrom(1, 31, 32, 40)), {
  maxLength: 3,
});

const shuffled = (count: number, seed: number): number[] =>
  Array.from({ length: count }, (_, i) => i).sort((i, j) => Math.sin(seed + i) - Math.sin(seed + j));

/** A number for an axis that depends on the seed. */
const drawn = (seed: number, axis: number, below: number): number => (seed * 31 + axis * 17) % below;

describe('moving elements', () => {
  const check = (law: (shape: Index, seed: number) => void): void => {
    fc.assert(fc.property(shapes, fc.nat(999), law));
  };

  it('transpose and reverse', () => {
    check((shape, seed) => {
      const x = counting(shape);
      const permutation = shuffled(shape.length, seed);
      expectFilled(
        permutation.map((axis) => shape[axis] ?? 0),
        (out) => transpose({ permutation }, x, out),
        (index) =>
          read(
            x,
            shape.map((_, axis) => index[permutation.indexOf(axis)] ?? 0),
          ),
      );
      const axes = permutation.filter((axis) => drawn(seed, axis, 2) === 0);
      expectFilled(
        shape,
        (out) => reverse({ axes }, x, out),
        (index) =>
          read(
            x,
            index.map((i, axis) => (axes.includes(axis) ? (shape[axis] ?? 0) - 1 - i : i)),
          ),
      );
    });
  });

  it('broadcast and iota', () => {
    check((shape, seed) => {
      const axes = shape.flatMap((_, axis) => (drawn(seed, axis, 2) === 0 ? [axis] : []));
      const x = counting(axes.map((axis) => shape[axis] ?? 0));
      expectFilled(
        shape,
        (out) => broadcast({ shape, axes }, x, out),
        (index) =>
          read(
            x,
            axes.map((axis) => index[axis] ?? 0),
          ),
      );
      shape.forEach((_, axis) => {
        expectFilled(
          shape,
          (out) => iota({ shape, axis }, out),
          (index) => index[axis] ?? 0,
        );
      });
    });
  });

  it('slice and pad', () => {
    check((shape, seed) => {
      const x = counting(shape);
      const starts = shape.map((n, axis) => drawn(seed, axis, Math.min(n, 3) + 1));
      const strides = shape.map((_, axis) => 1 + drawn(seed, axis, 3));
      const sliced = shape.map((n, axis) => Math.ceil((n - (starts[axis] ?? 0)) / (strides[axis] ?? 1)));
      expectFilled(
        sliced,
        (out) => slice({ starts, limits: shape, strides }, x, out),
        (index) =>
          read(
            x,
            index.map((i, axis) => (starts[axis] ?? 0) + i * (strides[axis] ?? 1)),
          ),
      );
      const [low, interior] = [starts, shape.map((_, axis) => drawn(seed, axis + 1, 2))];
      const padded = shape.map(
        (n, axis) => (low[axis] ?? 0) + n + Math.max(0, n - 1) * (interior[axis] ?? 0) + 1,
      );
      expectFilled(
        padded,
        (out) => pad({ low, high: low.map(() => 1), interior, value: -1 }, x, out),
        (index) => {
          const source = index.map((i, axis) => (i - (low[axis] ?? 0)) / ((interior[axis] ?? 0) + 1));
          const isThere = source.every((i, axis) => Number.isInteger(i) && i >= 0 && i < (shape[axis] ?? 0));
          return isThere ? read(x, source) : -1;
        },
      );
    });
  });

  it('concat', () => {
    check((shape, seed) => {
      if (shape.length === 0) return;
      const axis = drawn(seed, 0, shape.length);
      const parts = [shape, shape.with(axis, 2), shape.with(axis, 0), shape.with(axis, 33)].map(counting);
      const pieces = parts.flatMap((part) =>
        Array.from(
          { length: part.shape[axis] ?? 0 },
          (_, i) => (index: Index) => read(part, index.with(axis, i)),
        ),
      );
      expectFilled(
        shape.with(axis, pieces.length),
        (out) => concat({ axis }, parts, out),
        (index) => pieces[index[axis] ?? 0]?.(index) ?? Number.NaN,
      );
    });
  });

  it('reduce goes over the axes it is told, and rounds a sum once', () => {
    check((shape, seed) => {
      const x = { ...counting(shape), data: counting(shape).data.map((i) => 1 / (2 + i)) };
      const axes = shape.flatMap((_, axis) => (drawn(seed, axis, 2) === 0 ? [axis] : []));
      const kept = shape.flatMap((_, axis) => (axes.includes(axis) ? [] : [axis]));
      const groups = new Map<string, number[]>();
      for (const index of indicesOf(shape)) {
        const key = kept.map((axis) => index[axis]).join();
        groups.set(key, [...(groups.get(key) ?? []), read(x, index)]);
      }
      const shapeLeft = kept.map((axis) => shape[axis] ?? 0);
      const of = (index: Index): readonly number[] => groups.get(index.join()) ?? [];
      expectFilled(
        shapeLeft,
        (out) => reduce({ op: 'max', axes }, x, out),
        (index) => Math.max(...of(index)),
      );
      expectFilled(
        shapeLeft,
        (out) => reduce({ op: 'min', axes }, x, out),
        (index) => Math.min(...of(index)),
      );
      expectFilled(
        shapeLeft,
        (out) => reduce({ op: 'sum', axes }, x, out),
        (index) => Math.fround(of(index).reduce((a, b) => a + b, 0)),
      );
    });
  });
});
