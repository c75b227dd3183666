/**
 * Where a video classifier's RSTG and its last layer begin: scales at which every stage passes on what it sees.
 *
 * Glorot's bounds, as `rstg` itself begins, are made for one layer between bounded units. Through T·(K+1) LSTM cells and
 * 4·K ReLU layers a frame they leave answers that hardly differ from video to video (all-temp), and the unnormalised products
 * of `dot`, which are cubic in the states, overflow within ten frames (homogeneous).
 */
import { uniform as uniformBetween } from '../nn/initialisers/distributions.ts';
import type { Initialiser } from '../nn/initialisers/initialiser.ts';
import type { Key } from '../nn/layer.ts';
import {
  type AnyRstgParams,
  gridGraph,
  gridNodes,
  parameterTree,
  positionMaps,
  type Rstg,
  type RstgConfig,
} from '../rstg/index.ts';
import { mul } from '../tensor/ops/arithmetic.ts';
import { tensor, zeros } from '../tensor/ops/constants.ts';
import { foldIn, uniform } from '../tensor/ops/random.ts';
import { shapedLike } from '../tensor/ops/shaped-like.ts';
import type { Tensor } from '../tensor/tensor.ts';

/** The mean square of an entry of a node's state that the scales aim at. */
const meanSquare = 0.1;

/** How much of a node's own state the messages of `dot` are at first, at most: beyond 1 their cubes would run away. */
const dotShare = 0.25;

/** The mean number of senders that a node hears. */
const sendersOf = ({ scales, edges, schedule }: RstgConfig): number => {
  const { source, receivers } = gridGraph(scales, edges);
  return Math.max(1, source.length / receivers + (schedule === 'homogeneous' ? 1 : 0));
};

/** The variance of a weight's entries. */
const varianceOf = (config: RstgConfig, name: string, rows: number): number => {
  const { dim, gather, schedule } = config;
  // Before a ReLU: 2 / fan-in (He et al. 2015). Position maps have a scale of their own, below.
  if (name === 'send.0.weight') return 2 / (2 * dim);
  // Messages of different senders are alike at first: their sum would be as many times one of them.
  if (name === 'send.1.weight') return 2 / dim / (gather === 'sum' ? sendersOf(config) ** 2 : 1);
  if (name.startsWith('update.')) return 2 / rows;
  // Scores ⟨v·source, v·target⟩ of the size of v². Where LSTMs keep states below 1 before every space stage, that is safe.
  if (name.startsWith('attend.'))
    return (gather === 'dot' && schedule !== 'all-temp' ? dotShare / sendersOf(config) : 1) / dim ** 1.5;
  // Each of the four gates is a matrix of its own: 1 / fan-in (LeCun et al. 1998), as for whatever is not rectified.
  return 1 / rows;
};

/** Factors for the rows of the first message layer: a position counts as much as one node's state. */
const rowScales = ({ dim, scales, positional }: RstgConfig, rows: number): Tensor<[number, number]> => {
  const squares =
    positional === null
      ? []
      : positionMaps(scales, positional)
          .flat()
          .map((x) => x * x);
  const size = (squares.reduce((a, b) => a + b, 0) / squares.length) * (rows - 2 * dim);
  const scale = Math.sqrt((dim * meanSquare) / size);
  return tensor(Array.from({ length: rows }, (_, row) => [row < 2 * dim ? 1 : scale]));
};

/** Forget gates begin open, with a bias of 1 (Gers et al. 2000; Jozefowicz et al. 2015): memories last. */
const gateBias = (size: number): Tensor<[number]> =>
  tensor(Array.from({ length: size }, (_, i) => (Math.floor((4 * i) / size) === 1 ? 1 : 0)));

/** Initial parameters: weights uniform with the variances above, biases 0 but for the forget gates'. */
const initialParams = (config: RstgConfig, key: Key): AnyRstgParams => {
  let number = 0;
  return parameterTree(config, {
    matrix: (name, rows, columns) => {
      const bound = Math.sqrt(3 * varianceOf(config, name, rows));
      const drawn = uniform(foldIn(key, number++), [rows, columns], { low: -bound, high: bound });
      const scaled = name === 'send.0.weight' && config.positional !== null;
      return scaled ? shapedLike(mul(drawn, rowScales(config, rows)), drawn) : drawn;
    },
    vector: (name, size) => (name.startsWith('time.') ? gateBias(size) : zeros([size])),
  });
};

/**
 * A network that begins at these scales; all else of it stays as it is.
 *
 * @example
 * ```ts
 * import { randomKey } from 'thwc';
 * import { wellScaled } from 'thwc/models';
 * import { rstg } from 'thwc/rstg';
 * const net = wellScaled(rstg({
 *   frames: 4, height: 2, width: 2, channels: 3, scales: [2], dim: 8, iterations: 1, schedule: 'all-temp', edges: 'intersect',
 *   gather: 'softmax', positional: null, update: 'shared', readout: 'vec', time: 'last',
 * }));
 * const weight = net.init(randomKey(0)).time.outer.input; // Tensor<[8, 32]>
 * ```
 */
export function wellScaled<C extends RstgConfig>(net: Rstg<C>): Rstg<C>;
export function wellScaled(net: Rstg<RstgConfig>): Rstg<RstgConfig> {
  return { ...net, init: (key) => initialParams(net.config, key) };
}

/**
 * Initial weights of the layer behind the sum over all nodes: variance 1 / (N²·D), for nodes are alike at first and their
 * sum is N times one of them. So classes begin nearly even, and the loss near ln(classes).
 */
export const initialHead = ({ scales, dim }: RstgConfig): Initialiser => {
  const bound = Math.sqrt(3 / dim) / gridNodes(scales).length;
  return uniformBetween({ low: -bound, high: bound });
};
