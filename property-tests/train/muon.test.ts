/** Muon: matrices made nearly orthogonal, the rest by Adam. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scalar } from '../../src/tensor/ops/constants.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import { flattenValues } from '../../src/tensor/tree.ts';
import { value, valueFrom } from '../../src/tensor/values.ts';
import { adam, chain, muon, orthogonalize, partition, scaleByRate, trace } from '../../src/train/index.ts';
import { courses, element, expectNear, leafNumbers, numbersOf, train } from './support.ts';

type Rows = readonly (readonly number[])[];

/** The numbers of an orthogonalised matrix, row by row. */
const orthogonalized = async (rows: Rows): Promise<Rows> => {
  const columns = rows[0]?.length ?? 0;
  const numbers = await numbersOf(
    (x: Tensor<[number, number]>) => orthogonalize().update([], x, { params: x, rate: scalar(1) })[1],
    valueFrom([rows.length, columns], Float32Array.from(rows.flat())),
  );
  return rows.map((_, i) => numbers.slice(i * columns, (i + 1) * columns));
};

const close = (a: Rows, b: Rows): void => {
  expect(a.map((row) => row.length)).toEqual(b.map((row) => row.length));
  a.forEach((row, i) => {
    row.forEach((x, j) => {
      expect(Math.abs(x - (b[i]?.[j] ?? Number.NaN))).toBeLessThan(2e-4);
    });
  });
};

const matrices = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
  .chain(([rows, columns]) =>
    fc.array(fc.array(element, { minLength: columns, maxLength: columns }), {
      minLength: rows,
      maxLength: rows,
    }),
  );

const transposed = (x: Rows): Rows => (x[0] ?? []).map((_, j) => x.map((row) => row[j] ?? 0));

describe('orthogonalize', () => {
  it('of a diagonal matrix is what the iteration makes of each of its entries', () =>
    fc.assert(
      fc.asyncProperty(fc.array(element, { minLength: 1, maxLength: 5 }), async (diagonal) => {
        const norm = Math.hypot(...diagonal);
        const one = (x: number): number => {
          let s = norm === 0 ? 0 : x / norm;
          for (let i = 0; i < 5; i++) s = 3.4445 * s - 4.775 * s ** 3 + 2.0315 * s ** 5;
          return 0.2 * Math.sqrt(diagonal.length) * s;
        };
        const matrix = (entries: readonly number[]): Rows =>
          entries.map((x, i) => entries.map((_, j) => (i === j ? x : 0)));
        close(await orthogonalized(matrix(diagonal)), matrix(diagonal.map(one)));
      }),
    ));

  it('makes singular values alike: those of two rows come from 0.05 of the norm and more to between 0.6 and 1.3', () =>
    fc.assert(
      fc.asyncProperty(
        fc
          .integer({ min: 2, max: 6 })
          .chain((n) =>
            fc.tuple(
              fc.array(element, { minLength: n, maxLength: n }),
              fc.array(element, { minLength: n, maxLength: n }),
            ),
          ),
        async (rows) => {
          const singular = ([a = [], b = []]: Rows): readonly [number, number] => {
            const dot = (x: readonly number[], y: readonly number[]) =>
              x.reduce((sum, xi, i) => sum + xi * (y[i] ?? 0), 0);
            const [p, q, r] = [dot(a, a), dot(a, b), dot(b, b)];
            const root = Math.hypot((p - r) / 2, q);
            return [Math.sqrt(Math.max(0, (p + r) / 2 - root)), Math.sqrt(Math.max(0, (p + r) / 2 + root))];
          };
          const norm = Math.hypot(...rows.flat());
          fc.pre(norm > 0 && singular(rows)[0] / norm > 0.05);
          const size = 0.2 * Math.sqrt(rows[0].length);
          for (const s of singular(await orthogonalized(rows))) {
            expect(s / size).toBeGreaterThan(0.6);
            expect(s / size).toBeLessThan(1.3);
          }
        },
      ),
    ));

  it('goes with transposing, with swapped rows and with turned signs, and does not see how large a gradient is', () =>
    fc.assert(
      fc.asyncProperty(matrices, fc.constantFrom(0.125, 64), async (rows, factor) => {
        const made = await orthogonalized(rows);
        close(await orthogonalized(transposed(rows)), transposed(made));
        close(await orthogonalized([...rows].reverse()), [...made].reverse());
        const flip = (all: Rows): Rows => all.map((row, i) => row.map((x) => (i === 0 ? -x : x)));
        close(await orthogonalized(flip(rows)), flip(made));
        close(await orthogonalized(rows.map((row) => row.map((x) => factor * x))), made);
      }),
      { numRuns: 30 },
    ));

  it('takes the filters of a convolution as a matrix of the last axis, and leaves vectors as they are', async () => {
    const flat = [
      [1, 2],
      [3, -4],
      [0, 5],
      [6, 7],
    ];
    const filters = await numbersOf(
      (x: Tensor<[2, 2, 2]>) => orthogonalize().update([], x, { params: x, rate: scalar(1) })[1],
      value([
        [
          [1, 2],
          [3, -4],
        ],
        [
          [0, 5],
          [6, 7],
        ],
      ]),
    );
    close([filters], [(await orthogonalized(flat)).flat()]);
    const vector = await numbersOf(
      (x: Tensor<[3]>) => orthogonalize().update([], x, { params: x, rate: scalar(1) })[1],
      value([1, -2, 3]),
    );
    expect(vector).toEqual([1, -2, 3]);
  });
});

