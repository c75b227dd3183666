/** Arithmetic on addresses, without what constants make superfluous. */
import { type I32, i32 } from '../assembler/index.ts';
import { volume } from './spec.ts';

export const bytesPerElement = 4;

/** x · n */
export const times = (x: I32, n: number): I32 => (n === 1 ? x : i32.mul(x, i32.const(n)));

/** x + n */
export const plus = (x: I32, n: number): I32 => (n === 0 ? x : i32.add(x, i32.const(n)));

/** The sum of addresses. */
export const sum = (first: I32, ...others: readonly I32[]): I32 =>
  others.reduce((total, x) => i32.add(total, x), first);

/** ⌊x / n⌋ */
export const over = (x: I32, n: number): I32 => (n === 1 ? x : i32.div_u(x, i32.const(n)));

/** x mod n */
export const modulo = (x: I32, n: number): I32 => (n === 1 ? i32.const(0) : i32.rem_u(x, i32.const(n)));

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
