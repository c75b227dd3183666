/**
 * What a backbone is, as plain data, and the feature map that follows from it.
 */

/** A stack of convolution blocks (paper, §3.1). */
export interface BackboneConfig {
  /** Channels of each block's convolution; the paper's authors: 512, 512, 512. */
  readonly filters: readonly number[];
  /** `'valid'`: 64×64 → 6×6 after three blocks (the authors); `'same'`: → 8×8. */
  readonly padding: 'valid' | 'same';
}

/** The sizes of a frame, in pixels, or of its feature map, in cells. */
export interface FrameSize {
  readonly height: number;
  readonly width: number;
}

/** The side of every convolution's window. */
export const window = 3;
/** The side of every pooling window, and its stride. */
export const pool = 2;

/** One axis after a block. Less than 1 when nothing is left of it. */
const afterBlock = (size: number, padding: BackboneConfig['padding']): number =>
  Math.floor((padding === 'same' ? size : size - (window - 1)) / pool);

/**
 * The feature map of a frame: its cells and channels. Sizes less than 1 say that the blocks leave nothing.
 *
 * @example
 * ```ts
 * import { featureMap } from 'thwc/models';
 * const map = featureMap({ height: 64, width: 64 }, { filters: [512, 512, 512], padding: 'valid' });
 * console.log(map); // { height: 6, width: 6, channels: 512 }
 * ```
 */
export const featureMap = (
  { height, width }: FrameSize,
  { filters, padding }: BackboneConfig,
): FrameSize & { readonly channels: number } => {
  const after = (size: number): number => filters.reduce((n) => afterBlock(n, padding), size);
  return { height: after(height), width: after(width), channels: filters.at(-1) ?? 1 };
};

const isCount = (n: number): boolean => Number.isSafeInteger(n) && n >= 1;

/** What is wrong with a backbone for frames of a size, one line for each mistake; empty when it is sound. */
export const backboneMistakes = (
  frame: FrameSize & { readonly channels?: number },
  config: BackboneConfig,
): readonly string[] => {
  const { filters, padding } = config;
  const sizes = (['height', 'width'] as const).flatMap((name) =>
    isCount(frame[name]) ? [] : [`${name} must be a whole number ≥ 1, got ${frame[name]}`],
  );
  const map = featureMap(frame, config);
  const { channels = 1 } = frame;
  const vanishes = sizes.length === 0 && (map.height < 1 || map.width < 1);
  return [
    ...sizes,
    ...(isCount(channels) ? [] : [`channels must be a whole number ≥ 1, got ${channels}`]),
    ...(filters.length > 0 ? [] : ['backbone.filters must name at least one block']),
    ...filters.flatMap((n) => (isCount(n) ? [] : [`backbone.filters must be whole numbers ≥ 1, got ${n}`])),
    ...(vanishes
      ? [
          `backbone: ${filters.length} ${filters.length === 1 ? 'block' : 'blocks'} with padding '${padding}' leave nothing of a frame of ${frame.height}×${frame.width} pixels`,
        ]
      : []),
  ];
};
