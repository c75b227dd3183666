import fc from 'fast-check';
import { valueFrom } from '../../src/tensor/values.ts';
import { seeded } from '../arbitraries/seeded.ts';

/** Small whole numbers: every sum of their products is exact. */
export const whole = (shape: readonly number[], seed: number) => {
  const next = seeded(seed);
  const size = shape.reduce((n, d) => n * d, 1);
  return valueFrom(
    shape,
    Float32Array.from({ length: size }, () => Math.floor(next() * 9) - 4),
  );
};

export const seeds = fc.nat(999);
export const few = (most: number) => fc.integer({ min: 1, max: most });
