export { confusionMatrix } from './confusion-matrix.ts';
export { type ClassScores, perClass } from './per-class.ts';
export { accuracy, topKHits } from './top-k.ts';
export { wilsonInterval } from './wilson-interval.ts';
