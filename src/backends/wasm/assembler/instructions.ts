/**
 * WebAssembly's instructions as functions on expressions, under the names of the specification:
 * `f32x4.add(a, b)`, `v128.load(address, offset)`. Only those that kernels use.
 */
import { type Code, f32Bytes, f64Bytes, i32Bytes, signed, unsigned } from './code.ts';
import {
  type Expr,
  expr,
  type F32,
  type F64,
  type I32,
  type Stmt,
  stmt,
  type V128,
  type WasmType,
} from './expr.ts';

const un =
  <A extends WasmType, R extends WasmType>(_: A, result: R, ...opcode: readonly Code[]) =>
  (x: Expr<A>): Expr<R> =>
    expr(result, [x.code, opcode]);

const bin =
  <A extends WasmType, B extends WasmType, R extends WasmType>(
    _: A,
    __: B,
    result: R,
    ...opcode: readonly Code[]
  ) =>
  (x: Expr<A>, y: Expr<B>): Expr<R> =>
    expr(result, [x.code, y.code, opcode]);

/** An opcode behind the prefix of vector instructions. */
const simd = (n: number): readonly Code[] => [0xfd, unsigned(n)];

/** Offset and alignment (as a power of two) of an access to memory. */
const at = (align: number, offset: number): Code => [align, unsigned(offset)];

const load =
  <R extends WasmType>(result: R, align: number, ...opcode: readonly Code[]) =>
  (address: I32, offset = 0): Expr<R> =>
    expr(result, [address.code, opcode, at(align, offset)]);

const store =
  <A extends WasmType>(_: A, align: number, ...opcode: readonly Code[]) =>
  (address: I32, value: Expr<A>, offset = 0): Stmt =>
    stmt([address.code, value.code, opcode, at(align, offset)]);

const i32Un = (...opcode: readonly Code[]) => un('i32', 'i32', ...opcode);
const i32Bin = (...opcode: readonly Code[]) => bin('i32', 'i32', 'i32', ...opcode);
const f32Un = (...opcode: readonly Code[]) => un('f32', 'f32', ...opcode);
const f32Bin = (...opcode: readonly Code[]) => bin('f32', 'f32', 'f32', ...opcode);
const f32Compare = (...opcode: readonly Code[]) => bin('f32', 'f32', 'i32', ...opcode);
const f64Un = (...opcode: readonly Code[]) => un('f64', 'f64', ...opcode);
const f64Bin = (...opcode: readonly Code[]) => bin('f64', 'f64', 'f64', ...opcode);
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

export const i32 = {
  const: (n: number): I32 => expr('i32', [0x41, signed(n | 0)]),
  eqz: i32Un(0x45),
  eq: i32Bin(0x46),
  ne: i32Bin(0x47),
  lt_s: i32Bin(0x48),
  lt_u: i32Bin(0x49),
  gt_s: i32Bin(0x4a),
  gt_u: i32Bin(0x4b),
  le_s: i32Bin(0x4c),
  le_u: i32Bin(0x4d),
  ge_s: i32Bin(0x4e),
  ge_u: i32Bin(0x4f),
  clz: i32Un(0x67),
  ctz: i32Un(0x68),
  add: i32Bin(0x6a),
  sub: i32Bin(0x6b),
  mul: i32Bin(0x6c),
  div_s: i32Bin(0x6d),
  div_u: i32Bin(0x6e),
  rem_s: i32Bin(0x6f),
  rem_u: i32Bin(0x70),
  and: i32Bin(0x71),
  or: i32Bin(0x72),
  xor: i32Bin(0x73),
  shl: i32Bin(0x74),
  shr_s: i32Bin(0x75),
  shr_u: i32Bin(0x76),
  rotl: i32Bin(0x77),
  trunc_sat_f32_s: un('f32', 'i32', 0xfc, 0),
  trunc_sat_f64_s: un('f64', 'i32', 0xfc, 2),
  reinterpret_f32: un('f32', 'i32', 0xbc),
  load: load('i32', 2, 0x28),
  load8_u: load('i32', 0, 0x2d),
  store: store('i32', 2, 0x36),
  store8: store('i32', 0, 0x3a),
};

