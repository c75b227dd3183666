export { type CosineOptions, constant, cosine, type StepDecayOptions, stepDecay } from './of-steps.ts';
export { type PlateauOptions, type PlateauState, plateau } from './plateau.ts';
export type { Schedule } from './schedule.ts';
export { warmUp } from './warm-up.ts';
