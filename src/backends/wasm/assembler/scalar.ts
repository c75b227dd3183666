/** Instructions on numbers and on memory, as functions on expressions, under the names of the specification: `i32.add(a, b)`. Only those that kernels use. */
import { type Code, f32Bytes, f64Bytes, signed, unsigned } from './code.ts';
import { type Expr, expr, type F32, type F64, type I32, type Stmt, stmt, type WasmType } from './expr.ts';
import { at, bin, load, store, un } from './forms.ts';

const i32Un = (...opcode: readonly Code[]) => un('i32', 'i32', ...opcode);
const i32Bin = (...opcode: readonly Code[]) => bin('i32', 'i32', 'i32', ...opcode);
const f32Un = (...opcode: readonly Code[]) => un('f32', 'f32', ...opcode);
const f32Bin = (...opcode: readonly Code[]) => bin('f32', 'f32', 'f32', ...opcode);
const f32Compare = (...opcode: readonly Code[]) => bin('f32', 'f32', 'i32', ...opcode);
const f64Un = (...opcode: readonly Code[]) => un('f64', 'f64', ...opcode);
const f64Bin = (...opcode: readonly Code[]) => bin('f64', 'f64', 'f64', ...opcode);
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
