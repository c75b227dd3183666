/** Exact arithmetic on sizes as types, up to 2^53. */
export type { Add } from './add.ts';
export type { Compare, LessThan } from './compare.ts';
export type { Divide, DivMod, Remainder } from './divide.ts';
export type { Product, Sum } from './lists.ts';
export type { Multiply } from './multiply.ts';
export type { Subtract } from './subtract.ts';
