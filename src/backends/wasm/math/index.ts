/** The elementwise primitives on registers: code that any kernel can take in. */
export { binaryFunction, binaryFunctions } from './binary.ts';
export { convertFunctions, select } from './convert.ts';
export { exp, expm1 } from './exponential.ts';
export { sigmoid, tanh } from './hyperbolic.ts';
export { log } from './logarithm.ts';
export { unaryFunction, unaryFunctions } from './unary.ts';
export { type Binary, multiplyAdd, type Unary, using } from './vector.ts';