export const i64 = {
  lt_s: bin('i64', 'i64', 'i32', 0x53),
  or: bin('i64', 'i64', 'i64', 0x84),
  /** Shifted by 32 bits: the low half becomes the high one. */
  shl32: (x: Expr<'i64'>): Expr<'i64'> => expr('i64', [x.code, [0x42, 32], 0x86]),
  extend_i32_u: un('i32', 'i64', 0xad),
  load: load('i64', 3, 0x29),
  store: store('i64', 3, 0x37),
};

export const f32 = {
  const: (x: number): F32 => expr('f32', [0x43, f32Bytes(x)]),
  eq: f32Compare(0x5b),
  ne: f32Compare(0x5c),
  lt: f32Compare(0x5d),
  gt: f32Compare(0x5e),
  le: f32Compare(0x5f),
  ge: f32Compare(0x60),
  abs: f32Un(0x8b),
  neg: f32Un(0x8c),
  ceil: f32Un(0x8d),
  floor: f32Un(0x8e),
  trunc: f32Un(0x8f),
  nearest: f32Un(0x90),
  sqrt: f32Un(0x91),
  add: f32Bin(0x92),
  sub: f32Bin(0x93),
  mul: f32Bin(0x94),
  div: f32Bin(0x95),
  min: f32Bin(0x96),
  max: f32Bin(0x97),
  convert_i32_s: un('i32', 'f32', 0xb2),
  convert_i32_u: un('i32', 'f32', 0xb3),
  demote_f64: un('f64', 'f32', 0xb6),
  reinterpret_i32: un('i32', 'f32', 0xbe),
  load: load('f32', 2, 0x2a),
  store: store('f32', 2, 0x38),
};

export const f64 = {
  const: (x: number): F64 => expr('f64', [0x44, f64Bytes(x)]),
  lt: bin('f64', 'f64', 'i32', 0x63),
  abs: f64Un(0x99),
  neg: f64Un(0x9a),
  floor: f64Un(0x9c),
  nearest: f64Un(0x9e),
  sqrt: f64Un(0x9f),
  add: f64Bin(0xa0),
  sub: f64Bin(0xa1),
  mul: f64Bin(0xa2),
  div: f64Bin(0xa3),
  promote_f32: un('f32', 'f64', 0xbb),
  convert_i32_s: un('i32', 'f64', 0xb7),
  load: load('f64', 3, 0x2b),
  store: store('f64', 3, 0x39),
};

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

/** Atomic accesses: to words that several threads share. */
const atomic = (n: number): readonly Code[] => [0xfe, unsigned(n)];
export const atomics = {
  load: load('i32', 2, atomic(0x10)),
  store: store('i32', 2, atomic(0x17)),
  /** Adds, and gives what was there before. */
  rmwAdd: (address: I32, value: I32, offset = 0): I32 =>
    expr('i32', [address.code, value.code, atomic(0x1e), at(2, offset)]),
  /** Sleeps while the word is `expected`; at most `nanoseconds` (−1: for ever). */
  wait: (address: I32, expected: I32, nanoseconds: number, offset = 0): I32 =>
    expr('i32', [address.code, expected.code, [0x42, signed(nanoseconds)], atomic(0x01), at(2, offset)]),
  /** Wakes up to `count` sleepers; gives how many. */
  notify: (address: I32, count: I32, offset = 0): I32 =>
    expr('i32', [address.code, count.code, atomic(0x00), at(2, offset)]),
};

export const memory = {
  fill: (address: I32, byte: I32, bytes: I32): Stmt =>
    stmt([address.code, byte.code, bytes.code, 0xfc, 11, 0]),
  copy: (to: I32, from: I32, bytes: I32): Stmt => stmt([to.code, from.code, bytes.code, 0xfc, 10, 0, 0]),
};

/** Both are computed; a where the condition is not 0. */
export const select = <T extends WasmType>(a: Expr<T>, b: Expr<T>, condition: I32): Expr<T> =>
  a.type === 'v128'
    ? expr(a.type, [a.code, b.code, condition.code, 0x1c, 1, 0x7b])
    : expr(a.type, [a.code, b.code, condition.code, 0x1b]);

/** Computes and forgets. */
export const drop = (x: Expr): Stmt => stmt([x.code, 0x1a]);
