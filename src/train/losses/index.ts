export { binaryCrossEntropy } from './binary-cross-entropy.ts';
export { type CrossEntropyOptions, crossEntropy, softCrossEntropy } from './cross-entropy.ts';
export type { LossOptions, Reduction } from './reduction.ts';
export { type HuberOptions, huber, meanAbsoluteError, meanSquaredError } from './regression.ts';
export type { Alike, ElementsShape, LabelsShape, Loss, RowsShape } from './shapes.ts';
