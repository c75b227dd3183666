import { freeOf, other, type Pair, placeOf, type Which, withSide } from './contraction.ts';
import { coversAll, isPlain } from './indices.ts';
import type { Contract } from './rules.ts';
import type { Scene } from './scene.ts';

/**
 * A product of gathered rows is computed once for each row that there is.
 *
 * ```text
 * dot(gather(v, i), w)                              ⟶  gather(dot(v, w), i)          the rows are free
 * dot(gather(v, i), g) contracted over the rows     ⟶  dot(v, scatterAdd(g, i))
 * ```
 *
 * The first holds for indices outside too: a row of NaN gives one. The second needs each row of v named, by known
 * indices: what is ∞ in a row that nothing names would meet 0.
 */
export const throughGather = (
  scene: Scene,
  pair: Pair,
  which: Which,
  path: readonly string[],
  contract: Contract,
): number | undefined => {
  const { into } = scene;
  const side = pair[which];
  const maker = into.definition(side.x);
  if (maker?.primitive !== 'gather' || !isPlain(into, maker)) return undefined;
  const [v = -1, indices = -1] = maker.inputs;
  const { axis } = maker.params;
  const rows = into.aval(v).shape[axis] ?? 0;
  if (rows >= (into.aval(indices).shape[0] ?? 0)) return undefined;
  const moved = withSide(pair, which, { ...side, x: v });
  if (freeOf(into, side).includes(axis)) {
    const place = placeOf(into, pair, which, axis);
    return into.apply('gather', { axis: place, batch: 0 }, [contract(moved), indices], path);
  }
  const paired = side.contract.indexOf(axis);
  const facing = pair[other(which)];
  const along = facing.contract[paired];
  if (along === undefined || !coversAll(into, indices, rows)) return undefined;
  const summed = into.apply('scatterAdd', { axis: along, batch: 0, size: rows }, [facing.x, indices], path);
  return contract(withSide(moved, other(which), { ...facing, x: summed }));
};
