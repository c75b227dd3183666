/** Instructions on vectors: `f32x4.add(a, b)`, `v128.load(address, offset)`. Only those that kernels use. */
import { type Code, f32Bytes, f64Bytes, i32Bytes, unsigned } from './code.ts';
import { type Expr, expr, type I32, type Stmt, stmt, type V128, type WasmType } from './expr.ts';
import { at, bin, load, store, un } from './forms.ts';

/** An opcode behind the prefix of vector instructions. */
const simd = (n: number): readonly Code[] => [0xfd, unsigned(n)];

const vUn = (n: number) => un('v128', 'v128', simd(n));
const vBin = (n: number) => bin('v128', 'v128', 'v128', simd(n));
const vShift = (n: number) => bin('v128', 'i32', 'v128', simd(n));
const vTest = (n: number) => un('v128', 'i32', simd(n));
const vThree =
  (n: number) =>
  (x: V128, y: V128, z: V128): V128 =>
    expr('v128', [x.code, y.code, z.code, simd(n)]);
const extract =
  <R extends WasmType>(result: R, n: number) =>
  (x: V128, lane: number): Expr<R> =>
    expr(result, [x.code, simd(n), lane]);
const replace =
  <A extends WasmType>(_: A, n: number) =>
  (x: V128, lane: number, y: Expr<A>): V128 =>
    expr('v128', [x.code, y.code, simd(n), lane]);
const vLoad = (n: number, align: number) => load('v128', align, simd(n));

export const v128 = {
  load: vLoad(0, 2),
  load32_splat: vLoad(9, 2),
  load64_splat: vLoad(10, 2),
  load32_zero: vLoad(92, 2),
  load64_zero: vLoad(93, 2),
  store: store('v128', 2, simd(11)),
  load32_lane: (address: I32, x: V128, lane: number, offset = 0): V128 =>
    expr('v128', [address.code, x.code, simd(86), at(2, offset), lane]),
  store32_lane: (address: I32, x: V128, lane: number, offset = 0): Stmt =>
    stmt([address.code, x.code, simd(90), at(2, offset), lane]),
  store8_lane: (address: I32, x: V128, lane: number, offset = 0): Stmt =>
    stmt([address.code, x.code, simd(88), at(0, offset), lane]),
  store64_lane: (address: I32, x: V128, lane: number, offset = 0): Stmt =>
    stmt([address.code, x.code, simd(91), at(2, offset), lane]),
  not: vUn(77),
  and: vBin(78),
  andnot: vBin(79),
  or: vBin(80),
  xor: vBin(81),
  /** Bits of x where the mask is 1, of y where it is 0. */
  bitselect: vThree(82),
  any_true: vTest(83),
};

const lanes =
  (n: number, opcode: number) =>
  (bytes: (i: number) => Code): V128 =>
    expr('v128', [simd(opcode), Array.from({ length: n }, (_, i) => bytes(i))]);
const vectorConst = lanes(4, 12);

export const i8x16 = {
  /** Bytes picked from 32: those of x, then those of y. */
  shuffle: (x: V128, y: V128, picks: readonly number[]): V128 =>
    expr('v128', [x.code, y.code, simd(13), [...picks]]),
  narrow_i16x8_u: vBin(102),
};

export const i16x8 = { extend_low_i8x16_u: vUn(137), narrow_i32x4_u: vBin(134) };

export const i32x4 = {
  const: (a: number, b: number, c: number, d: number): V128 =>
    vectorConst((i) => i32Bytes([a, b, c, d][i] ?? 0)),
  splat: un('i32', 'v128', simd(17)),
  extract_lane: extract('i32', 27),
  replace_lane: replace('i32', 28),
  eq: vBin(55),
  ne: vBin(56),
  lt_s: vBin(57),
  gt_s: vBin(59),
  le_s: vBin(61),
  ge_s: vBin(63),
  abs: vUn(160),
  neg: vUn(161),
  all_true: vTest(163),
  bitmask: vTest(164),
  extend_low_i16x8_u: vUn(169),
  shl: vShift(171),
  shr_s: vShift(172),
  shr_u: vShift(173),
  add: vBin(174),
  sub: vBin(177),
  mul: vBin(181),
  min_s: vBin(182),
  max_s: vBin(184),
  trunc_sat_f32x4_s: vUn(248),
  trunc_sat_f64x2_s_zero: vUn(252),
};

export const i64x2 = {
  add: vBin(206),
  sub: vBin(209),
  shl: vShift(203),
  shr_u: vShift(205),
  shr_s: vShift(204),
};

export const f32x4 = {
  /** The same number in all four lanes, as a constant. */
  const: (x: number): V128 => vectorConst(() => f32Bytes(x)),
  splat: un('f32', 'v128', simd(19)),
  extract_lane: extract('f32', 31),
  replace_lane: replace('f32', 32),
  eq: vBin(65),
  ne: vBin(66),
  lt: vBin(67),
  gt: vBin(68),
  le: vBin(69),
  ge: vBin(70),
  ceil: vUn(103),
  floor: vUn(104),
  trunc: vUn(105),
  nearest: vUn(106),
  abs: vUn(224),
  neg: vUn(225),
  sqrt: vUn(227),
  add: vBin(228),
  sub: vBin(229),
  mul: vBin(230),
  div: vBin(231),
  min: vBin(232),
  max: vBin(233),
  /** b < a ? b : a, in one instruction. */
  pmin: vBin(234),
  /** a < b ? b : a, in one instruction. */
  pmax: vBin(235),
  convert_i32x4_s: vUn(250),
  demote_f64x2_zero: vUn(94),
  /** a·b + c, rounded once or twice as the machine likes (relaxed SIMD). */
  relaxed_madd: vThree(0x105),
};

export const f64x2 = {
  const: (x: number): V128 => lanes(2, 12)(() => f64Bytes(x)),
  splat: un('f64', 'v128', simd(20)),
  extract_lane: extract('f64', 33),
  replace_lane: replace('f64', 34),
  abs: vUn(236),
  neg: vUn(237),
  sqrt: vUn(239),
  add: vBin(240),
  sub: vBin(241),
  mul: vBin(242),
  div: vBin(243),
  pmin: vBin(246),
  pmax: vBin(247),
  nearest: vUn(148),
  floor: vUn(117),
  eq: vBin(71),
  lt: vBin(73),
  gt: vBin(74),
  promote_low_f32x4: vUn(95),
  convert_low_i32x4_s: vUn(254),
};
