/** The order in which groups become steps, and which group follows a product block by block while it is in the cache. */
import { type Fused, type Group, nodesOf, viewsOf } from './groups.ts';
import type { ContractionWork } from './works.ts';

export interface Scheduled {
  readonly group: Group;
  /** Done with the product, block by block. */
  readonly tail?: Fused;
}

/**
 * Groups in an order in which none is before what it reads, as near to the order of the program as that allows.
 *
 * @param canFollow whether a group can be the tail of a product
 */
export const schedule = (
  groups: readonly Group[],
  canFollow: (product: ContractionWork, group: Fused) => boolean,
): readonly Scheduled[] => {
  const maker = new Map<number, number>();
  groups.forEach((group, i) => {
    for (const node of nodesOf(group)) maker.set(node, i);
  });
  const needs = groups.map((group, i) => {
    const makers = viewsOf(group).flatMap(({ node, splat }) => {
      const made = splat === undefined ? maker.get(node) : undefined;
      return made === undefined || made === i ? [] : [made];
    });
    return new Set(makers);
  });
  /** The group that does a group's work: itself, or the product it is the tail of. */
  const host = groups.map((_, i) => i);
  const tails = new Map<number, number>();

  const hostOf = (i: number): number => host[i] ?? i;
  const needsOfHost = (h: number): readonly number[] => {
    const tail = tails.get(h);
    const own = [...(needs[h] ?? [])];
    return (tail === undefined ? own : [...own, ...(needs[tail] ?? [])]).map(hostOf).filter((g) => g !== h);
  };
  /** Whether `from` has to wait for `target`. */
  const waitsFor = (from: number, target: number, seen = new Set<number>()): boolean => {
    if (from === target) return true;
    if (seen.has(from)) return false;
    seen.add(from);
    return needsOfHost(from).some((g) => waitsFor(g, target, seen));
  };

  groups.forEach((group, i) => {
    if (group.kind !== 'fused') return;
    const products = [...(needs[i] ?? [])]
      .filter((g) => {
        const made = groups[g];
        return (
          made?.kind === 'single' &&
          made.work.kind === 'contraction' &&
          !tails.has(g) &&
          canFollow(made.work, group)
        );
      })
      .sort((a, b) => b - a);
    const product = products.find((p) =>
      [...(needs[i] ?? [])].every((g) => g === p || !waitsFor(hostOf(g), p)),
    );
    if (product === undefined) return;
    tails.set(product, i);
    host[i] = product;
  });

  const order: Scheduled[] = [];
  const done = new Set<number>();
  const visit = (h: number): void => {
    if (done.has(h)) return;
    done.add(h);
    for (const g of needsOfHost(h)) visit(g);
    const group = groups[h];
    const tail = groups[tails.get(h) ?? -1];
    if (group !== undefined) order.push(tail?.kind === 'fused' ? { group, tail } : { group });
  };
  groups.forEach((_, i) => {
    visit(hostOf(i));
  });
  return order;
};
