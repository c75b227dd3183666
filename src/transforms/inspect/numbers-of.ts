import type { AnyValue } from '../../tensor/value.ts';

/** What a number can be instead of finite. */
export type Found = 'NaN' | 'Infinity';

const some = ({ dtype, data }: AnyValue, test: (x: number) => boolean): boolean => {
  if (dtype !== 'f32') return false;
  for (const x of data) if (test(x)) return true;
  return false;
};

const isInfinite = (x: number): boolean => x === Number.POSITIVE_INFINITY || x === Number.NEGATIVE_INFINITY;

export const hasNaN = (x: AnyValue): boolean => some(x, Number.isNaN);
export const hasInfinity = (x: AnyValue): boolean => some(x, isInfinite);

/** What of a value is not finite, the worse first. */
export const worstOf = (values: readonly AnyValue[]): Found | undefined =>
  values.some(hasNaN) ? 'NaN' : values.some(hasInfinity) ? 'Infinity' : undefined;

/** Of how many elements that many are not finite. */
export const countNonFinite = ({ data }: AnyValue): number => {
  let count = 0;
  for (const x of data) if (!Number.isFinite(x)) count++;
  return count;
};

/** The finite elements as `in [least, largest]`. */
export const rangeOf = ({ data }: AnyValue): string => {
  let [least, largest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const x of data) {
    if (!Number.isFinite(x)) continue;
    least = Math.min(least, x);
    largest = Math.max(largest, x);
  }
  const short = (x: number): string => Number(x.toPrecision(4)).toString();
  return least > largest ? 'without finite elements' : `in [${short(least)}, ${short(largest)}]`;
};
