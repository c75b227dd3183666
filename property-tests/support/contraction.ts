/** Any contraction, and what it is by definition: for tests. */
import fc from 'fast-check';
import { type Contraction, volume } from '../../src/backends/wasm/contraction/spec.ts';
import type { Operands } from '../../src/backends/wasm/contraction/testing.ts';

type Role = 'batch' | 'rows' | 'inner' | 'columns';
type Operand = 'a' | 'b' | 'c';

const rolesOf: { readonly [O in Operand]: readonly Role[] } = {
  a: ['batch', 'rows', 'inner'],
  b: ['batch', 'inner', 'columns'],
  c: ['batch', 'rows', 'columns'],
};

const few = (max: number) =>
  fc.array(
    fc.integer({ min: 0, max: 4 }).map((n) => Math.min(n, max)),
    { maxLength: 2 },
  );

/** Mostly several small axes; or few axes, one of them long, so that it is cut into blocks. */
const sizes: fc.Arbitrary<{ readonly [R in Role]: readonly number[] }> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ batch: few(3), rows: few(4), inner: few(4), columns: few(4) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      batch: fc.constantFrom<number[]>([], [2], [1, 3]),
      rows: fc.oneof(
        fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 1 }),
        fc.constantFrom([9, 5], [3, 4, 2]),
      ),
      inner: fc.oneof(
        fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 1 }),
        fc.constantFrom([3, 14], [3, 3, 2]),
      ),
      columns: fc.oneof(
        fc.array(fc.integer({ min: 1, max: 70 }), { maxLength: 1 }),
        fc.constantFrom([3, 11], [40, 2]),
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      batch: fc.constant<number[]>([]),
      rows: fc.constantFrom([1], [2], [7], [37], [6, 7]),
      inner: fc.constantFrom([1030], [130], [2, 600], [3, 2, 700], [2051], [300, 5]),
      columns: fc.constantFrom([1], [9], [66], [2, 33], [34, 3]),
    }),
  },
);

/**
 * Strides for axes in some order of memory: each is at least as long as what lies inside of it. `gaps` leave room between.
 */
const strides = (
  axes: readonly number[],
  order: readonly number[],
  gaps: readonly number[],
): readonly number[] => {
  const result = axes.map(() => 0);
  let next = 1;
  order.forEach((axis, i) => {
    result[axis] = next;
    next = next * Math.max(1, axes[axis] ?? 1) + (gaps[i] ?? 0);
  });
  return result;
};

const ordered = (n: number) =>
  fc.shuffledSubarray(
    Array.from({ length: n }, (_, i) => i),
    { minLength: n },
  );
const gapsOf = (n: number) =>
  fc.oneof(fc.constant<number[]>([]), fc.array(fc.constantFrom(0, 0, 1, 5), { minLength: n, maxLength: n }));

/** Any order of axes and gaps between them in A, B and C; axes of A and B that repeat. */
export const arbitraryContraction: fc.Arbitrary<Contraction> = sizes.chain((axes) => {
  const flat = (operand: Operand) =>
    rolesOf[operand].flatMap((role) => axes[role].map((size, i) => ({ role, i, size })));
  const placed = (operand: Operand) => {
    const list = flat(operand);
    const lastColumn = operand === 'c' && axes.columns.length > 0 ? list.length - 1 : -1;
    return fc
      .tuple(
        fc.oneof(fc.constant(list.map((_, i) => list.length - 1 - i)), ordered(list.length)),
        gapsOf(list.length),
        fc.array(fc.integer({ min: 0, max: 7 }), { minLength: list.length, maxLength: list.length }),
      )
      .map(([order, gaps, repeats]) => {
        const first = lastColumn < 0 ? order : [lastColumn, ...order.filter((i) => i !== lastColumn)];
        const values = strides(
          list.map(({ size }) => size),
          first,
          gaps,
        );
        return (role: Role, i: number): number => {
          const at = list.findIndex((axis) => axis.role === role && axis.i === i);
          return operand !== 'c' && repeats[at] === 0 ? 0 : (values[at] ?? 0);
        };
      });
  };
  return fc
    .tuple(placed('a'), placed('b'), placed('c'), fc.constantFrom<Contraction['init']>('zero', 'add', 'bias'))
    .map(([a, b, c, init]) => ({
      batch: axes.batch.map((size, i) => ({ size, a: a('batch', i), b: b('batch', i), c: c('batch', i) })),
      rows: axes.rows.map((size, i) => ({ size, a: a('rows', i), c: c('rows', i) })),
      inner: axes.inner.map((size, i) => ({ size, a: a('inner', i), b: b('inner', i) })),
      columns: axes.columns.map((size, i) => ({ size, b: b('columns', i), c: c('columns', i) })),
      init,
    }));
});

/** How many elements each operand spans. */
export const extents = (spec: Contraction): { readonly [O in Operand]: number } => {
  const extent = (operand: Operand): number => {
    const reach = (axes: readonly ({ readonly size: number } & { readonly [P in Operand]?: number })[]) =>
      axes.reduce((total, axis) => total + Math.max(0, axis.size - 1) * (axis[operand] ?? 0), 0);
    return 1 + rolesOf[operand].reduce((total, role) => total + reach(spec[role]), 0);
  };
  return { a: extent('a'), b: extent('b'), c: extent('c') };
};

/** One output: its place in C, its sum, and that of the products' sizes. */
export interface Output {
  readonly place: number;
  readonly sum: number;
  readonly size: number;
}

/** Every output by its definition, in double precision. */
export const definition = (spec: Contraction, { a, b, c, bias }: Operands): readonly Output[] => {
  const places = (axes: readonly ({ readonly size: number } & { readonly [P in Operand]?: number })[]) =>
    Array.from({ length: volume(axes) }, (_, n) => {
      const place = { a: 0, b: 0, c: 0 };
      let rest = n;
      for (const axis of axes.toReversed()) {
        for (const operand of ['a', 'b', 'c'] as const)
          place[operand] += (rest % axis.size) * (axis[operand] ?? 0);
        rest = Math.floor(rest / axis.size);
      }
      return place;
    });
  const [rows, inner, columns] = [places(spec.rows), places(spec.inner), places(spec.columns)];
  const zero = Number.NaN;
  return places(spec.batch).flatMap((batch) =>
    rows.flatMap((row) =>
      columns.map((column, number) => {
        const place = batch.c + row.c + column.c;
        const start = { zero: 0, add: c[place] ?? zero, bias: bias[number] ?? zero }[spec.init];
        let [sum, size] = [start, Math.abs(start)];
        for (const k of inner) {
          const product = (a[batch.a + row.a + k.a] ?? zero) * (b[batch.b + k.b + column.b] ?? zero);
          sum += product;
          size += Math.abs(product);
        }
        return { place, sum, size };
      }),
    ),
  );
};
