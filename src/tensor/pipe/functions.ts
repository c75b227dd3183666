/**
 * Functions of one tensor, which need no other form for `pipe`: `pipe(x, P.exp)`.
 */
export { cos, erf, exp, expm1, log, log1p, rsqrt, sin, sqrt } from '../ops/exponential.ts';
export { transpose } from '../ops/permute.ts';
export { abs, ceil, floor, neg, round, sign, square } from '../ops/rounding.ts';
