/** Typed pieces of code: what leaves a value on WebAssembly's stack, and what leaves none. */
import type { Code } from './code.ts';

export type WasmType = 'i32' | 'i64' | 'f32' | 'f64' | 'v128';

/** The byte of each type in binary code. */
export const typeCodes: { readonly [T in WasmType]: number } = {
  i32: 0x7f,
  i64: 0x7e,
  f32: 0x7d,
  f64: 0x7c,
  v128: 0x7b,
};

/** Code that leaves one value of type `T`. */
export interface Expr<T extends WasmType = WasmType> {
  readonly type: T;
  readonly code: Code;
}

/** Code that leaves nothing: a statement. */
export interface Stmt {
  readonly type: 'none';
  readonly code: Code;
}

export type I32 = Expr<'i32'>;
export type F32 = Expr<'f32'>;
export type F64 = Expr<'f64'>;
export type V128 = Expr<'v128'>;

export const expr = <T extends WasmType>(type: T, code: Code): Expr<T> => ({ type, code });
export const stmt = (code: Code): Stmt => ({ type: 'none', code });

/** Statements one after the other. */
export const seq = (...statements: readonly Stmt[]): Stmt => stmt(statements.map(({ code }) => code));

/** Nothing at all. */
export const nop: Stmt = stmt([]);

/** A value computed after a statement: leaves the value. */
export const after = <T extends WasmType>(first: Stmt, value: Expr<T>): Expr<T> =>
  expr(value.type, [first.code, value.code]);
