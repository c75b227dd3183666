import { within } from '../tensor/error.ts';
import { add, matmul, relu } from '../tensor/ops/index.ts';
import type { Dense, Mlp, Nodes } from './types.ts';

/** `x·W + b` for every row. */
export const dense = ({ weight, bias }: Dense, x: Nodes): Nodes => add(matmul(x, weight), bias);

/** MLP_a(x) = σ(σ(x·Wa0 + ba0)·Wa1 + ba1): ReLU after both layers (paper, eq. 2). */
export const mlp = ([first, second]: Mlp, x: Nodes): Nodes => {
  const hidden = within('0', () => relu(dense(first, x)));
  return within('1', () => relu(dense(second, hidden)));
};
