import type { Add } from './add.ts';
import type { Multiply } from './multiply.ts';

/** The product of a list of sizes; 1 for none. */
export type Product<Sizes extends readonly number[], Out extends number = 1> = Sizes extends readonly [
  infer Size extends number,
  ...infer Rest extends readonly number[],
]
  ? Product<Rest, Multiply<Out, Size>>
  : Out;

/** The sum of a list of sizes; 0 for none. */
export type Sum<Sizes extends readonly number[], Out extends number = 0> = Sizes extends readonly [
  infer Size extends number,
  ...infer Rest extends readonly number[],
]
  ? Sum<Rest, Add<Out, Size>>
  : Out;
