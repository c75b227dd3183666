import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Matrices } from './matrices.ts';
import { multiply } from './product.ts';

const shuffled = (count: number, seed: number): Int32Array => {
  const order = Int32Array.from({ length: count }, (_, i) => i);
  return order.sort((i, j) => Math.sin(seed + i) - Math.sin(seed + j) || i - j);
};

/** Numbers of very different sizes, so that their sum depends on the order, and now and then NaN, ∞ and −0. */
const numbers = (count: number, seed: number, wild: boolean): Float64Array =>
  Float64Array.from({ length: count }, (_, i) => {
    const special = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0][(i * 7 + seed) % 97];
    const x = Math.sin(12.9898 * (i + seed));
    return wild && special !== undefined ? special : x * 10 ** (i % 23);
  });

/** `count` matrices with their elements in any order in memory. */
const matrices = (count: number, rows: number, columns: number, seed: number, wild: boolean): Matrices => {
  const [order, across] = [shuffled(rows, seed), shuffled(columns, seed + 1)];
  // Either rows or columns are next to each other.
  const [row, column] = seed % 2 === 0 ? [columns, 1] : [1, rows];
  return {
    data: numbers(count * rows * columns, seed, wild),
    starts: shuffled(count, seed + 2).map((n) => n * rows * columns),
    rows: order.map((i) => i * row),
    columns: across.map((j) => j * column),
  };
};

const read = ({ data, starts, rows, columns }: Matrices, n: number, i: number, j: number): number =>
  data[(starts[n] ?? 0) + (rows[i] ?? 0) + (columns[j] ?? 0)] ?? 0;

it('every product is one sum, its terms added in order, wherever rows and columns are in memory', () => {
  const size = fc.integer({ min: 0, max: 11 });
  const terms = fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constantFrom(511, 512, 513, 1024, 1100));
  fc.assert(
    fc.property(
      fc.nat(3),
      size,
      size,
      terms,
      fc.nat(999),
      fc.boolean(),
      (count, rows, columns, k, seed, wild) => {
        const [a, b] = [matrices(count, rows, k, seed, wild), matrices(count, columns, k, seed + 1, wild)];
        const out = matrices(count, rows, columns, seed, false);
        multiply(a, b, out);
        for (let n = 0; n < count; n++)
          for (let i = 0; i < rows; i++)
            for (let j = 0; j < columns; j++) {
              let sum = 0;
              for (let t = 0; t < k; t++) sum += read(a, n, i, t) * read(b, n, j, t);
              expect(read(out, n, i, j)).toBe(sum);
            }
      },
    ),
  );
});
