/** Where elements are, as addresses. */
import { type I32, i32 } from '../assembler/index.ts';
import { modulo, over, times } from '../kernels/arithmetic.ts';
import { volume } from './spec.ts';

/** Products are of f32. */
export const bytesPerElement = 4;

/** The sum of addresses. */
export const sum = (first: I32, ...others: readonly I32[]): I32 =>
  others.reduce((total, x) => i32.add(total, x), first);

export interface Strided {
  readonly size: number;
  readonly stride: number;
}

/** Where the element of a number is, along axes in row-major order: Σ index · stride. */
export const offsetOf = (number: I32, axes: readonly Strided[]): I32 => {
  const terms = axes.flatMap(({ size, stride }, i) => {
    if (stride === 0 || size === 1) return [];
    const shifted = over(number, volume(axes.slice(i + 1)));
    return [times(i === 0 ? shifted : modulo(shifted, size), stride)];
  });
  const [first = i32.const(0), ...others] = terms;
  return sum(first, ...others);
};
