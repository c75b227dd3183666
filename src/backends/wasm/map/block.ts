/** A block of rows and columns of a box: the loops around fused elementwise work. */

import { bytesPerElement } from '../../../tensor/dtype.ts';
import {
  doWhile,
  type FunctionCode,
  forRange,
  type I32,
  i32,
  type Local,
  type Locals,
  procedure,
  type Stmt,
  select,
  seq,
  when,
} from '../assembler/index.ts';
import type { Site } from '../kernels/kernel.ts';
import { type Kit, kitOf } from '../kernels/kit.ts';
import { compute } from './compute.ts';
import { loadLanes, loadSplat, storeLanes, type Width } from './elements.ts';
import { arraysOf, type MapSpec, type Walked } from './spec.ts';

/** Which widths of blocks are asked for: at least four columns, fewer, or both. */
export interface Widths {
  readonly wide: boolean;
  readonly narrow: boolean;
}

const bytesAlong = ({ dtype, strides }: Walked, axis: number): number =>
  (strides[axis] ?? 0) * bytesPerElement[dtype];

/** `address + index · bytes`. */
export const offsetBy = (address: I32, index: I32, bytes: number): I32 =>
  bytes === 0 ? address : i32.add(address, bytes === 1 ? index : i32.mul(index, i32.const(bytes)));

/**
 * The procedure (…pointers, row, end of rows, column, end of columns), for a spec of two axes and no folds. Columns go
 * by fours; the last four of a row reach back over some that were done, which changes nothing.
 */
export const blockFunction = (site: Site, spec: MapSpec, widths: Widths): FunctionCode => {
  const count = arraysOf(spec).length;
  const params = Array.from({ length: count + 4 }, () => 'i32' as const);
  return procedure(params, (all, local) => {
    const kit = kitOf(site, local);
    const pointers = all.slice(0, count);
    const [row0, row1, column0, column1] = all.slice(count);
    if (row0 === undefined || row1 === undefined || column0 === undefined || column1 === undefined)
      throw new RangeError('map: a block has four bounds');
    const row = local('i32');
    const wide = widths.wide
      ? columnsBy(4, kit, local, spec, pointers, row, column0.get, column1.get)
      : undefined;
    const narrow = widths.narrow
      ? columnsBy(1, kit, local, spec, pointers, row, column0.get, column1.get)
      : undefined;
    const columns =
      wide !== undefined && narrow !== undefined
        ? when(i32.ge_s(i32.sub(column1.get, column0.get), i32.const(4)), wide, narrow)
        : (wide ?? narrow);
    if (columns === undefined) throw new RangeError('map: a block has some width');
    return seq(
      kit.prelude(),
      when(i32.lt_s(column0.get, column1.get), forRange(row, row0.get, row1.get, 1, columns)),
    );
  });
};

const columnsBy = (
  width: Width,
  kit: Kit,
  local: Locals,
  spec: MapSpec,
  pointers: readonly Local<'i32'>[],
  row: Local<'i32'>,
  column0: I32,
  column1: I32,
): Stmt => {
  const arrays = arraysOf(spec);
  const [next, column] = [local('i32'), local('i32')];
  // Addresses of the row's beginning.
  const rows = arrays.map((array, i) => {
    const pointer = pointers[i];
    if (pointer === undefined) throw new RangeError('map: every array has a pointer');
    const start = local('i32');
    return { start: start.get, set: start.set(offsetBy(pointer.get, row.get, bytesAlong(array, 0))) };
  });
  const addressOf = (i: number, array: Walked): I32 =>
    offsetBy(rows[i]?.start ?? column0, column.get, bytesAlong(array, 1));
  const leaves = spec.leaves.map((leaf, i) => {
    const start = rows[i]?.start ?? column0;
    const repeats = leaf.strides[1] === 0;
    const value = kit.named(
      repeats
        ? loadSplat(kit, leaf.dtype, start)
        : loadLanes(kit, leaf.dtype, addressOf(i, leaf), leaf.strides[1] ?? 0, width),
    );
    return { repeats, value };
  });
  const { code, operand } = compute(
    kit,
    spec,
    leaves.map(({ value }) => value.get),
  );
  const stores = spec.stores.map((store, i) =>
    storeLanes(
      kit,
      store.dtype,
      addressOf(spec.leaves.length + i, store),
      store.strides[1] ?? 0,
      width,
      operand(store.source),
    ),
  );
  const loads = (repeated: boolean) =>
    leaves.filter(({ repeats }) => repeats === repeated).map(({ value }) => value.set);
  const last = i32.sub(column1, i32.const(4));
  const at = width === 1 ? next.get : select(next.get, last, i32.lt_s(next.get, last));
  return seq(
    ...rows.map(({ set }) => set),
    ...loads(true),
    next.set(column0),
    doWhile(
      seq(column.set(at), ...loads(false), code, ...stores, next.set(i32.add(next.get, i32.const(width)))),
      i32.lt_s(next.get, column1),
    ),
  );
};
