/**
 * Whole models: the convolutional backbone, a classifier of digits to pre-train it with, and the RSTG classifier of
 * videos, as a clip and as a stream.
 *
 * @module thwc/models
 */
export * from './backbone.ts';
export { type BackboneConfig, backboneMistakes, type FrameSize, featureMap } from './backbone-config.ts';
export { digitClassifier } from './digit-classifier.ts';
export { digitMap, mapEntries } from './digit-map.ts';
export { digitMapTarget, type SeenDigit } from './digit-map-target.ts';
export { wellScaled } from './initial.ts';
export type * from './types-of-config.ts';
export { type VideoClassifier, type VideoStream, videoClassifier } from './video-classifier.ts';
export {
  type FrameModelConfig,
  type RelationConfig,
  rstgConfigOf,
  type VideoClassifierConfig,
  videoClassifierMistakes,
} from './video-config.ts';
export { withPast } from './with-past.ts';
