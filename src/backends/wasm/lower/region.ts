/** From pieces of work to steps: groups become kernels, results get their places, bodies become loops. */
import { sizeOf } from '../../../tensor/aval.ts';
import { type Contraction, planContraction } from '../contraction/index.ts';
import type { Features, Kernel } from '../kernels/kernel.ts';
import { foldKernel } from '../map/fold.ts';
import { mapKernel } from '../map/kernel.ts';
import type { Address, Step } from '../plan/steps.ts';
import { callOf, copyCall, fillKernel } from './calls.ts';
import { collect } from './collect.ts';
import { fuse } from './fuse.ts';
import { type Fused, type Group, groupsOf, isSameOrder, nodesOf, viewsOf } from './groups.ts';
import { loopViews } from './loops.ts';
import { schedule } from './schedule.ts';
import { beforeAll, bytesOf, type Level, type Storage, startOf } from './storage.ts';
import { tailOf } from './tails.ts';
import { type View, whole } from './view.ts';
import type { AssembleWork, ContractionWork, KernelWork, LoopWork, Node, Region, Work } from './works.ts';

/** Where steps go: those before all, then for each loop around the present one its own. */
export interface Scopes {
  readonly prepare: Step[];
  /** `at[level]`: the run's steps, its loop's, … */
  readonly at: readonly Step[][];
}

export interface Lowering {
  readonly storage: Storage;
  readonly features: Features;
  /** Where packed operands are, by what was packed how. */
  readonly packs: Map<string, Address>;
  readonly newLoop: () => number;
}

/** A result and the place where it is wanted. */
export interface Wanted {
  readonly view: View;
  readonly at: Address;
}

/** More than this is not computed ahead and kept. */
const mostBytesAhead = 2 ** 26;

