/** Programs to programs that take less and give the same up to rounding. */
export { type OptimiseOptions, optimise } from './optimise.ts';
