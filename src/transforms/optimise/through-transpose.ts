import { both, freeOf, type Pair, type Which, withSide } from './contraction.ts';
import type { Contract } from './rules.ts';
import type { Scene } from './scene.ts';

/**
 * A product knows its axes by number, so it can take them in any order.
 *
 * ```text
 * dot(transpose(x), w)  ⟶  dot(x, w), transposed where its free axes are in another order
 * ```
 */
export const throughTranspose = (
  { into }: Scene,
  pair: Pair,
  which: Which,
  path: readonly string[],
  contract: Contract,
): number | undefined => {
  const side = pair[which];
  const maker = into.definition(side.x);
  if (maker?.primitive !== 'transpose') return undefined;
  const { permutation } = maker.params;
  const [x = -1] = maker.inputs;
  const renamed = (axes: readonly number[]) => axes.map((axis) => permutation[axis] ?? -1);
  const straight = withSide(pair, which, { x, batch: renamed(side.batch), contract: renamed(side.contract) });
  const result = contract(straight);
  const wanted = renamed(freeOf(into, side));
  const given = freeOf(into, straight[which]);
  const lead = pair[0].batch.length;
  const order = both.flatMap((w) => {
    const start = w === 0 ? lead : lead + freeOf(into, straight[0]).length;
    return w === which
      ? wanted.map((axis) => start + given.indexOf(axis))
      : freeOf(into, pair[w]).map((_, i) => start + i);
  });
  const all = [...Array.from({ length: lead }, (_, i) => i), ...order];
  return all.every((axis, i) => axis === i)
    ? result
    : into.apply('transpose', { permutation: all }, [result], path);
};
