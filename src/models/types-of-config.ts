/**
 * The types of the classifiers that follow from their configuration: exact where it is known to the compiler.
 */
import type { DenseParams } from '../nn/dense.ts';
import type { NormRule, RstgConfig, RstgParams } from '../rstg/index.ts';
import type { ProductDims } from '../shape-types/dim-arithmetic.ts';
import type { BackboneParams, FeatureMaps } from './backbone.ts';
import type { FrameModelConfig, VideoClassifierConfig } from './video-config.ts';

/** The channels of a frame: 1 where the configuration does not say. */
export type ChannelsOf<C extends FrameModelConfig> = 'channels' extends keyof C
  ? C['channels'] extends number
    ? C['channels']
    : number
  : 1;

/** `[H, W, C]`: the feature map of one frame, or the error where nothing is left of it. */
export type FeatureMap<C extends FrameModelConfig, Now = unknown> = FeatureMaps<
  [C['height'], C['width'], ChannelsOf<C>],
  C['backbone'],
  Now
>;

/** `[T, H, W, C]`: the feature maps of a video. */
export type ClipFeatures<C extends VideoClassifierConfig> =
  FeatureMap<C> extends readonly [infer H, infer W, infer F]
    ? [C['frames'], H, W, F]
    : [number, number, number, number];

/** The configuration of the RSTG on the feature maps. */
export type RstgConfigOf<C extends VideoClassifierConfig, Now = unknown> =
  FeatureMap<C, Now> extends readonly [infer H extends number, infer W extends number, infer F extends number]
    ? {
        readonly frames: C['frames'];
        readonly height: H;
        readonly width: W;
        readonly channels: F;
        readonly scales: C['rstg']['scales'];
        readonly dim: C['rstg']['dim'];
        readonly iterations: C['rstg']['iterations'];
        readonly schedule: C['rstg']['schedule'];
        readonly edges: C['rstg']['edges'];
        readonly gather: C['rstg']['gather'];
        readonly positional: C['rstg']['positional'];
        readonly update: C['rstg']['update'];
        readonly norm?: NormRule;
        readonly residual?: boolean;
        readonly readout: 'vec';
        readonly time: C['rstg']['time'];
      }
    : RstgConfig;

/** The parameters of a video classifier: names such as `backbone.0.weight`, `rstg.send.0.weight`, `classifier.bias`. */
export interface VideoClassifierParams<C extends VideoClassifierConfig> {
  readonly backbone: BackboneParams<ChannelsOf<C>, C['backbone']['filters']>;
  readonly rstg: RstgParams<RstgConfigOf<C>>;
  readonly classifier: DenseParams<C['rstg']['dim'], C['classes']>;
}

/** How many features a frame has: the cells of its map times their channels. */
type Features<Map, Now = unknown> = Map extends readonly unknown[] ? ProductDims<Map, Now> : number;

/** The parameters of a digit classifier; `backbone` is the same tree as in a video classifier's. */
export interface DigitClassifierParams<C extends FrameModelConfig> {
  readonly backbone: BackboneParams<ChannelsOf<C>, C['backbone']['filters']>;
  readonly classifier: DenseParams<Features<FeatureMap<C>>, 10>;
}

/** The size of a feature map along an axis; a number where the compiler does not know it. */
export type SideOf<C extends FrameModelConfig, Axis extends 0 | 1 | 2> =
  FeatureMap<C> extends readonly [infer H, infer W, infer F] ? [H, W, F][Axis] : number;

/** The parameters of a digit map; `backbone` is the same tree as in a video classifier's, `project` as in its RSTG's. */
export interface DigitMapParams<C extends VideoClassifierConfig> {
  readonly backbone: BackboneParams<ChannelsOf<C>, C['backbone']['filters']>;
  readonly project: DenseParams<SideOf<C, 2>, C['rstg']['dim']>;
}
