/** Functions: parameters and locals by handle, numbered when they are asked for. */
import { type Code, sized, unsigned, vector } from './code.ts';
import { type Expr, expr, type Stmt, stmt, typeCodes, type WasmType } from './expr.ts';

/** A parameter or a local variable. */
export interface Local<T extends WasmType = WasmType> {
  readonly get: Expr<T>;
  readonly set: (x: Expr<T>) => Stmt;
  /** Sets the variable and leaves its value. */
  readonly tee: (x: Expr<T>) => Expr<T>;
}

/** Hands out local variables of one function. */
export type Locals = <T extends WasmType>(type: T) => Local<T>;

/** The type of a function. */
export interface Signature {
  readonly params: readonly WasmType[];
  readonly results: readonly WasmType[];
}

/** A function ready to be put in a module. */
export interface FunctionCode {
  readonly signature: Signature;
  readonly code: Code;
}

const localOf = <T extends WasmType>(type: T, index: number): Local<T> => ({
  get: expr(type, [0x20, unsigned(index)]),
  set: (x) => stmt([x.code, 0x21, unsigned(index)]),
  tee: (x) => expr(type, [x.code, 0x22, unsigned(index)]),
});

type Params<P extends readonly WasmType[]> = { readonly [K in keyof P]: Local<P[K]> };

/**
 * A function without a result.
 *
 * @param body gets the parameters, and a way to make locals
 */
export const procedure = <const P extends readonly WasmType[]>(
  params: P,
  body: (params: Params<P>, local: Locals) => Stmt,
): FunctionCode => assemble(params, [], body);

/** A function with one result. */
export const functionOf = <const P extends readonly WasmType[], T extends WasmType>(
  params: P,
  result: T,
  body: (params: Params<P>, local: Locals) => Expr<T>,
): FunctionCode => assemble(params, [result], body);

const assemble = <const P extends readonly WasmType[]>(
  params: P,
  results: readonly WasmType[],
  body: (params: Params<P>, local: Locals) => { readonly code: Code },
): FunctionCode => {
  const locals: WasmType[] = [];
  const local: Locals = (type) => localOf(type, params.length + locals.push(type) - 1);
  // A tuple mapped index by index is the mapped tuple, which `map` can not say.
  const handles = params.map((type, i) => localOf(type, i)) as unknown as Params<P>;
  const { code } = body(handles, local);
  const declared = locals.map((type): Code => [1, typeCodes[type]]);
  return { signature: { params, results }, code: sized([vector(declared), code, 0x0b]) };
};
