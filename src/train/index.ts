/**
 * Losses, optimisers, schedules and metrics, as pure functions.
 *
 * @module thwc/train
 */
export * from './losses/index.ts';
export * from './metrics/index.ts';
export * from './optimisers/index.ts';
export * from './schedules/index.ts';
export { type StepReport, startTraining, type TrainState, trainStep } from './step.ts';
