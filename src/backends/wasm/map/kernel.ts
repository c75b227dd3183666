/** Fused elementwise work as a kernel, or as the tail of another. */

import { sizeOf } from '../../../tensor/aval.ts';
import { bytesPerElement } from '../../../tensor/dtype.ts';
import { type Axis, mergeAxes } from '../../strided/strided.ts';
import {
  call,
  forRange,
  type I32,
  i32,
  type Local,
  procedure,
  type Stmt,
  select,
  seq,
} from '../assembler/index.ts';
import { smaller } from '../kernels/arithmetic.ts';
import type { Kernel, Tail } from '../kernels/kernel.ts';
import { blockFunction, offsetBy, type Widths } from './block.ts';
import { keyOf } from './key.ts';
import { arraysOf, axesOf, type MapSpec, withAxes, workOf } from './spec.ts';

/** Elements that are done in one go. */
const blockSize = 4096;

/** A kernel for a spec without folds. */
export const mapKernel = (given: MapSpec): Kernel => {
  const merged = mergeAxes(axesOf(given));
  const none = { size: 1, strides: [] };
  const [rowAxis, columnAxis] = [merged.at(-2) ?? none, merged.at(-1) ?? none];
  const outer = merged.slice(0, -2);
  const [rows, columns] = [rowAxis.size, columnAxis.size];
  const spec = withAxes(given, [rowAxis, columnAxis]);
  const arrays = arraysOf(given);
  const columnUnits = Math.max(1, Math.floor(columns / blockSize));
  const columnBlock = 4 * Math.floor(columns / columnUnits / 4);
  const rowBlock = Math.max(1, Math.min(rows, Math.floor(blockSize / Math.max(1, columns))));
  const rowUnits = Math.ceil(rows / rowBlock);
  const units =
    sizeOf(given.sizes) === 0 ? 0 : sizeOf(outer.map(({ size }) => size)) * rowUnits * columnUnits;
  const key = keyOf('map', [merged, given.leaves.map(dtypeOf), given.nodes, given.stores.map(goes)]);
  const widths: Widths = { wide: columns >= 4, narrow: columns < 4 };
  return {
    key,
    pointers: arrays.length,
    units,
    work: workOf(given) * rowBlock * (columnUnits === 1 ? columns : columnBlock),
    scratch: 0,
    build: (site) => {
      const block = site.function(`${key} block`, () => blockFunction(site, spec, widths));
      return procedure(
        Array.from({ length: arrays.length + 3 }, () => 'i32' as const),
        (all, local) => {
          const pointers = all.slice(0, arrays.length);
          const [, first, end] = all.slice(arrays.length);
          if (first === undefined || end === undefined) throw new RangeError('map: a kernel has units');
          const [unit, rest, row, column] = [local('i32'), local('i32'), local('i32'), local('i32')];
          const places = outerPlaces(outer, arrays, pointers, rest, () => local('i32'));
          const body = seq(
            rest.set(unit.get),
            column.set(i32.mul(i32.rem_u(rest.get, i32.const(columnUnits)), i32.const(columnBlock))),
            rest.set(i32.div_u(rest.get, i32.const(columnUnits))),
            row.set(i32.mul(i32.rem_u(rest.get, i32.const(rowUnits)), i32.const(rowBlock))),
            rest.set(i32.div_u(rest.get, i32.const(rowUnits))),
            places.code,
            call(block, [
              ...places.addresses,
              row.get,
              smaller(i32.add(row.get, i32.const(rowBlock)), i32.const(rows)),
              column.get,
              columnUnits === 1
                ? i32.const(columns)
                : endOfColumns(column.get, columnBlock, columnUnits, columns),
            ]),
          );
          return forRange(unit, first.get, end.get, 1, body);
        },
      );
    },
  };
};

const dtypeOf = ({ dtype }: { readonly dtype: string }) => dtype;
const goes = ({ dtype, source }: MapSpec['stores'][number]) => [dtype, source];

/** The last block takes what is left. */
const endOfColumns = (column: I32, block: number, blocks: number, columns: number): I32 =>
  select(
    i32.const(columns),
    i32.add(column, i32.const(block)),
    i32.eq(column, i32.const((blocks - 1) * block)),
  );

/** The addresses at an index of the outer axes, which `rest` numbers. */
export const outerPlaces = (
  outer: readonly { readonly size: number; readonly strides: readonly number[] }[],
  arrays: readonly { readonly dtype: keyof typeof bytesPerElement }[],
  pointers: readonly Local<'i32'>[],
  rest: Local<'i32'>,
  local: () => Local<'i32'>,
): { readonly code: Stmt; readonly addresses: readonly I32[] } => {
  if (outer.length === 0) return { code: seq(), addresses: pointers.map(({ get }) => get) };
  const places = pointers.map(() => local());
  const index = local();
  const code: Stmt[] = places.map((place, i) => place.set(pointers[i]?.get ?? rest.get));
  outer.toReversed().forEach(({ size, strides }, i) => {
    const isOutermost = i === outer.length - 1;
    code.push(index.set(isOutermost ? rest.get : i32.rem_u(rest.get, i32.const(size))));
    places.forEach((place, array) => {
      const bytes = (strides[array] ?? 0) * bytesPerElement[arrays[array]?.dtype ?? 'f32'];
      if (bytes !== 0) code.push(place.set(offsetBy(place.get, index.get, bytes)));
    });
    if (!isOutermost) code.push(rest.set(i32.div_u(rest.get, i32.const(size))));
  });
  return { code: seq(...code), addresses: places.map(({ get }) => get) };
};

/**
 * The same as the tail of a kernel that makes a matrix of `rows` × `columns`, if strides over rows and columns can say
 * where everything is.
 */
export const mapTail = (given: MapSpec, rows: number, columns: number): Tail | undefined => {
  const arrays = arraysOf(given);
  const axes = matrixAxes(given, rows, columns);
  if (axes === undefined) return undefined;
  const spec = withAxes(given, axes);
  const key = keyOf('tail', [axes, given.leaves.map(dtypeOf), given.nodes, given.stores.map(goes)]);
  return {
    key,
    pointers: arrays.length,
    work: workOf(given),
    run: (site, pointers, { rowStart, rowEnd, columnStart, columnEnd }) =>
      call(
        site.function(key, () => blockFunction(site, spec, { wide: columns >= 4, narrow: true })),
        [...pointers, rowStart, rowEnd, columnStart, columnEnd],
      ),
  };
};

/** The box as two axes: as many elements as there are rows, and as many as there are columns. */
const matrixAxes = (spec: MapSpec, rows: number, columns: number) => {
  if (sizeOf(spec.sizes) !== rows * columns || columns === 0) return undefined;
  const inner: Axis[] = [];
  const outer: Axis[] = [];
  let left = columns;
  for (const axis of axesOf(spec).toReversed()) {
    // An axis that goes on beyond the columns is two.
    const part = Math.min(axis.size, left);
    if (left % part !== 0 || axis.size % part !== 0) return undefined;
    left /= part;
    inner.unshift({ size: part, strides: axis.strides });
    outer.unshift({ size: axis.size / part, strides: axis.strides.map((stride) => stride * part) });
  }
  const none = { size: 1, strides: arraysOf(spec).map(() => 0) };
  const [row = none, ...moreRows] = mergeAxes(outer);
  const [column = none, ...moreColumns] = mergeAxes(inner);
  return moreRows.length + moreColumns.length > 0 ? undefined : [row, column];
};
