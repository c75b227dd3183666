/**
 * Which pieces of work become one kernel. Elementwise work joins where its operand is computed, or where an operand is
 * read that it reads too; a reduction joins what it reduces. Groups have stages: every group is at a later stage than
 * all it reads, and only work of one stage joins, so no group can come to wait for itself.
 */
import { sizeOf } from '../../../tensor/aval.ts';
import { cutsOf, essentialCuts, isPacked, refine } from '../../strided/strided.ts';
import type { View } from './view.ts';
import { type FoldWork, type MapWork, madeBy, type Work } from './works.ts';

export interface Fused {
  readonly kind: 'fused';
  readonly members: readonly (MapWork | FoldWork)[];
  /** Where axes end, as counts of elements. */
  readonly cuts: readonly number[];
}

export interface Single {
  readonly kind: 'single';
  readonly work: Exclude<Work, MapWork | FoldWork>;
}

export type Group = Fused | Single;

interface Open {
  readonly stage: number;
  readonly members: (MapWork | FoldWork)[];
  cuts: readonly number[];
  readonly size: number;
  /** Nodes that are read from memory. */
  readonly reads: Set<number>;
  /** Of its reductions, where there are any: which runs of elements go. */
  reduced: string | undefined;
}

/** More operations than this in one loop do not stay in registers. */
const mostMembers = 48;

/** Whether a view shows a node's elements in the order in which they are computed. */
export const isSameOrder = (view: View, shape: readonly number[]): boolean =>
  view.offset === 0 && view.moves.length === 0 && sizeOf(view.shape) === sizeOf(shape) && isPacked(view);

/** Which elements a fold sums up, independent of how its axes are cut: starts and ends of reduced runs. */
const reducedRuns = (work: FoldWork): string => {
  const [{ shape }] = work.operands;
  let inner = 1;
  const runs: [number, number][] = [];
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const size = shape[axis] ?? 1;
    if (work.axes.includes(axis) && size > 1) {
      const last = runs.at(-1);
      if (last !== undefined && last[1] === inner) last[1] = inner * size;
      else runs.push([inner, inner * size]);
    }
    inner *= size;
  }
  return JSON.stringify(runs);
};

