/** Short forms for addresses and counters. */
import { type I32, i32, type Local, type Stmt, select } from '../assembler/index.ts';

/** x + n. */
export const plus = (x: I32, n: number): I32 => (n === 0 ? x : i32.add(x, i32.const(n)));

/** x · n, modulo 2^32. */
export const times = (x: I32, n: number): I32 => (n === 1 ? x : i32.mul(x, i32.const(n)));

/** ⌊x / n⌋ of an x that is not negative. */
export const over = (x: I32, n: number): I32 => (n === 1 ? x : i32.div_u(x, i32.const(n)));

/** x mod n of an x that is not negative. */
export const modulo = (x: I32, n: number): I32 => (n === 1 ? i32.const(0) : i32.rem_u(x, i32.const(n)));

/** The smaller one. Both are used twice: names, not computations. */
export const smaller = (x: I32, y: I32): I32 => select(x, y, i32.lt_s(x, y));

/** Adds to a variable. */
export const advance = (variable: Local<'i32'>, n: number): Stmt => variable.set(plus(variable.get, n));
