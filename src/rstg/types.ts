import type { Tensor } from '../tensor/tensor.ts';
import type { AttendTree, DenseTree, LstmTree, MlpTree } from './params.ts';

/** The states of nodes, one row each. N and D are followed by the compiler where the caller knows them. */
export type Nodes<N = number, D = number> = Tensor<[N, D]>;

/** The states of nodes at every time step. */
export type NodesOverTime<T = number, N = number, D = number> = Tensor<[T, N, D]>;

type Matrix = Tensor<[number, number]>;
type Vector = Tensor<[number]>;

export type Dense = DenseTree<Matrix, Vector>;
export type Mlp = MlpTree<Matrix, Vector>;
export type Attend = AttendTree<Matrix>;
export type Lstm = LstmTree<Matrix, Vector>;
