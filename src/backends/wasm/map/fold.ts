/** Fused elementwise work whose results are reduced: sums, maxima and minima along axes, or over windows. */

import { sizeOf } from '../../../tensor/aval.ts';
import { type Axis, mergeAxes } from '../../strided/strided.ts';
import { doWhile, forRange, i32, procedure, type Stmt, seq } from '../assembler/index.ts';
import { smaller } from '../kernels/arithmetic.ts';
import type { Kernel } from '../kernels/kernel.ts';
import { kitOf } from '../kernels/kit.ts';
import { accumulator } from './accumulate.ts';
import { offsetBy } from './block.ts';
import { storeLanes, type Width } from './elements.ts';
import { outerPlaces } from './kernel.ts';
import { keyOf } from './key.ts';
import { arraysOf, axesOf, type MapSpec, withAxes, workOf } from './spec.ts';
import { addressOf, bytesOf, overReduced, visit, type Walk } from './walk.ts';

const product = (axes: readonly Axis[]): number => sizeOf(axes.map(({ size }) => size));

/** The axes of a fold in the order in which they are walked. */
interface Order {
  /** Whose results are apart: a unit for each index. */
  readonly kept: readonly Axis[];
  /** What lies along the lanes: a kept axis, in blocks, or a reduced one. */
  readonly lane: Axis;
  readonly laneIsKept: boolean;
  readonly reduced: readonly Axis[];
}

/** The axis along which most leaves lie element beside element goes along the lanes. */
const orderOf = (spec: MapSpec): Order => {
  const axes = mergeAxes(axesOf(spec));
  const firstFold = spec.leaves.length + spec.stores.length;
  const isKept = ({ strides }: Axis): boolean => strides.slice(firstFold).some((stride) => stride !== 0);
  const near = ({ strides }: Axis): number => strides.filter((stride) => stride === 1).length;
  const none: Axis = { size: 1, strides: arraysOf(spec).map(() => 0) };
  const wide = axes.filter(({ size }) => size >= 4);
  const lane =
    [...wide].sort((a, b) => near(b) - near(a) || b.size - a.size)[0] ??
    axes.find((axis) => !isKept(axis)) ??
    none;
  return {
    kept: axes.filter((axis) => axis !== lane && isKept(axis)),
    lane,
    laneIsKept: isKept(lane),
    reduced: axes.filter((axis) => axis !== lane && !isKept(axis)),
  };
};

/** A kernel for a spec with folds. */
export const foldKernel = (given: MapSpec): Kernel => {
  const order = orderOf(given);
  const { kept, lane, laneIsKept, reduced } = order;
  const lanes = !laneIsKept ? 1 : lane.size >= 16 ? 16 : lane.size >= 8 ? 8 : lane.size >= 4 ? 4 : 1;
  const blocks = laneIsKept ? Math.ceil(lane.size / lanes) : 1;
  const arrays = arraysOf(given);
  const key = keyOf('fold', [
    order,
    given.leaves.map(({ dtype }) => dtype),
    given.nodes,
    given.stores.map(goes),
    given.folds.map((fold) => [fold.op, goes(fold)]),
  ]);
  return {
    key,
    pointers: arrays.length,
    units: product(kept) * blocks,
    work: workOf(given) * product(reduced) * (laneIsKept ? lanes : lane.size),
    scratch: 0,
    build: (site) =>
      procedure(
        Array.from({ length: arrays.length + 3 }, () => 'i32' as const),
        (all, local) => {
          const kit = kitOf(site, local);
          const pointers = all.slice(0, arrays.length);
          const [, first, end] = all.slice(arrays.length);
          if (first === undefined || end === undefined) throw new RangeError('fold: a kernel has units');
          const [unit, rest, column] = [local('i32'), local('i32'), local('i32')];
          const places = outerPlaces(kept, arrays, pointers, rest, () => local('i32'));
          // Addresses that move while the reduced axes are walked.
          const moving = arrays.map(() => local('i32'));
          const walk: Walk = { kit, local, spec: withAxes(given, [lane]), reduced, moving, arrays };
          const atColumn = moving.map((address, i) => {
            const bytes = laneIsKept ? (lane.strides[i] ?? 0) * bytesOf(arrays[i]) : 0;
            return address.set(offsetBy(places.addresses[i] ?? rest.get, column.get, bytes));
          });
          const work = laneIsKept ? alongKept(walk, lanes) : alongReduced(walk, lane.size);
          const lastBlock = i32.const(lane.size - lanes);
          const body = seq(
            rest.set(unit.get),
            ...(blocks === 1
              ? [column.set(i32.const(0))]
              : [
                  column.set(i32.mul(i32.rem_u(rest.get, i32.const(blocks)), i32.const(lanes))),
                  // The last block reaches back over some that are done: the same numbers again.
                  column.set(smaller(column.get, lastBlock)),
                  rest.set(i32.div_u(rest.get, i32.const(blocks))),
                ]),
            places.code,
            ...atColumn,
            work,
          );
          const loop = forRange(unit, first.get, end.get, 1, body);
          return seq(kit.prelude(), loop);
        },
      ),
  };
};

const goes = ({ dtype, source }: MapSpec['stores'][number]) => [dtype, source];
const alongKept = (walk: Walk, lanes: number): Stmt => {
  const { kit, local, spec } = walk;
  const width: Width = lanes === 1 ? 1 : 4;
  const vectors = Math.max(1, lanes / 4);
  const sums = Array.from({ length: vectors }, () =>
    spec.folds.map(({ op, dtype }) => accumulator(kit, local, op, dtype)),
  );
  const body = seq(
    ...sums.map((folds, v) => visit(walk, width, 4 * v, (i, value) => folds[i]?.add(value, false) ?? seq())),
  );
  const results = sums.flatMap((folds, v) =>
    folds.map((sum, i) => {
      const fold = spec.folds[i];
      const [address] = addressOf(walk, spec.leaves.length + spec.stores.length + i, 4 * v);
      return fold === undefined
        ? seq()
        : storeLanes(kit, fold.dtype, address, fold.strides[0] ?? 0, width, sum.lanes());
    }),
  );
  return seq(...sums.flat().map(({ start }) => start), overReduced(walk, body), ...results);
};

const alongReduced = (walk: Walk, size: number): Stmt => {
  const { kit, local, spec, moving, arrays } = walk;
  const sums = spec.folds.map(({ op, dtype }) => accumulator(kit, local, op, dtype));
  const stepBy = (elements: number): readonly Stmt[] =>
    moving.flatMap((address, i) => {
      const bytes = elements * (arraysOf(spec)[i]?.strides[0] ?? 0) * bytesOf(arrays[i]);
      return bytes === 0 ? [] : [address.set(i32.add(address.get, i32.const(bytes)))];
    });
  const run = (width: Width, times: number): Stmt => {
    if (times === 0) return seq();
    const left = local('i32');
    const once = visit(walk, width, 0, (i, value) => sums[i]?.add(value, width === 1) ?? seq());
    return seq(
      left.set(i32.const(times)),
      doWhile(seq(once, ...stepBy(width), left.set(i32.sub(left.get, i32.const(1)))), left.get),
    );
  };
  const body = seq(run(4, Math.floor(size / 4)), run(1, size % 4), ...stepBy(-size));
  const results = sums.map((sum, i) => {
    const fold = spec.folds[i];
    const [address] = addressOf(walk, spec.leaves.length + spec.stores.length + i, 0);
    return fold === undefined ? seq() : storeLanes(kit, fold.dtype, address, 1, 1, sum.total());
  });
  return seq(...sums.map(({ start }) => start), overReduced(walk, body), ...results);
};
