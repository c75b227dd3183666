/**
 * Options of sliding-window ops. A scalar serves every spatial axis; a tuple has one entry for each.
 */
export type SpatialRank = 1 | 2 | 3;

/** One entry for each spatial axis. */
export type PerAxis<Rank extends SpatialRank, T> = Rank extends 1
  ? readonly [T]
  : Rank extends 2
    ? readonly [T, T]
    : readonly [T, T, T];

/**
 * `'valid'`: none. `'same'`: the output has `⌈size / stride⌉` positions. A number: that much on both sides of every
 * axis. Pairs: `[before, after]` for each axis.
 */
export type Padding<Rank extends SpatialRank> =
  | 'valid'
  | 'same'
  | number
  | PerAxis<Rank, readonly [before: number, after: number]>;

/** How a kernel moves over the spatial axes. */
export interface ConvOptions<Rank extends SpatialRank> {
  /** Distance between neighbouring windows. Default 1. */
  readonly stride?: number | PerAxis<Rank, number>;
  /** Distance between neighbouring elements of the kernel. Default 1. */
  readonly dilation?: number | PerAxis<Rank, number>;
  /** Splits the channels into groups that do not see each other. Default 1. */
  readonly groups?: number;
  /** Default `'valid'`. */
  readonly padding?: Padding<Rank>;
}

/** How a pooling window moves over the spatial axes. */
export interface PoolOptions<Rank extends SpatialRank> {
  /** The size of the window. */
  readonly window: number | PerAxis<Rank, number>;
  /** Distance between neighbouring windows. Default: the size of the window. */
  readonly stride?: number | PerAxis<Rank, number>;
  /** Distance between neighbouring elements of the window. Default 1. */
  readonly dilation?: number | PerAxis<Rank, number>;
  /** Default `'valid'`. */
  readonly padding?: Padding<Rank>;
}

/** The value of an option: the default when it is absent, unknown (`number`) when its type does not tell whether it is. */
export type Option<Options, Key extends string, Default> = Options extends {
  readonly [K in Key]: infer Value;
}
  ? Value
  : Key extends keyof Options
    ? number
    : Default;

/** An option as a tuple with an entry for each spatial axis. */
export type Each<Value, Rank extends SpatialRank> = Value extends readonly unknown[]
  ? Value
  : Rank extends 1
    ? [Value]
    : Rank extends 2
      ? [Value, Value]
      : [Value, Value, Value];

/** What stands for options that are not given. */
// biome-ignore lint/complexity/noBannedTypes: an object type without properties, and printed as short as that
export type NoOptions = {};
