/** The channels of a place, four at a time or one by one. */
import { forRange, type I32, i32, nop, type Stmt, seq } from '../assembler/index.ts';
import type { Kit } from './kit.ts';
import type { WindowPlace } from './window-loops.ts';

/** Channels of which the first lies `at` + `offset` bytes (or elements) after the place's first. */
export interface Lanes {
  readonly at: I32 | undefined;
  readonly offset: number;
  /** They overlap with the ones before. */
  readonly isTail: boolean;
}

/** Places of up to so many vectors are written out. */
const unrolledVectors = 4;

/** The last four of channels whose number is no multiple of four: some of them a second time. */
export const tailLanes = (inner: number, body: (lanes: Lanes) => Stmt): Stmt =>
  inner % 4 === 0 ? nop : body({ at: undefined, offset: 4 * inner - 16, isTail: true });

/** All channels, four by four; at least four. */
export const eachFour = (kit: Kit, inner: number, body: (lanes: Lanes) => Stmt): Stmt => {
  const vectors = Math.floor(inner / 4);
  const at = kit.local('i32');
  return seq(
    vectors <= unrolledVectors
      ? seq(
          ...Array.from({ length: vectors }, (_, v) =>
            body({ at: undefined, offset: 16 * v, isTail: false }),
          ),
        )
      : forRange(
          at,
          i32.const(0),
          i32.const(16 * vectors),
          16,
          body({ at: at.get, offset: 0, isTail: false }),
        ),
    tailLanes(inner, body),
  );
};

/** All channels, one by one. */
export const eachOne = (kit: Kit, inner: number, body: (lanes: Lanes) => Stmt): Stmt => {
  if (inner === 1) return body({ at: undefined, offset: 0, isTail: false });
  const at = kit.local('i32');
  return forRange(at, i32.const(0), i32.const(inner), 1, body({ at: at.get, offset: 0, isTail: false }));
};

/** An address moved on to these channels; the constant part is to be added by the access. */
export const laneAddress = (base: I32, { at }: Lanes): I32 => (at === undefined ? base : i32.add(base, at));

/** The window's place in these channels. */
export const placeOf = (place: WindowPlace, lanes: Lanes): WindowPlace => ({
  ...place,
  base: laneAddress(place.base, lanes),
  offset: place.offset + lanes.offset,
});
