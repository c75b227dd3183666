/** Where along an axis the extreme element is. */
import { type Aval, sizeOf } from '../../../tensor/aval.ts';
import type { Params } from '../../../tensor/primitives.ts';
import {
  type Expr,
  forRange,
  i32,
  i32x4,
  nop,
  procedure,
  type Stmt,
  select,
  seq,
  v128,
  when,
} from '../assembler/index.ts';
import { advance, modulo, over, times } from './arithmetic.ts';
import { beatsInLanes, bytesOf, type Direction, type Order, ordered } from './elements.ts';
import type { Kernel } from './kernel.ts';

/**
 * `argReduce` (x) → i32, the position of the first largest (or smallest) element along `axis`, which goes; NaN is the most extreme
 * of all. Four places at once where axes behind hold at least as many. A unit is four such places, or one.
 */
export const argReduceKernel = ({ op, axis }: Params['argReduce'], x: Aval): Kernel => {
  const size = x.shape[axis] ?? 0;
  const outer = sizeOf(x.shape.slice(0, axis));
  const inner = sizeOf(x.shape.slice(axis + 1));
  const direction: Direction = op === 'argmax' ? 'max' : 'min';
  const fours = x.dtype !== 'bool' && inner >= 4 ? Math.floor(inner / 4) : 0;
  const width = bytesOf(x.dtype);
  return {
    key: `argReduce ${op} ${x.dtype} ${size} ${inner}`,
    pointers: 2,
    units: outer * (fours || inner),
    work: 4 * size,
    scratch: 0,
    build: () =>
      procedure(['i32', 'i32', 'i32', 'i32', 'i32'], ([data, out, , first, end], local) => {
        const [unit, block, lane, from, i] = [
          local('i32'),
          local('i32'),
          local('i32'),
          local('i32'),
          local('i32'),
        ];
        /** The first element of lane `lane` of block `block`, and where its result goes. */
        const start = from.set(
          i32.add(data.get, times(i32.add(times(block.get, size * inner), lane.get), width)),
        );
        const target = i32.add(out.get, times(i32.add(times(block.get, inner), lane.get), 4));
        const along = (step: Stmt): Stmt =>
          forRange(i, i32.const(1), i32.const(size), 1, seq(advance(from, inner * width), step));

        const four = (): Stmt => {
          const beats = beatsInLanes(x.dtype, direction);
          const [best, next, mask, position] = [local('v128'), local('v128'), local('v128'), local('v128')];
          return seq(
            start,
            best.set(v128.load(from.get)),
            position.set(i32x4.splat(i32.const(0))),
            along(
              seq(
                next.set(v128.load(from.get)),
                mask.set(beats(next.get, best.get)),
                best.set(v128.bitselect(next.get, best.get, mask.get)),
                position.set(v128.bitselect(i32x4.splat(i.get), position.get, mask.get)),
              ),
            ),
            v128.store(target, position.get),
          );
        };
        const one = <T extends 'f32' | 'i32'>(order: Order<T>): Stmt => {
          const [best, next] = [local(order.type), local(order.type)];
          const [isNext, position] = [local('i32'), local('i32')];
          const chosen: Expr<T> = select(next.get, best.get, isNext.get);
          return seq(
            start,
            best.set(order.load(from.get)),
            position.set(i32.const(0)),
            along(
              seq(
                next.set(order.load(from.get)),
                isNext.set(order.beats(next.get, best.get)),
                best.set(chosen),
                position.set(select(i.get, position.get, isNext.get)),
              ),
            ),
            i32.store(target, position.get),
          );
        };
        if (fours === 0) {
          const alone = seq(
            block.set(over(unit.get, inner)),
            lane.set(modulo(unit.get, inner)),
            ordered(x.dtype, direction, one),
          );
          return forRange(unit, first.get, end.get, 1, alone);
        }
        const number = local('i32');
        const together = seq(
          block.set(over(unit.get, fours)),
          number.set(modulo(unit.get, fours)),
          lane.set(times(number.get, 4)),
          four(),
          // The lanes that are left over, with some of those before: the same bits again.
          inner % 4 === 0
            ? nop
            : when(i32.eq(number.get, i32.const(fours - 1)), seq(lane.set(i32.const(inner - 4)), four())),
        );
        return forRange(unit, first.get, end.get, 1, together);
      }),
  };
};
