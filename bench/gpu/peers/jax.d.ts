import type { Jax } from '../../participants/jax-types.ts';

export const jax: Jax;
