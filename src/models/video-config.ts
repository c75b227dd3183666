/**
 * What a video classifier is, as plain data.
 */
import { configMistakes, type RstgConfig } from '../rstg/index.ts';
import { type BackboneConfig, backboneMistakes, type FrameSize, featureMap } from './backbone-config.ts';
import type { RstgConfigOf } from './types-of-config.ts';

/** An RSTG-to-vec without its input volume, which is what the backbone makes of a video. */
export type RelationConfig = Omit<RstgConfig, 'frames' | 'height' | 'width' | 'channels' | 'readout'>;

/** Frames, and the backbone that sees each of them. */
export interface FrameModelConfig extends FrameSize {
  /** Of a frame: 1 for its grey levels, 2 for its own and those of the frame before ({@link withPast}). Default: 1. */
  readonly channels?: number;
  readonly backbone: BackboneConfig;
}

/** Everything that determines the parameters and the function of a video classifier. */
export interface VideoClassifierConfig extends FrameModelConfig {
  /** Frames T of a video. */
  readonly frames: number;
  /** The Recurrent Space-time Graph network on the feature maps. */
  readonly rstg: RelationConfig;
  /** How many classes there are: the width of the logits. */
  readonly classes: number;
}

/**
 * The configuration of the RSTG inside a video classifier: its input volume is the feature maps of the frames.
 *
 * @example
 * ```ts
 * import { rstgConfigOf } from 'thwc/models';
 * const config = rstgConfigOf({
 *   frames: 10, height: 64, width: 64,
 *   backbone: { filters: [16, 32, 64], padding: 'valid' },
 *   rstg: {
 *     scales: [1, 2, 3], dim: 64, iterations: 3, schedule: 'all-temp', edges: 'intersect', gather: 'softmax',
 *     positional: { size: 6, sigma: 1 }, update: 'shared', time: 'last',
 *   },
 *   classes: 46,
 * });
 * console.log([config.frames, config.height, config.width, config.channels]); // [10, 6, 6, 64]
 * ```
 */
export function rstgConfigOf<const C extends VideoClassifierConfig>(config: C): RstgConfigOf<C>;
export function rstgConfigOf(config: VideoClassifierConfig): RstgConfigOf<VideoClassifierConfig> {
  return {
    ...config.rstg,
    frames: config.frames,
    ...featureMap(config, config.backbone),
    readout: 'vec',
  };
}

/**
 * What is wrong with a video classifier's configuration, one line for each mistake; empty when it is sound. What the
 * backbone leaves must be right before the RSTG behind it can be.
 */
export const videoClassifierMistakes = (config: VideoClassifierConfig): readonly string[] => {
  const { classes, backbone } = config;
  const map = backboneMistakes(config, backbone);
  return [
    ...map,
    ...(map.length > 0 ? [] : configMistakes(rstgConfigOf(config))),
    ...(Number.isSafeInteger(classes) && classes >= 1
      ? []
      : [`classes must be a whole number ≥ 1, got ${classes}`]),
  ];
};
