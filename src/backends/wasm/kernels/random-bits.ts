/** Random bits as a function of a key and a position. */
import { type Aval, sizeOf } from '../../../tensor/aval.ts';
import type { Params } from '../../../tensor/primitives.ts';
import {
  forRange,
  forUpTo,
  i8x16,
  i32,
  i32x4,
  type Local,
  nop,
  procedure,
  type Stmt,
  seq,
  type V128,
  v128,
  when,
} from '../assembler/index.ts';
import { advance, modulo, over, plus, smaller, times } from './arithmetic.ts';
import type { Kernel } from './kernel.ts';
import { type Kit, kitOf } from './kit.ts';

/** Elements are shared out in blocks of so many of one key. */
const blockSize = 2048;
/** What Threefish mixes into the third key word. */
const parity = 0x1bd11bda;

const rotations = [
  [13, 15, 26, 6],
  [17, 29, 16, 24],
] as const;

const rotated = (x: V128, bits: number): V128 =>
  v128.or(i32x4.shl(x, i32.const(bits)), i32x4.shr_u(x, i32.const(32 - bits)));

/** Threefry-2x32 with 20 rounds of four counters at once, as `threefryInto` of src/random: x and y hold counters, then words. */
const rounds = (kit: Kit, x: Local<'v128'>, y: Local<'v128'>, keys: readonly [V128, V128, V128]): Stmt => {
  const key = (n: number): V128 => keys[n % 3] ?? keys[0];
  const groups = [0, 1, 2, 3, 4].map((group) =>
    seq(
      ...(rotations[group % 2] ?? rotations[0]).map((bits) =>
        seq(x.set(i32x4.add(x.get, y.get)), y.set(v128.xor(rotated(y.get, bits), x.get))),
      ),
      x.set(i32x4.add(x.get, key(group + 1))),
      y.set(i32x4.add(i32x4.add(y.get, key(group + 2)), kit.i32(group + 1))),
    ),
  );
  return seq(x.set(i32x4.add(x.get, key(0))), y.set(key(1)), ...groups);
};

const lowPairs = [0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23];
const highPairs = lowPairs.map((byte) => byte + 8);

/**
 * `randomBits` (key i32[…batch, 2]) → i32[…batch, …shape]: element e of a key is word e mod 2 of Threefry's block number ⌊e / 2⌋
 * (Salmon, Moraes, Dror and Shaw, 2011). A unit is 2,048 elements of one key, or what is left.
 */
export const randomBitsKernel = ({ shape }: Params['randomBits'], key: Aval): Kernel => {
  const size = sizeOf(shape);
  const blocks = Math.ceil(size / blockSize);
  const rest = size % 8;
  return {
    key: `randomBits ${size}`,
    pointers: 2,
    units: (sizeOf(key.shape) / 2) * blocks,
    work: 16 * Math.min(blockSize, Math.max(8, size)),
    scratch: 0,
    build: (site) =>
      procedure(['i32', 'i32', 'i32', 'i32', 'i32'], ([keys, out, , first, end], local) => {
        const kit = kitOf(site, local);
        const [unit, number, e, stop, at, to] = [
          local('i32'),
          local('i32'),
          local('i32'),
          local('i32'),
          local('i32'),
          local('i32'),
        ];
        const [k0, k1, k2, x, y] = [
          local('v128'),
          local('v128'),
          local('v128'),
          local('v128'),
          local('v128'),
        ];
        const zeroToThree = local('v128');
        const eight = seq(
          x.set(i32x4.add(i32x4.splat(i32.shr_u(e.get, i32.const(1))), zeroToThree.get)),
          rounds(kit, x, y, [k0.get, k1.get, k2.get]),
        );
        const low = i8x16.shuffle(x.get, y.get, lowPairs);
        const high = i8x16.shuffle(x.get, y.get, highPairs);
        const lanesOf = (words: V128, count: number, offset: number): readonly Stmt[] =>
          [0, 1, 2, 3]
            .slice(0, Math.max(0, count))
            .map((lane) => v128.store32_lane(to.get, words, lane, offset + 4 * lane));
        const body = seq(
          at.set(over(unit.get, blocks)),
          number.set(modulo(unit.get, blocks)),
          e.set(times(number.get, blockSize)),
          stop.set(i32.const(size - rest)),
          number.set(plus(e.get, blockSize)),
          stop.set(smaller(stop.get, number.get)),
          to.set(i32.add(out.get, times(i32.add(times(at.get, size), e.get), 4))),
          at.set(i32.add(keys.get, times(at.get, 8))),
          k0.set(v128.load32_splat(at.get)),
          k1.set(v128.load32_splat(at.get, 4)),
          k2.set(v128.xor(v128.xor(k0.get, k1.get), kit.i32(parity))),
          forUpTo(
            e,
            stop.get,
            8,
            seq(eight, v128.store(to.get, low), v128.store(to.get, high, 16), advance(to, 32)),
          ),
          rest === 0
            ? nop
            : when(
                i32.eq(number.get, i32.const(blocks * blockSize)),
                seq(eight, ...lanesOf(low, rest, 0), ...lanesOf(high, rest - 4, 16)),
              ),
        );
        return seq(
          zeroToThree.set(i32x4.const(0, 1, 2, 3)),
          kit.prelude(),
          forRange(unit, first.get, end.get, 1, body),
        );
      }),
  };
};
