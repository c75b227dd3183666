import type { Tensor } from '../tensor/tensor.ts';
import type { RstgConfig } from './config.ts';

/** `x·weight + bias`. */
export interface DenseTree<Matrix, Vector> {
  readonly weight: Matrix;
  readonly bias: Vector;
}

/** Two dense layers with ReLU after both (paper, eq. 2). */
export type MlpTree<Matrix, Vector> = readonly [DenseTree<Matrix, Vector>, DenseTree<Matrix, Vector>];

export interface AttendTree<Matrix> {
  readonly source: Matrix;
  readonly target: Matrix;
}

export interface LstmTree<Matrix, Vector> {
  readonly input: Matrix;
  readonly hidden: Matrix;
  readonly bias: Vector;
}

/** The parameters of an RSTG as a tree; which branches there are follows from the configuration. */
export interface RstgTree<Matrix, Vector> {
  readonly project?: DenseTree<Matrix, Vector>;
  readonly send?: MlpTree<Matrix, Vector>;
  readonly attend?: AttendTree<Matrix>;
  readonly update?: MlpTree<Matrix, Vector> | { readonly [scale: `scale${number}`]: MlpTree<Matrix, Vector> };
  readonly time?: { readonly inner?: LstmTree<Matrix, Vector>; readonly outer: LstmTree<Matrix, Vector> };
  readonly unproject?: DenseTree<Matrix, Vector>;
}

/** The parameters of any RSTG, sizes unknown to the compiler. */
export type AnyRstgParams = RstgTree<Tensor<[number, number]>, Tensor<[number]>>;

/** How to make the leaves of a tree of parameters. */
export interface Leaves<Matrix, Vector> {
  /** A weight, by its name. */
  readonly matrix: (name: string, rows: number, columns: number) => Matrix;
  /** A bias, by its name. */
  readonly vector: (name: string, size: number) => Vector;
}

/** Entries of a position map, P: 0 without positions. */
export const positionSize = ({ positional }: RstgConfig): number =>
  positional === null ? 0 : positional.size ** 2;

export const hasSpace = ({ schedule }: RstgConfig): boolean => schedule !== 'time-only';
export const hasInner = ({ schedule }: RstgConfig): boolean => schedule === 'all-temp';
export const hasOuter = ({ schedule }: RstgConfig): boolean =>
  schedule === 'all-temp' || schedule === 'one-temp' || schedule === 'time-only';

/**
 * The tree of parameters of a configuration, leaf by leaf: the one place that knows their names and shapes
 * (RSTG.md, §Parameters). Names are the leaves' dotted paths, such as `send.0.weight`.
 */
export const parameterTree = <Matrix, Vector>(
  config: RstgConfig,
  { matrix, vector }: Leaves<Matrix, Vector>,
): RstgTree<Matrix, Vector> => {
  const { channels, dim, gather, update, readout, scales } = config;
  const dense = (name: string, from: number, to: number): DenseTree<Matrix, Vector> => ({
    weight: matrix(`${name}.weight`, from, to),
    bias: vector(`${name}.bias`, to),
  });
  const mlp = (name: string, from: number): MlpTree<Matrix, Vector> => [
    dense(`${name}.0`, from, dim),
    dense(`${name}.1`, dim, dim),
  ];
  const lstm = (name: string): LstmTree<Matrix, Vector> => ({
    input: matrix(`${name}.input`, dim, 4 * dim),
    hidden: matrix(`${name}.hidden`, dim, 4 * dim),
    bias: vector(`${name}.bias`, 4 * dim),
  });
  const updates = () =>
    update === 'shared'
      ? mlp('update', 2 * dim)
      : Object.fromEntries(scales.map((s) => [`scale${s}`, mlp(`update.scale${s}`, 2 * dim)]));
  return {
    ...(channels === dim ? {} : { project: dense('project', channels, dim) }),
    ...(hasSpace(config) ? { send: mlp('send', 2 * dim + positionSize(config)) } : {}),
    ...(hasSpace(config) && gather !== 'sum'
      ? { attend: { source: matrix('attend.source', dim, dim), target: matrix('attend.target', dim, dim) } }
      : {}),
    ...(hasSpace(config) ? { update: updates() } : {}),
    ...(hasOuter(config)
      ? { time: { ...(hasInner(config) ? { inner: lstm('time.inner') } : {}), outer: lstm('time.outer') } }
      : {}),
    ...(readout === 'map' && channels !== dim ? { unproject: dense('unproject', dim, channels) } : {}),
  };
};

/** Name and shape of every parameter, in order. */
export const parameterShapes = (config: RstgConfig): ReadonlyMap<string, readonly number[]> => {
  const shapes = new Map<string, readonly number[]>();
  parameterTree(config, {
    matrix: (name, rows, columns) => shapes.set(name, [rows, columns]),
    vector: (name, size) => shapes.set(name, [size]),
  });
  return shapes;
};