/** Lowers a region; its results end up where they are wanted. */
export const lowerRegion = (
  lowering: Lowering,
  scopes: Scopes,
  { works }: Pick<Region, 'works'>,
  wanted: readonly Wanted[],
): void => {
  const { storage } = lowering;
  const level: Level = scopes.at.length - 1;
  const bound = new Map<number, Address>();
  const copies: Work[] = [];
  const shapeOf = new Map<number, readonly number[]>();
  for (const work of works) {
    if (work.kind !== 'loop') shapeOf.set(work.out.id, work.out.shape);
    else for (const y of work.ys) shapeOf.set(y.id, y.shape);
  }
  for (const { view, at } of wanted) {
    if (sizeOf(view.shape) === 0) continue;
    const shape = shapeOf.get(view.node);
    if (shape !== undefined && isSameOrder(view, shape) && view.splat === undefined && !bound.has(view.node))
      bound.set(view.node, at);
    else {
      const out = storage.make(view.dtype, view.shape);
      bound.set(out.id, at);
      copies.push({ kind: 'map', op: { kind: 'copy' }, dtype: view.dtype, operands: [view], out });
    }
  }

  const groups = groupsOf([...works, ...copies]);
  const read = readNodes(groups, new Set(bound.keys()));

  /** Whether a group can be computed once, before all runs: from constants only, and not too large to keep. */
  const isAhead = (group: Group, nodes: readonly Node[]): boolean => {
    const own = new Set(nodesOf(group));
    return (
      viewsOf(group).every(
        (view) => view.splat !== undefined || own.has(view.node) || storage.level(view) === beforeAll,
      ) &&
      nodes.every((node) => !bound.has(node.id)) &&
      nodes.reduce((sum, node) => sum + bytesOf(node), 0) <= mostBytesAhead &&
      !(group.kind === 'single' && group.work.kind === 'loop')
    );
  };

  /** Settles where a group's results are, and gives the list of steps that it belongs to. */
  const settle = (group: Group, nodes: readonly Node[]): Step[] => {
    const ahead = isAhead(group, nodes);
    for (const node of nodes) {
      if (storage.isSettled(node.id)) continue;
      const at = bound.get(node.id) ?? startOf(storage.buffer(bytesOf(node)));
      storage.settle(node.id, at, ahead ? beforeAll : level);
    }
    return ahead ? scopes.prepare : (scopes.at[level] ?? scopes.prepare);
  };

  const whereIs = (node: Node): Address => storage.address(whole(node.id, node.dtype, node.shape));

  const emitFused = (group: Fused): void => {
    const fused = fuse(group, (node) => read.has(node));
    if (fused.stores.length + fused.folds.length === 0) return;
    const steps = settle(group, [...fused.stores, ...fused.folds]);
    const kernel = fused.folds.length > 0 ? foldKernel(fused.spec) : mapKernel(fused.spec);
    steps.push(
      callOf(kernel, fused.leaves.map(storage.address), [...fused.stores, ...fused.folds].map(whereIs)),
    );
  };

  const emitContraction = (work: ContractionWork, group: Group, follower: Fused | undefined): void => {
    const steps = settle(group, [work.out]);
    const [a, b] = work.operands;
    const found = follower === undefined ? undefined : tailOf(work, follower, (n) => read.has(n));
    // A tail is done where its product is: not in each run, if that is done once.
    const isApart =
      follower !== undefined && found !== undefined && settle(follower, found.fused.stores) !== steps;
    const tail = isApart ? undefined : found;
    const spec: Contraction =
      tail === undefined ? work.contraction : { ...work.contraction, tail: tail.tail };
    const levelOfB = storage.level(b);
    const here = steps === scopes.prepare ? beforeAll : level;
    const { pack, packedBytes, run } = planContraction(spec, lowering.features, { fixedB: levelOfB < here });
    const packed = pack === undefined ? storage.address(b) : packedOnce(b, levelOfB, pack, packedBytes);
    const before = [storage.address(a), packed, whereIs(work.out)];
    const leaves = tail?.fused.leaves.map(storage.address) ?? [];
    const stores = tail?.fused.stores.map(whereIs) ?? [];
    steps.push({
      kind: 'call',
      kernel: run,
      args: [...before, ...leaves, ...stores],
      reads: [0, 1, ...leaves.map((_, i) => before.length + i)],
      writes: [2, ...stores.map((_, i) => before.length + leaves.length + i)],
    });
    if (isApart) emitFused(follower);
  };

  const packedOnce = (b: View, levelOfB: Level, pack: Kernel, bytes: number): Address => {
    const key = `${JSON.stringify([b.node, b.offset, b.moves])} ${pack.key}`;
    const known = lowering.packs.get(key);
    if (known !== undefined) return known;
    const at = startOf(storage.buffer(bytes));
    const steps = levelOfB === beforeAll ? scopes.prepare : (scopes.at[levelOfB] ?? scopes.prepare);
    steps.push(callOf(pack, [storage.address(b)], [at]));
    lowering.packs.set(key, at);
    return at;
  };

  const emitKernel = (work: KernelWork, group: Group): void => {
    const steps = settle(group, [work.out]);
    steps.push(callOf(work.kernel, work.operands.map(storage.address), [whereIs(work.out)]));
  };

  const emitAssemble = (work: AssembleWork, group: Group): void => {
    const steps = settle(group, [work.out]);
    const at = whereIs(work.out);
    if (work.fill !== undefined) steps.push(callOf(fillKernel(work.out, work.fill), [], [at]));
    work.operands.forEach((view, i) => {
      const place = work.places[i];
      if (place !== undefined) steps.push(copyCall(storage, view, place.strides, storage.address(place)));
    });
  };

  const emitLoop = (work: LoopWork, group: Group): void => {
    const steps = settle(group, [...work.carries, ...work.ys]);
    const { consts, carries, length } = work;
    const loop = lowering.newLoop();
    storage.loops.set(loop, level + 1);
    carries.forEach((carry, i) => {
      const view = work.operands[consts + i];
      if (view !== undefined && sizeOf(view.shape) > 0)
        steps.push(copyCall(storage, view, whole(carry.id, carry.dtype, view.shape).strides, whereIs(carry)));
    });
    if (length === 0) return;
    const inner: Step[] = [];
    const { inputs, places } = loopViews(work, loop);
    const region = collect(work.body, inputs, storage);
    const results = region.outputs.map((view, i): Wanted => {
      const place = places[i];
      if (place === undefined) throw new RangeError('wasm: every result of a body has a place');
      return { view, at: storage.address(place) };
    });
    lowerRegion(lowering, { prepare: scopes.prepare, at: [...scopes.at, inner] }, region, results);
    if (inner.length > 0) steps.push({ kind: 'loop', loop, length, body: inner });
  };

  for (const { group, tail } of schedule(
    groups,
    (work, fused) => tailOf(work, fused, (n) => read.has(n)) !== undefined,
  )) {
    if (group.kind === 'fused') emitFused(group);
    else if (group.work.kind === 'contraction') emitContraction(group.work, group, tail);
    else if (group.work.kind === 'kernel') emitKernel(group.work, group);
    else if (group.work.kind === 'assemble') emitAssemble(group.work, group);
    else emitLoop(group.work, group);
  }
};

/** The nodes that have to be in memory: read by another group than their own, or wanted. */
const readNodes = (groups: readonly Group[], wanted: ReadonlySet<number>): ReadonlySet<number> => {
  const read = new Set(wanted);
  for (const group of groups) {
    const own = new Set(nodesOf(group));
    for (const view of viewsOf(group))
      if (!own.has(view.node) || group.kind === 'single') read.add(view.node);
  }
  return read;
};
