/** Rows picked by their numbers. */
import { type Aval, sizeOf } from '../../../tensor/aval.ts';
import type { Params } from '../../../tensor/primitives.ts';
import { doWhile, i32, loopWhile, procedure, seq, when } from '../assembler/index.ts';
import { advance, over, plus, smaller, times } from './arithmetic.ts';
import { bytesOf } from './elements.ts';
import type { Kernel } from './kernel.ts';
import { copyRow, fillRow } from './rows.ts';

/** The bits of NaN. */
const nan = 0x7fc00000;

/**
 * `gather` (x […B, …P, n, …R], indices i32 […B, …I]) → […B, …P, …I, …R]; B are the first `batch` axes, n is `axis`. An index
 * outside gives NaN (f32) or 0. A unit is one index of one place of P: a row of R's elements.
 */
export const gatherKernel = ({ axis, batch }: Params['gather'], x: Aval, indices: Aval): Kernel => {
  const outer = sizeOf(x.shape.slice(0, batch));
  const before = sizeOf(x.shape.slice(batch, axis));
  const size = x.shape[axis] ?? 0;
  const count = sizeOf(indices.shape.slice(batch));
  const bytes = sizeOf(x.shape.slice(axis + 1)) * bytesOf(x.dtype);
  const missing = x.dtype === 'f32' ? nan : 0;
  return {
    key: `gather ${x.dtype} ${before} ${size} ${count} ${bytes}`,
    pointers: 3,
    units: bytes === 0 ? 0 : outer * before * count,
    work: 4 + bytes / 4,
    scratch: 0,
    build: () =>
      procedure(['i32', 'i32', 'i32', 'i32', 'i32', 'i32'], ([data, places, out, , first, end], local) => {
        const [row, stop, table, place] = [local('i32'), local('i32'), local('i32'), local('i32')];
        const [index, from, to, target] = [local('i32'), local('i32'), local('i32'), local('i32')];
        const one = seq(
          index.set(i32.load(place.get)),
          to.set(target.get),
          when(
            i32.lt_u(index.get, i32.const(size)),
            seq(from.set(i32.add(table.get, times(index.get, bytes))), copyRow(local, to, from, bytes)),
            fillRow(local, to, bytes, missing),
          ),
          advance(target, bytes),
          advance(place, 4),
          advance(row, 1),
        );
        const bp = local('i32');
        return seq(
          row.set(first.get),
          target.set(i32.add(out.get, times(first.get, bytes))),
          loopWhile(
            i32.lt_s(row.get, end.get),
            seq(
              bp.set(over(row.get, count)),
              table.set(i32.add(data.get, times(bp.get, size * bytes))),
              // Row number less the rows of earlier places, plus the indices of earlier batches.
              place.set(i32.sub(i32.add(row.get, times(over(bp.get, before), count)), times(bp.get, count))),
              place.set(i32.add(places.get, times(place.get, 4))),
              stop.set(times(plus(bp.get, 1), count)),
              stop.set(smaller(stop.get, end.get)),
              doWhile(one, i32.lt_s(row.get, stop.get)),
            ),
          ),
        );
      }),
  };
};
