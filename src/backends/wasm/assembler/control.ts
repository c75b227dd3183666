/** Loops, conditions and calls. */
import { type Code, unsigned } from './code.ts';
import { type Expr, expr, type I32, nop, type Stmt, seq, stmt, typeCodes, type WasmType } from './expr.ts';
import type { Local } from './function.ts';
import { i32 } from './scalar.ts';

const noResult = 0x40;

/** Runs a statement where the condition is not 0, and another where it is. */
export const when = (condition: I32, then: Stmt, otherwise: Stmt = nop): Stmt =>
  stmt([condition.code, 0x04, noResult, then.code, otherwise === nop ? [] : [0x05, otherwise.code], 0x0b]);

/** One of two values; only that one is computed. */
export const either = <T extends WasmType>(condition: I32, a: Expr<T>, b: Expr<T>): Expr<T> =>
  expr(a.type, [condition.code, 0x04, typeCodes[a.type], a.code, 0x05, b.code, 0x0b]);

/** Runs the body, and again as long as the condition that follows it is not 0. */
export const doWhile = (body: Stmt, condition: I32): Stmt =>
  stmt([0x03, noResult, body.code, condition.code, 0x0d, 0, 0x0b]);

/** Runs the body as long as the condition before it is not 0. */
export const loopWhile = (condition: I32, body: Stmt): Stmt => when(condition, doWhile(body, condition));

/** `for (; variable < end; variable += step)`; signed. The caller sets the variable. */
export const forUpTo = (variable: Local<'i32'>, end: I32, step: number, body: Stmt): Stmt =>
  loopWhile(i32.lt_s(variable.get, end), seq(body, variable.set(i32.add(variable.get, i32.const(step)))));

/** `for (variable = start; variable < end; variable += step)`. */
export const forRange = (variable: Local<'i32'>, start: I32, end: I32, step: number, body: Stmt): Stmt =>
  seq(variable.set(start), forUpTo(variable, end, step, body));

/** A function of a module, by its number. */
export interface Callable {
  readonly index: number;
}

/** Calls a function without results. */
export const call = ({ index }: Callable, args: readonly Expr[]): Stmt =>
  stmt([args.map(({ code }): Code => code), 0x10, unsigned(index)]);

/** Calls a function with one result. */
export const callFor = <T extends WasmType>(type: T, { index }: Callable, args: readonly Expr[]): Expr<T> =>
  expr(type, [args.map(({ code }): Code => code), 0x10, unsigned(index)]);

/** A global variable of the module, by its number. */
export const globalGet = (index: number): I32 => expr('i32', [0x23, unsigned(index)]);
