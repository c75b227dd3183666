import { freeOf, other, type Pair, placeOf, type Which, without, withSide } from './contraction.ts';
import type { Contract } from './rules.ts';
import type { Scene } from './scene.ts';

/**
 * A product with what repeats is computed once.
 *
 * ```text
 * dot(broadcast(x), w)                                  ⟶  broadcast(dot(x, w))      the repeated axes are free
 * dot(broadcast(x), g) contracted over repeated axes    ⟶  dot(x, reduce_sum(g))
 * ```
 *
 * Axes of size 0 stay: a sum of nothing is 0, and 0 · ∞ is not.
 */
export const throughBroadcast = (
  { into }: Scene,
  pair: Pair,
  which: Which,
  path: readonly string[],
  contract: Contract,
): number | undefined => {
  const side = pair[which];
  const maker = into.definition(side.x);
  if (maker?.primitive !== 'broadcast') return undefined;
  const { shape, axes } = maker.params;
  const [x = -1] = maker.inputs;
  const free = freeOf(into, side);
  const repeated = shape.flatMap((n, axis) =>
    !axes.includes(axis) && n > 1 && !side.batch.includes(axis) ? [axis] : [],
  );
  if (repeated.length === 0) return undefined;

  // What is left is repeated by a smaller broadcast, which may be none at all.
  const kept = shape.filter((_, axis) => !repeated.includes(axis));
  const source =
    kept.length === axes.length
      ? x
      : into.apply('broadcast', { shape: kept, axes: without(axes, repeated) }, [x], path);
  const facing = pair[other(which)];
  const over = side.contract.flatMap((axis, i) =>
    repeated.includes(axis) ? [facing.contract[i] ?? -1] : [],
  );
  const summed =
    over.length === 0
      ? facing
      : {
          x: into.apply('reduce', { op: 'sum', axes: over.toSorted((a, b) => a - b) }, [facing.x], path),
          batch: without(facing.batch, over),
          contract: without(facing.contract, over),
        };
  const narrow = {
    x: source,
    batch: without(side.batch, repeated),
    contract: without(side.contract, repeated),
  };
  const result = contract(withSide(withSide(pair, which, narrow), other(which), summed));
  const back = free.filter((axis) => repeated.includes(axis)).map((axis) => placeOf(into, pair, which, axis));
  if (back.length === 0) return result;
  const made = into.aval(result).shape;
  const out = Array.from({ length: made.length + back.length }, (_, i) => i).filter((i) => !back.includes(i));
  const full = out.reduce<readonly number[]>(
    (sizes, axis, i) => sizes.with(axis, made[i] ?? 0),
    Array.from({ length: made.length + back.length }, (_, i) => {
      const axis = free.find((f) => placeOf(into, pair, which, f) === i);
      return axis === undefined ? 0 : (shape[axis] ?? 0);
    }),
  );
  return into.apply('broadcast', { shape: full, axes: out }, [result], path);
};
