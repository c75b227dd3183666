/** What a kernel's body is made with: local variables, and constants that are set once, before its loops. */
import {
  type Expr,
  f32x4,
  f64x2,
  i32x4,
  type Local,
  type Locals,
  type Stmt,
  seq,
  type V128,
} from '../assembler/index.ts';
import type { Site } from './kernel.ts';

export interface Kit {
  readonly site: Site;
  readonly local: Locals;
  /** A number in all lanes. In a local: engines (V8 of Node 24) make constants anew wherever they stand in a loop. */
  readonly f32: (x: number) => V128;
  readonly i32: (n: number) => V128;
  readonly f64: (x: number) => V128;
  /** A name for a value that is used more than once. */
  readonly named: (x: V128) => { readonly set: Stmt; readonly get: V128 };
  /** Sets the constants asked for so far: to be put before the loops, once the body is made. */
  readonly prelude: () => Stmt;
}

export const kitOf = (site: Site, local: Locals): Kit => {
  const constants = new Map<string, { readonly local: Local<'v128'>; readonly value: Expr<'v128'> }>();
  const constant = (key: string, value: () => V128): V128 => {
    const known = constants.get(key) ?? { local: local('v128'), value: value() };
    constants.set(key, known);
    return known.local.get;
  };
  return {
    site,
    local,
    f32: (x) => constant(`f32 ${Object.is(x, -0) ? '-0' : x}`, () => f32x4.const(x)),
    i32: (n) => constant(`i32 ${n}`, () => i32x4.const(n, n, n, n)),
    f64: (x) => constant(`f64 ${Object.is(x, -0) ? '-0' : x}`, () => f64x2.const(x)),
    named: (x) => {
      const variable = local('v128');
      return { set: variable.set(x), get: variable.get };
    },
    prelude: () => seq(...[...constants.values()].map(({ local: variable, value }) => variable.set(value))),
  };
};
