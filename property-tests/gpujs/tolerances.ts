/**
 * How far numbers of gpu.js may be from those of double precision, by primitive and mode: |x − y| ≤ absolute +
 * relative · |y|. What is not named is exact.
 */
import type { BinaryOp, Primitive, UnaryOp } from '../../src/tensor/primitives.ts';

export interface Tolerance {
  readonly absolute: number;
  readonly relative: number;
}

export const exact: Tolerance = { absolute: 0, relative: 0 };

/** `cpu` computes in doubles and rounds what it stores, `webasm` in singles; shaders as WGSL §15.7.4 lets them. */
type Bounds = { readonly [M in 'cpu' | 'webasm' | 'webgpu']: Tolerance };

/** Below 2^-126 shaders may take numbers for 0. */
const smallest = 2 ** -125;

const within = (cpu: number, webasm: number, webgpu: number, absolute = 0): Bounds => ({
  cpu: { absolute, relative: cpu },
  webasm: { absolute, relative: webasm },
  webgpu: { absolute: absolute + smallest, relative: webgpu },
});

const everywhere = within(0, 0, 0);

export const unaryTolerances: { readonly [O in UnaryOp]: Bounds } = {
  neg: everywhere,
  abs: everywhere,
  sign: everywhere,
  not: everywhere,
  relu: everywhere,
  // Shaders: 3 + 2|x| units of the last place, with |x| < 89.
  exp: within(1e-7, 2e-7, 1.2e-5),
  expm1: within(2e-7, 4e-7, 1.2e-5),
  sigmoid: within(1e-7, 4e-7, 1.2e-5),
  // Shaders: 2^-21 near 1, where the logarithm is small.
  log: { ...within(1e-7, 2e-7, 4e-7), webgpu: { absolute: 5e-7, relative: 4e-7 } },
  log1p: { ...within(3e-7, 6e-7, 6e-7), webgpu: { absolute: 5e-7, relative: 6e-7 } },
  sqrt: within(1e-7, 1e-7, 4e-7),
  rsqrt: within(1e-7, 3e-7, 6e-7),
  // Up to 2^17 in size; beyond, what is left of the argument is only known to be within ±1.
  sin: {
    ...within(2e-7, 2e-7, 2e-7),
    webasm: { absolute: 2e-6, relative: 0 },
    webgpu: { absolute: 2e-6, relative: 0 },
  },
  cos: {
    ...within(2e-7, 2e-7, 2e-7),
    webasm: { absolute: 2e-6, relative: 0 },
    webgpu: { absolute: 2e-6, relative: 0 },
  },
  tanh: within(4e-7, 5e-7, 6e-7),
  erf: within(4e-7, 5e-7, 8e-7),
  floor: everywhere,
  ceil: everywhere,
  round: everywhere,
  bitsToUnit: everywhere,
};

/** Operators round once; shaders divide to 2.5 units of the last place, and take powers by exp2 and log2. */
export const binaryTolerances: { readonly [O in BinaryOp]?: Bounds } = {
  add: within(1e-7, 1e-7, 1e-7),
  sub: within(1e-7, 1e-7, 1e-7),
  mul: within(1e-7, 1e-7, 1e-7),
  div: within(1e-7, 1e-7, 4e-7),
  pow: within(2e-7, 2e-7, 1e-4),
};

/** What sums numbers, of sizes up to 2 and some hundred of them; what contains other steps; and the functions above. */
export const primitiveTolerances: { readonly [P in Primitive]?: Bounds } = {
  unary: within(1e-6, 1e-5, 1e-5, 1e-5),
  binary: within(1e-6, 1e-5, 1e-4, 1e-5),
  dot: within(1e-6, 1e-5, 1e-5, 1e-5),
  conv: within(1e-6, 1e-5, 1e-5, 1e-5),
  reduce: within(1e-6, 1e-5, 1e-5, 1e-5),
  reduceWindow: within(1e-6, 1e-5, 1e-5, 1e-5),
  scatterAdd: within(1e-6, 1e-5, 1e-5, 1e-5),
  selectScatter: within(1e-6, 1e-5, 1e-5, 1e-5),
};

export const toleranceOf = (primitive: Primitive, mode: keyof Bounds): Tolerance =>
  (primitiveTolerances[primitive] ?? everywhere)[mode];

/** Whole programs of such primitives, their values kept in [−2, 2]. */
export const programTolerance: Tolerance = { absolute: 2e-4, relative: 2e-4 };