describe('a partition', () => {
  const first = () => chain(trace<unknown>({ momentum: 0.5 }), scaleByRate());
  const isVector = (_: string, shape: readonly number[]): boolean => shape.length === 1;

  it('moves what it chooses by the one, all else by the other, as if each were alone', () =>
    fc.assert(
      fc.property(courses(4), (course) => {
        const [both, byFirst, byOther] = [
          train(partition<unknown>(isVector)(first(), adam<unknown>()), course),
          train(first(), course),
          train(adam<unknown>(), course),
        ].map(({ params }) => params.map((tree) => flattenValues(tree).leaves));
        both?.forEach((leaves, step) => {
          leaves.forEach((leaf, i) => {
            const from = isVector('', leaf.shape) ? byFirst : byOther;
            expect(leaf).toEqual(from?.[step]?.[i]);
          });
        });
      }),
    ));

  it('keeps one number in the place of each parameter that is not its own', () =>
    fc.assert(
      fc.property(courses(2), (course) => {
        const { states } = train(partition<unknown>(isVector)(first(), adam<unknown>()), course);
        const { leaves } = flattenValues(course.params);
        const numbers = (tree: unknown): number =>
          flattenValues(tree).leaves.reduce((sum, { data }) => sum + data.length, 0);
        const own = (leaf: (typeof leaves)[number], isOwn: boolean): number => (isOwn ? leaf.data.length : 1);
        const expected = leaves.reduce((sum, leaf) => {
          const vector = isVector('', leaf.shape);
          // One velocity; two moments.
          return sum + own(leaf, vector) + 2 * own(leaf, !vector);
        }, 1);
        for (const state of states) expect(numbers(state)).toBe(expected);
      }),
    ));
});

describe('muon', () => {
  it('is Adam where nothing is taken for a matrix', () =>
    fc.assert(
      fc.property(courses(4), (course) => {
        const { params } = train(muon<unknown>({ matrices: () => false }), course);
        expect(params).toEqual(train(adam<unknown>(), course).params);
      }),
    ));

  it('moves matrices along the orthogonalised velocity, and lets them decay', async () => {
    const course = {
      params: { w: value([[1, 2]]), b: value([0]) },
      grads: [{ w: value([[3, 4]]), b: value([0]) }],
      rates: [0.5],
    };
    const [[x = 0, y = 0] = []] = await orthogonalized([[3, 4]]);
    const { params } = train(muon<unknown>({ weightDecay: 0.1 }), course);
    const moved = [1 - 0.5 * (x + 0.1), 2 - 0.5 * (y + 0.2)];
    expectNear(leafNumbers(params[0]), [moved, [0]], 1e-6);
  });

  it('leaves as it is what has no gradient', () =>
    fc.assert(
      fc.property(courses(3, fc.constant(0)), (course) => {
        for (const params of train(muon<unknown>(), course).params) expect(params).toEqual(course.params);
      }),
    ));

  it('refuses options out of their range', () => {
    expect(() => muon({ momentum: 1 })).toThrow('trace: momentum must be in [0, 1), got 1');
    expect(() => muon({ weightDecay: -1 })).toThrow('muon: weightDecay must be a number ≥ 0, got -1');
  });
});
