import fc from 'fast-check';
import { expect, it } from 'vitest';
import { scalar } from '../../src/tensor/ops/index.ts';
import { flattenValues, unflatten } from '../../src/tensor/tree.ts';
import { valueFrom } from '../../src/tensor/values.ts';
import { clipByGlobalNorm, globalNorm } from '../../src/train/index.ts';
import { typedTrees } from '../arbitraries/trees.ts';
import { leafNumbers, runTrees, valueArb } from './support.ts';

const treesOf = (number: fc.Arbitrary<number>): fc.Arbitrary<unknown> =>
  typedTrees(0, 'f32').chain(({ structure, types }) =>
    fc
      .tuple(...types.map(({ shape }) => valueArb(shape, number)))
      .map((leaves) => unflatten(structure, leaves)),
  );

/** All of f32 that is finite, in every order of magnitude. */
const finite = fc.float({ noNaN: true, noDefaultInfinity: true });
/** Numbers whose squares f32 has. */
const moderate = fc.integer({ min: -512, max: 512 }).map((n) => n / 16);

const all = (tree: unknown): readonly number[] => leafNumbers(tree).flat();
const normOf = (tree: unknown): number => all(runTrees(globalNorm, tree))[0] ?? Number.NaN;
const plainNorm = (numbers: readonly number[]): number => Math.hypot(...numbers);
const clipped = (tree: unknown, max: number): unknown =>
  runTrees((grads) => clipByGlobalNorm(max).update([], grads, { params: grads, rate: scalar(1) })[1], tree);

it('the global norm is that of all numbers in one vector, of every magnitude that f32 has', () => {
  fc.assert(
    fc.property(treesOf(fc.oneof(finite, moderate)), (tree) => {
      const expected = plainNorm(all(tree));
      if (Math.fround(expected) === Number.POSITIVE_INFINITY) return;
      // The least numbers of f32 have few digits.
      expect(Math.abs(normOf(tree) - expected)).toBeLessThanOrEqual(1e-6 * expected + 1.5e-45);
    }),
  );
});

it('what is not above the bound is not touched, bit for bit', () => {
  fc.assert(
    fc.property(treesOf(moderate), fc.integer({ min: 1, max: 64 }), (tree, slack) => {
      fc.pre(all(tree).some((x) => x !== 0));
      expect(clipped(tree, plainNorm(all(tree)) * 1.001 * slack)).toEqual(tree);
    }),
  );
});

it('what is above is shortened to the bound, and keeps its direction', () => {
  fc.assert(
    fc.property(
      treesOf(fc.oneof(moderate, finite)),
      fc.double({ min: 0.01, max: 0.95, noNaN: true }),
      (tree, share) => {
        const numbers = all(tree);
        const norm = plainNorm(numbers);
        fc.pre(norm > 1e-30 && Math.fround(norm) < Number.POSITIVE_INFINITY);
        const max = norm * share;
        const found = all(clipped(tree, max));
        expect(plainNorm(found)).toBeLessThanOrEqual(max * (1 + 1e-6));
        found.forEach((x, i) => {
          const wanted = (numbers[i] ?? 0) * share;
          expect(Math.abs(x - wanted)).toBeLessThanOrEqual(
            1e-6 * Math.abs(wanted) + 1e-44 + 1e-6 * max * 1e-6,
          );
        });
      },
    ),
  );
});

it('a bound far below the gradients does not make zeros of them', () => {
  fc.assert(
    fc.property(treesOf(moderate), (tree) => {
      const huge = flattenValues(tree);
      fc.pre(all(tree).some((x) => x !== 0));
      const grads = unflatten(
        huge.structure,
        huge.leaves.map(({ shape, data }) =>
          valueFrom(
            shape,
            Float32Array.from(data, (x) => x * 2 ** 110),
          ),
        ),
      );
      const norm = plainNorm(all(clipped(grads, 1e-12)));
      expect(Math.abs(norm - 1e-12)).toBeLessThan(1e-17);
    }),
  );
});

it('one number that is not finite makes all of them NaN, and none 0', () => {
  fc.assert(
    fc.property(
      treesOf(moderate),
      fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
      fc.nat(),
      (tree, bad, at) => {
        const { leaves, structure } = flattenValues(tree);
        const count = all(tree).length;
        fc.pre(count > 0);
        let seen = 0;
        const broken = unflatten(
          structure,
          leaves.map(({ shape, data }) =>
            valueFrom(
              shape,
              Float32Array.from(data, (x) => (seen++ === at % count ? bad : x)),
            ),
          ),
        );
        expect(all(clipped(broken, 1))).toEqual(new Array(count).fill(Number.NaN));
        expect(normOf(broken)).toBe(Math.abs(bad));
      },
    ),
  );
});
