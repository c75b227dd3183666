/** From pieces of work to steps: groups become kernels, results get their places, bodies become loops. */
import { sizeOf, stridesOf } from '../../../tensor/aval.ts';
import { planContraction } from '../contraction/plan.ts';
import type { Contraction } from '../contraction/spec.ts';
import type { Features, Kernel } from '../kernels/kernel.ts';
import { foldKernel } from '../map/fold.ts';
import { mapKernel, mapTail } from '../map/kernel.ts';
import type { MapSpec } from '../map/spec.ts';
import type { Address, Call, Step } from '../plan/steps.ts';
import { collect } from './collect.ts';
import { type FusedSpec, fuse } from './fuse.ts';
import { type Fused, type Group, groupsOf, isSameOrder, nodesOf, viewsOf } from './groups.ts';
import { schedule } from './schedule.ts';
import { beforeAll, bytesOf, type Level, type Storage, startOf } from './storage.ts';
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

const callOf = (kernel: Kernel, reads: readonly Address[], writes: readonly Address[]): Call => ({
  kind: 'call',
  kernel,
  args: [...reads, ...writes],
  reads: reads.map((_, i) => i),
  writes: writes.map((_, i) => reads.length + i),
});

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
    const { consts, carries, ys, length, reverse, body } = work;
    const loop = lowering.newLoop();
    storage.loops.set(loop, level + 1);
    const operand = (i: number): View => {
      const view = work.operands[i];
      if (view === undefined) throw new RangeError('wasm: a loop has all its operands');
      return view;
    };
    carries.forEach((carry, i) => {
      const view = operand(consts + i);
      if (sizeOf(view.shape) > 0)
        steps.push(copyCall(storage, view, whole(carry.id, carry.dtype, view.shape).strides, whereIs(carry)));
    });
    if (length === 0) return;
    const turn = (carry: Node, phase: number): View => {
      const [, ...shape] = carry.shape;
      const view = whole(carry.id, carry.dtype, shape);
      return { ...view, moves: [{ loop, kind: 'turn', stride: sizeOf(shape), phase }] };
    };
    const sliceOf = (view: View): View => {
      const [stride = 0, ...strides] = view.strides;
      const [, ...shape] = view.shape;
      if (view.splat !== undefined) return { ...view, shape, strides };
      return {
        ...view,
        shape,
        strides,
        offset: view.offset + (reverse ? (length - 1) * stride : 0),
        moves: [...view.moves, { loop, kind: 'step', stride: reverse ? -stride : stride, phase: 0 }],
      };
    };
    const inputs = [
      ...work.operands.slice(0, consts),
      ...carries.map((carry) => turn(carry, 0)),
      ...work.operands.slice(consts + carries.length).map(sliceOf),
    ];
    const inner: Step[] = [];
    const region = collect(body, inputs, storage);
    const places = [
      ...carries.map((carry) => turn(carry, 1)),
      ...ys.map((y) => sliceOf(whole(y.id, y.dtype, y.shape))),
    ];
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

/** A group as the tail of a product, if it can be. */
const tailOf = ({ contraction, out }: ContractionWork, group: Fused, isRead: (node: number) => boolean) => {
  // Of the product it may see only what is computed by then: the element that it is at.
  const seen = viewsOf(group).filter(({ node }) => node === out.id);
  if (!seen.every((view) => isSameOrder(view, out.shape))) return undefined;
  const fused: FusedSpec = fuse(group, isRead);
  if (fused.folds.length > 0 || !isRowMajor(contraction)) return undefined;
  const count = (axes: readonly { readonly size: number }[]) => axes.reduce((n, { size }) => n * size, 1);
  const tail = mapTail(
    fused.spec,
    count(contraction.batch) * count(contraction.rows),
    count(contraction.columns),
  );
  return tail === undefined ? undefined : { tail, fused };
};

/** Whether the numbers of rows and columns are those of the result's elements: not so for groups of a convolution. */
const isRowMajor = ({ batch, rows, columns }: Contraction): boolean => {
  const axes = [...batch, ...rows, ...columns];
  const packed = stridesOf(axes.map(({ size }) => size));
  return axes.every(({ size, c }, i) => size === 1 || c === packed[i]);
};

const fillKernel = (node: Node, value: number): Kernel =>
  mapKernel({
    sizes: [sizeOf(node.shape)],
    leaves: [],
    nodes: [],
    stores: [{ dtype: node.dtype, strides: [1], source: { kind: 'splat', value, dtype: node.dtype } }],
    folds: [],
  });

/** Copies a view to elements that lie by strides. */
const copyCall = (storage: Storage, view: View, strides: readonly number[], to: Address): Call => {
  const store = { dtype: view.dtype, strides };
  const spec: MapSpec =
    view.splat === undefined
      ? {
          sizes: view.shape,
          leaves: [{ dtype: view.dtype, strides: view.strides }],
          nodes: [],
          stores: [{ ...store, source: { kind: 'leaf', index: 0 } }],
          folds: [],
        }
      : {
          sizes: view.shape,
          leaves: [],
          nodes: [],
          stores: [{ ...store, source: { kind: 'splat', value: view.splat, dtype: view.dtype } }],
          folds: [],
        };
  return callOf(mapKernel(spec), view.splat === undefined ? [storage.address(view)] : [], [to]);
};
