/** Rows added up by their numbers. */
import { type Aval, sizeOf } from '../../../tensor/aval.ts';
import type { Params } from '../../../tensor/primitives.ts';
import {
  forRange,
  i32,
  loopWhile,
  memory,
  nop,
  procedure,
  type Stmt,
  seq,
  v128,
  when,
} from '../assembler/index.ts';
import { advance, modulo, over, plus, smaller, times } from './arithmetic.ts';
import { bytesOf, sumsOf } from './elements.ts';
import type { Kernel } from './kernel.ts';

/** Columns are shared out in blocks of so many: 64 bytes, a line of the cache. */
const blockColumns = 16;

/**
 * `scatterAdd` (updates […B, …P, …I, …R], indices i32 […B, …I]) → zeros […B, …P, size, …R], each update added to the row of its
 * index, in the order of the indices: an element is summed in one order, whoever does it. An index outside is dropped.
 * f32 is summed in single precision, i32 wraps. A unit is a block of R's columns of one place of B and P.
 */
export const scatterAddKernel = (
  { axis, batch, size }: Params['scatterAdd'],
  updates: Aval,
  indices: Aval,
): Kernel => {
  const ranks = indices.shape.length - batch;
  const outer = sizeOf(updates.shape.slice(0, batch));
  const before = sizeOf(updates.shape.slice(batch, axis));
  const count = sizeOf(indices.shape.slice(batch));
  const columns = sizeOf(updates.shape.slice(axis + ranks));
  const rowBytes = columns * bytesOf(updates.dtype);
  const blocks = Math.max(1, Math.floor(columns / blockColumns));
  const sums = sumsOf(updates.dtype);
  return {
    key: `scatterAdd ${updates.dtype} ${before} ${size} ${count} ${columns}`,
    pointers: 3,
    units: columns * size === 0 ? 0 : outer * before * blocks,
    work: count * (4 + columns / blocks / 2) + (size * columns) / blocks / 4,
    scratch: 0,
    build: () =>
      procedure(['i32', 'i32', 'i32', 'i32', 'i32', 'i32'], ([data, places, out, , first, end], local) => {
        const [unit, bp, block, width, isLast] = [
          local('i32'),
          local('i32'),
          local('i32'),
          local('i32'),
          local('i32'),
        ];
        const [target, source, place, index] = [local('i32'), local('i32'), local('i32'), local('i32')];
        const [to, from, left] = [local('i32'), local('i32'), local('i32')];

        // Each turn takes as many blocks of one place as there are: a row is walked along, not block by block.
        const turn = seq(
          bp.set(over(unit.get, blocks)),
          block.set(modulo(unit.get, blocks)),
          width.set(i32.sub(end.get, unit.get)),
          left.set(i32.sub(i32.const(blocks), block.get)),
          width.set(smaller(width.get, left.get)),
          isLast.set(i32.eq(width.get, left.get)),
          unit.set(i32.add(unit.get, width.get)),
          target.set(
            i32.add(
              i32.add(out.get, times(bp.get, size * rowBytes)),
              times(block.get, blockColumns * bytesOf(updates.dtype)),
            ),
          ),
          source.set(
            i32.add(
              i32.add(data.get, times(bp.get, count * rowBytes)),
              times(block.get, blockColumns * bytesOf(updates.dtype)),
            ),
          ),
          place.set(i32.add(places.get, times(over(bp.get, before), 4 * count))),
        );

        const restBytes = rowBytes - 64 * Math.floor(columns / blockColumns);
        const widthBytes = i32.add(
          times(width.get, columns < blockColumns ? 0 : 64),
          times(isLast.get, restBytes),
        );
        const zeroed = when(
          i32.eq(width.get, i32.const(blocks)),
          memory.fill(target.get, i32.const(0), i32.const(size * rowBytes)),
          seq(
            to.set(target.get),
            forRange(
              left,
              i32.const(0),
              i32.const(size),
              1,
              seq(memory.fill(to.get, i32.const(0), widthBytes), advance(to, rowBytes)),
            ),
          ),
        );

        const addVector = (offset: number): Stmt =>
          v128.store(to.get, sums.lanes(v128.load(to.get, offset), v128.load(from.get, offset)), offset);
        const rest = Math.floor(restBytes / 16);
        const addRest = seq(
          ...Array.from({ length: rest }, (_, i) => addVector(16 * i)),
          ...Array.from({ length: (restBytes - 16 * rest) / 4 }, (_, i) =>
            sums.addTo(to.get, from.get, 16 * rest + 4 * i),
          ),
        );
        const addRow = seq(
          to.set(i32.add(target.get, times(index.get, rowBytes))),
          from.set(source.get),
          columns < blockColumns
            ? nop
            : forRange(
                left,
                i32.const(0),
                width.get,
                1,
                seq(...[0, 16, 32, 48].map(addVector), advance(to, 64), advance(from, 64)),
              ),
          restBytes === 0 ? nop : blocks === 1 ? addRest : when(isLast.get, addRest),
        );
        const item = local('i32');
        return seq(
          unit.set(first.get),
          loopWhile(
            i32.lt_s(unit.get, end.get),
            seq(
              turn,
              zeroed,
              forRange(
                item,
                i32.const(0),
                i32.const(count),
                1,
                seq(
                  index.set(i32.load(place.get)),
                  when(i32.lt_u(index.get, i32.const(size)), addRow),
                  advance(place, 4),
                  source.set(plus(source.get, rowBytes)),
                ),
              ),
            ),
          ),
        );
      }),
  };
};
