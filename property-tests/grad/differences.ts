/** Derivatives by central differences, in doubles: x moves inside of the program, so that nothing is rounded to f32. */
import * as build from '../../src/tensor/build.ts';
import type { AnyTensor } from '../../src/tensor/tensor.ts';
import type { AnyValue } from '../../src/tensor/value.ts';
import type { Place } from './support.ts';

const { binary } = build;

/** A power of two, so that steps are exact. */
const h = 2 ** -10;

/** Derivatives along a direction, element by element, and what shows how good they are. */
export interface Differences {
  /** By steps of h and 2h, extrapolated (Richardson): the error is O(h⁴). */
  readonly fine: readonly AnyTensor[];
  /** By steps of 2h: the error is O(h²). */
  readonly coarse: readonly AnyTensor[];
  /** (f(x + hv) − 2f(x) + f(x − hv)) / h: O(h) where f is smooth, the size of the bend where it has a kink. */
  readonly bend: readonly AnyTensor[];
}

export const differences = ({ f, xs }: Place, along: readonly AnyTensor[]): Differences => {
  const at = (step: number) =>
    f(...xs.map((x, i) => binary('add', x, binary('mul', along[i] ?? build.full(x.shape, 0, 'f32'), step))));
  const [here, steps] = [f(...xs), new Map([1, 2].flatMap((n) => [n, -n]).map((n) => [n, at(n * h)]))];
  const value = (n: number, i: number): AnyTensor => {
    const x = steps.get(n)?.[i];
    if (x === undefined) throw new RangeError('differences: results come and go');
    return x;
  };
  const central = (n: number, i: number) =>
    binary('div', binary('sub', value(n, i), value(-n, i)), 2 * n * h);
  return {
    fine: here.map((_, i) => binary('div', binary('sub', binary('mul', central(1, i), 4), central(2, i)), 3)),
    coarse: here.map((_, i) => central(2, i)),
    bend: here.map((y, i) =>
      binary('div', binary('sub', binary('add', value(1, i), value(-1, i)), binary('mul', y, 2)), h),
    ),
  };
};

/** How many elements were compared, and how many could not be, the function being too rough there to tell. */
export interface Compared {
  readonly smooth: number;
  readonly rough: number;
}

/** Elements where a derivative is not what the differences say. */
export const mismatches = (
  derivative: readonly AnyValue[],
  { fine, coarse, bend }: { readonly [K in keyof Differences]: readonly AnyValue[] },
): Compared & { readonly wrong: readonly string[] } => {
  const wrong: string[] = [];
  let [smooth, rough] = [0, 0];
  derivative.forEach((d, k) => {
    d.data.forEach((x, i) => {
      const [a = Number.NaN, b = Number.NaN, c = Number.NaN] = [fine, coarse, bend].map((v) => v[k]?.data[i]);
      const size = 1 + Math.abs(a);
      const doubt = Math.abs(a - b);
      if (doubt > 1e-3 * size || Math.abs(c) > 0.1 * size) {
        rough++;
        return;
      }
      smooth++;
      if (!(Math.abs(x - a) <= 2e-6 * size + doubt))
        wrong.push(`result ${k}, element ${i}: ${x}, by differences ${a} or ${b}`);
    });
  });
  return { smooth, rough, wrong };
};
