/**
 * The configuration of a Recurrent Space-time Graph network, with the names of its definition.
 */
import { gridGraph } from './graph.ts';

/** Order of the stages within a time step (paper, §2.2 and Algorithm 1; ablations of §3.1). */
export const schedules = ['all-temp', 'one-temp', 'space-only', 'time-only', 'homogeneous'] as const;
/** Which nodes talk: neighbours and overlapping regions (paper, §2.1), or all. */
export const edgeRules = ['intersect', 'full'] as const;
/** How messages are weighted: not at all, by a dot product (paper, eq. 3–4), or by its softmax over the senders. */
export const gatherRules = ['sum', 'dot', 'softmax'] as const;
/** One space-update network for all nodes, or one for each scale. */
export const updateRules = ['shared', 'scalewise'] as const;
/** What a stage sees of a node's state: the state, or its layer normalisation without parameters (Ba et al. 2016). */
export const normRules = ['none', 'layer'] as const;
/** RSTG-to-vec or RSTG-to-map (paper, §2.3). */
export const readouts = ['vec', 'map'] as const;
/** What RSTG-to-vec reads: the last time step (paper, §2.3) or the mean over time. */
export const timeReadouts = ['last', 'mean'] as const;

/** One of {@link schedules}. */
export type Schedule = (typeof schedules)[number];
/** One of {@link edgeRules}. */
export type EdgeRule = (typeof edgeRules)[number];
/** One of {@link gatherRules}. */
export type GatherRule = (typeof gatherRules)[number];
/** One of {@link updateRules}. */
export type UpdateRule = (typeof updateRules)[number];
/** One of {@link normRules}. */
export type NormRule = (typeof normRules)[number];
/** One of {@link readouts}. */
export type Readout = (typeof readouts)[number];
/** One of {@link timeReadouts}. */
export type TimeReadout = (typeof timeReadouts)[number];

/** Position maps in the messages: `size`² entries, filtered by a Gaussian of `sigma` map cells. */
export interface Positional {
  readonly size: number;
  readonly sigma: number;
}

/** Everything that determines the parameters and the function, for an input volume T×H×W×C. */
export interface RstgConfig {
  readonly frames: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** Grid sizes, distinct: an s×s grid of nodes for each s. */
  readonly scales: readonly number[];
  /** Width D of a node's state. */
  readonly dim: number;
  /** Space iterations K in each time step (paper: 3). */
  readonly iterations: number;
  readonly schedule: Schedule;
  readonly edges: EdgeRule;
  readonly gather: GatherRule;
  readonly positional: Positional | null;
  readonly update: UpdateRule;
  /**
   * `layer`: new nodes, what every stage sees, and what is read out are normalised to mean 0 and variance 1 over a node's D entries, so that
   * small features of small things count. Not in the paper. Default: `none`.
   */
  readonly norm?: NormRule;
  /** Whether every stage adds what it makes to what it was given (He et al. 2016). Not in the paper. Default: false. */
  readonly residual?: boolean;
  readonly readout: Readout;
  readonly time: TimeReadout;
}

/** Beyond these a configuration is taken for a mistake: it would ask for more memory or time than there is. */
const most = {
  iterations: 1024,
  nodes: 4096,
  edges: 2 ** 20,
  positions: 64,
  weights: 2 ** 22,
  sent: 2 ** 28,
} as const;

/** What a sound list of scales asks too much of. */
const excesses = ({
  frames,
  scales,
  height,
  width,
  edges,
  dim,
  positional,
}: RstgConfig): readonly string[] => {
  const nodes = scales.reduce((n, s) => n + s * s, 0);
  if (nodes > most.nodes) return [`scales make ${nodes} nodes, at most ${most.nodes} are possible`];
  if (edges === 'full' && nodes * (nodes - 1) > most.edges) {
    return [
      `scales make ${nodes} nodes, at most ${Math.floor(Math.sqrt(most.edges))} are possible with full edges`,
    ];
  }
  if (nodes * height * width > most.weights) {
    return [
      `scales make ${nodes} nodes of ${height}×${width} pixels, nodes × pixels can be at most ${most.weights}`,
    ];
  }
  // What one iteration sends for a whole clip, before the first layer of the message network.
  const widthOfMessage = 2 * dim + (positional === null ? 0 : positional.size ** 2);
  const upper = frames * nodes * nodes * widthOfMessage;
  const sent = upper > most.sent ? frames * gridGraph(scales, edges).source.length * widthOfMessage : upper;
  return sent > most.sent
    ? [`frames × edges × (2·dim + positions) is ${sent}, at most ${most.sent} is possible`]
    : [];
};

/** What is wrong with a configuration, one line for each mistake; empty when it is sound. */
export const configMistakes = (config: RstgConfig): readonly string[] => {
  const natural = (name: 'frames' | 'height' | 'width' | 'channels' | 'dim' | 'iterations', least: number) =>
    Number.isSafeInteger(config[name]) && config[name] >= least
      ? []
      : [`${name} must be a whole number ≥ ${least}, got ${config[name]}`];
  const { scales, positional, iterations } = config;
  return [
    ...(['frames', 'height', 'width', 'channels', 'dim', 'iterations'] as const).flatMap((name) =>
      natural(name, 1),
    ),
    ...(Number.isSafeInteger(iterations) && iterations > most.iterations
      ? [`iterations can be at most ${most.iterations}, got ${iterations}`]
      : []),
    ...(scales.length > 0 ? [] : ['scales must name at least one grid']),
    ...scales.flatMap((s) =>
      Number.isSafeInteger(s) && s >= 1 ? [] : [`scales must be whole numbers ≥ 1, got ${s}`],
    ),
    ...(new Set(scales).size === scales.length ? [] : [`scales must be distinct, got ${scales.join(', ')}`]),
    ...excesses(config),
    ...(positional === null ||
    (Number.isSafeInteger(positional.size) && positional.size >= 1 && positional.size <= most.positions)
      ? []
      : [`positional.size must be a whole number from 1 to ${most.positions}, got ${positional.size}`]),
    ...(positional === null || (Number.isFinite(positional.sigma) && positional.sigma > 0)
      ? []
      : [`positional.sigma must be a number > 0, got ${positional.sigma}`]),
  ];
};
