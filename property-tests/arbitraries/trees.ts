import fc from 'fast-check';
import type { DType } from '../../src/tensor/dtype.ts';
import type { Structure } from '../../src/tensor/tree.ts';

/** Random trees: a leaf, lists, records, nested, now and then without any leaf. */
export const structures: fc.Arbitrary<Structure> = fc.letrec<{
  tree: Structure;
  branch: Structure;
  leaf: Structure;
}>((tie) => ({
  leaf: fc.constant({ kind: 'leaf' } as const),
  branch: fc.oneof(
    fc
      .array(tie('tree'), { maxLength: 3 })
      .map(
        (list) =>
          ({ kind: 'branch', list: true, branches: list.map((x, i) => [String(i), x] as const) }) as const,
      ),
    fc
      .dictionary(fc.constantFrom('h', 'c', 'weight', 'z'), tie('tree'), { maxKeys: 3 })
      .map((record) => ({ kind: 'branch', list: false, branches: Object.entries(record) }) as const),
  ),
  tree: fc.oneof({ depthSize: 'small', withCrossShrink: true }, tie('leaf'), tie('branch')),
})).tree;

/** How many leaves a structure holds. */
export const leafCount = (structure: Structure): number =>
  structure.kind === 'leaf' ? 1 : structure.branches.reduce((n, [, branch]) => n + leafCount(branch), 0);

/** A leaf's type. */
export interface LeafType {
  readonly dtype: DType;
  readonly shape: readonly number[];
}

/** A structure with types for its leaves. */
export interface TypedTree {
  readonly structure: Structure;
  readonly types: readonly LeafType[];
}

const shapes = fc.array(fc.constantFrom(2, 1, 3, 0), { maxLength: 2 });

/** Trees of tensors of these types; with at least so many leaves. */
export const typedTrees = (least = 0, ...dtypes: readonly DType[]): fc.Arbitrary<TypedTree> =>
  structures
    .filter((structure) => leafCount(structure) >= least && leafCount(structure) <= 5)
    .chain((structure) => {
      const n = leafCount(structure);
      return fc
        .array(
          fc.record({
            dtype: fc.constantFrom<DType[]>(
              ...(dtypes.length > 0 ? dtypes : (['f32', 'i32', 'bool'] as const)),
            ),
            shape: shapes,
          }),
          {
            minLength: n,
            maxLength: n,
          },
        )
        .map((types) => ({ structure, types }));
    });
