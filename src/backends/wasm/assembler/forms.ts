/** The forms that instructions have: operands, opcode, and what an access to memory says besides. */
import { type Code, unsigned } from './code.ts';
import { type Expr, expr, type I32, type Stmt, stmt, type WasmType } from './expr.ts';

export const un =
  <A extends WasmType, R extends WasmType>(_: A, result: R, ...opcode: readonly Code[]) =>
  (x: Expr<A>): Expr<R> =>
    expr(result, [x.code, opcode]);

export const bin =
  <A extends WasmType, B extends WasmType, R extends WasmType>(
    _: A,
    __: B,
    result: R,
    ...opcode: readonly Code[]
  ) =>
  (x: Expr<A>, y: Expr<B>): Expr<R> =>
    expr(result, [x.code, y.code, opcode]);

/** Offset and alignment (as a power of two) of an access to memory. */
export const at = (align: number, offset: number): Code => [align, unsigned(offset)];

export const load =
  <R extends WasmType>(result: R, align: number, ...opcode: readonly Code[]) =>
  (address: I32, offset = 0): Expr<R> =>
    expr(result, [address.code, opcode, at(align, offset)]);

export const store =
  <A extends WasmType>(_: A, align: number, ...opcode: readonly Code[]) =>
  (address: I32, value: Expr<A>, offset = 0): Stmt =>
    stmt([address.code, value.code, opcode, at(align, offset)]);