/** Groups work; the groups in an order in which none is before what it reads. */
export const groupsOf = (works: readonly Work[]): readonly Group[] => {
  const fusedOf = new Map<number, Open>();
  const stageAfter = new Map<number, number>();
  const readersOf = new Map<number, Set<Open>>();
  const shapes = new Map<number, readonly number[]>();
  const groups: { readonly stage: number; readonly group: Open | Single }[] = [];
  const stageOf = (view: View): number => stageAfter.get(view.node) ?? 0;

  /** The group in which an operand is computed at the index at which it is needed. */
  const computedIn = (view: View): Open | undefined => {
    const shape = shapes.get(view.node);
    const open = fusedOf.get(view.node);
    return open !== undefined && shape !== undefined && isSameOrder(view, shape) ? open : undefined;
  };

  const fits = (open: Open, stage: number, size: number, cuts: readonly number[], fold?: FoldWork): boolean =>
    open.stage === stage &&
    open.size === size &&
    open.members.length < mostMembers &&
    (fold === undefined || open.reduced === undefined || open.reduced === reducedRuns(fold)) &&
    refine(open.cuts, cuts) !== undefined;

  const join = (open: Open, work: MapWork | FoldWork, cuts: readonly number[]): void => {
    open.cuts = refine(open.cuts, cuts) ?? open.cuts;
    open.members.push(work);
    if (work.kind === 'fold') open.reduced = reducedRuns(work);
    for (const view of work.operands) {
      if (view.splat !== undefined || computedIn(view) === open) continue;
      open.reads.add(view.node);
      const readers = readersOf.get(view.node) ?? new Set();
      readers.add(open);
      readersOf.set(view.node, readers);
    }
    const { id, shape } = work.out;
    shapes.set(id, shape);
    if (work.kind === 'map') fusedOf.set(id, open);
    stageAfter.set(id, open.stage + 1);
  };

  const place = (work: MapWork | FoldWork): void => {
    const [first] = work.operands;
    const shape = work.kind === 'fold' ? (first?.shape ?? []) : work.out.shape;
    const size = sizeOf(shape);
    const needed = work.operands.filter(({ splat }) => splat === undefined);
    let cuts = work.kind === 'fold' ? cutsOf(shape) : [1, ...(size === 1 ? [] : [size])];
    for (const view of needed) cuts = refine(cuts, essentialCuts(view)) ?? cutsOf(shape);
    // As early as the operands allow: with those that are computed at the same index, after all others.
    const candidates = needed.map((view) => {
      const open = computedIn(view);
      return open !== undefined && open.size === size ? open.stage : stageOf(view);
    });
    const stage = Math.max(0, ...candidates);
    const homes = needed.flatMap((view) => {
      const open = computedIn(view);
      return open !== undefined && open.stage === stage ? [open] : [];
    });
    const fold = work.kind === 'fold' ? work : undefined;
    const [home, ...others] = new Set(homes);
    if (home !== undefined && others.length === 0 && fits(home, stage, size, cuts, fold)) {
      join(home, work, cuts);
      return;
    }
    if (home !== undefined) {
      // Two groups of one stage become one if they can; else the work waits for both.
      const merged = others.reduce<Open | undefined>(
        (into, other) => (into === undefined ? undefined : mergeOpen(into, other)),
        fits(home, stage, size, cuts, fold) ? home : undefined,
      );
      if (merged !== undefined && fits(merged, stage, size, cuts, fold)) {
        join(merged, work, cuts);
        return;
      }
      begin(stage + 1, work, size, cuts);
      return;
    }
    const sibling = needed
      .flatMap((view) => [...(readersOf.get(view.node) ?? [])])
      .find((open) => fits(open, stage, size, cuts, fold));
    if (sibling !== undefined) join(sibling, work, cuts);
    else begin(stage, work, size, cuts);
  };

  const begin = (stage: number, work: MapWork | FoldWork, size: number, cuts: readonly number[]): void => {
    const open: Open = { stage, members: [], cuts, size, reads: new Set(), reduced: undefined };
    groups.push({ stage, group: open });
    join(open, work, cuts);
  };

  const mergeOpen = (into: Open, other: Open): Open | undefined => {
    const cuts = refine(into.cuts, other.cuts);
    const sameFold =
      into.reduced === undefined || other.reduced === undefined || into.reduced === other.reduced;
    if (cuts === undefined || !sameFold || into.members.length + other.members.length >= mostMembers)
      return undefined;
    if (into.size !== other.size) return undefined;
    into.cuts = cuts;
    into.reduced ??= other.reduced;
    into.members.push(...other.members);
    for (const member of other.members) if (member.kind === 'map') fusedOf.set(member.out.id, into);
    for (const node of other.reads) {
      into.reads.add(node);
      readersOf.get(node)?.delete(other);
      readersOf.get(node)?.add(into);
    }
    other.members.length = 0;
    return into;
  };

  for (const work of works) {
    if (work.kind === 'map' || work.kind === 'fold') place(work);
    else {
      const stage = Math.max(0, ...work.operands.map(stageOf));
      groups.push({ stage, group: { kind: 'single', work } });
      for (const node of madeBy(work)) stageAfter.set(node.id, stage + 1);
    }
  }
  return groups
    .map(
      ({ group }): Group =>
        'members' in group ? { kind: 'fused', members: group.members, cuts: group.cuts } : group,
    )
    .filter((group) => group.kind === 'single' || group.members.length > 0);
};

/** The nodes that a group makes. */
export const nodesOf = (group: Group): readonly number[] =>
  (group.kind === 'single' ? madeBy(group.work) : group.members.map(({ out }) => out)).map(({ id }) => id);

/** The views that a group reads. */
export const viewsOf = (group: Group): readonly View[] =>
  group.kind === 'single' ? group.work.operands : group.members.flatMap(({ operands }) => operands);
