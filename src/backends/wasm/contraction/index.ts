/** Contractions — matrix products, `dot`, convolutions — as WebAssembly kernels. */
export { convContraction } from './conv.ts';
export { dotContraction } from './dot.ts';
export { type ContractionPlan, planContraction } from './plan.ts';
export { type Contraction, volume } from './spec.ts';
