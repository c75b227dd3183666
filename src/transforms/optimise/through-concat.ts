import { freeOf, other, type Pair, placeOf, sliceAxis, type Which, withSide } from './contraction.ts';
import type { Contract } from './rules.ts';
import type { Scene } from './scene.ts';

/**
 * A product with joined parts is the sum, or the join, of the products with each.
 *
 * ```text
 * dot(concat(a, b), w) contracted along the join  ⟶  dot(a, w[:k]) + dot(b, w[k:])
 * dot(concat(a, b), w) joined along a free axis   ⟶  concat(dot(a, w), dot(b, w))
 * ```
 *
 * Only where some part is gathered, repeated, or the same at every step of a loop; that it pays is found by trying.
 * Neighbours that gain nothing stay joined.
 */
export const throughConcat = (
  scene: Scene,
  pair: Pair,
  which: Which,
  path: readonly string[],
  contract: Contract,
): number | undefined => {
  const { into } = scene;
  const side = pair[which];
  const facing = pair[other(which)];
  const maker = into.definition(side.x);
  if (maker?.primitive !== 'concat') return undefined;
  const { axis } = maker.params;
  const parts = partsOf(scene, maker.inputs, axis, path);
  if (parts.length < 2) return undefined;
  const paired = side.contract.indexOf(axis);
  if (paired >= 0) {
    const along = facing.contract[paired] ?? -1;
    let start = 0;
    const products = parts.map((x) => {
      const stop = start + (into.aval(x).shape[axis] ?? 0);
      const cut = { ...facing, x: sliceAxis(scene, facing.x, along, start, stop, path) };
      start = stop;
      return contract(withSide(withSide(pair, which, { ...side, x }), other(which), cut));
    });
    return products.reduce((a, b) => into.apply('binary', { op: 'add' }, [a, b], path));
  }
  if (!freeOf(into, side).includes(axis)) return undefined;
  const products = parts.map((x) => contract(withSide(pair, which, { ...side, x })));
  return into.apply('concat', { axis: placeOf(into, pair, which, axis) }, products, path);
};

/** The parts, neighbours that gain nothing joined; without those that have no elements. */
const partsOf = (
  { into, isFixed }: Scene,
  inputs: readonly number[],
  axis: number,
  path: readonly string[],
): readonly number[] => {
  const gains = (n: number): boolean => {
    const primitive = into.definition(n)?.primitive;
    return primitive === 'gather' || primitive === 'broadcast' || isFixed(n);
  };
  const long = inputs.filter((n) => (into.aval(n).shape[axis] ?? 0) > 0);
  if (!long.some(gains)) return [];
  const groups: number[][] = [];
  for (const n of long) {
    const last = groups.at(-1);
    if (last === undefined || gains(n) || gains(last[0] ?? -1)) groups.push([n]);
    else last.push(n);
  }
  return groups.map((group) =>
    group.length === 1 ? (group[0] ?? -1) : into.apply('concat', { axis }, group, path),
  );
};
