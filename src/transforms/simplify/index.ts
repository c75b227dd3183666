/** Programs to simpler programs that mean the same. */
export { eliminateDead } from './dead.ts';
export { type Evaluate, type FoldLimits, foldConstants } from './fold.ts';
export { hoistInvariants } from './hoist.ts';
export { straightenLoops } from './loop.ts';
export { openCustom } from './open.ts';
export { applyIdentities } from './peephole.ts';
export { shareCommon } from './share.ts';
export { type SimplifyOptions, simplify } from './simplify.ts';
export { type InvalidProgram, verifyProgram } from './verify.ts';
