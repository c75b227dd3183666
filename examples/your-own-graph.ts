/**
 * RSTG's space stage on a graph of your own: five nodes in a directed ring. News travels one edge in each iteration.
 *
 *     npm run build && npx tsx examples/your-own-graph.ts
 */
import { concat, evaluate, eye, fold, slice, type Tensor, tensor, toNested, zeros } from 'thwc';
import { messageGraph, type SpaceStage, space } from 'thwc/rstg';

const ring = messageGraph(5, [
  [0, 1],
  [1, 2],
  [2, 3],
  [3, 4],
  [4, 0],
]);

/** A node of width 1 that says what it knows: weights `[v_j | v_i] → v_j`. */
const say = [
  { weight: tensor([[1], [0]]), bias: zeros([1]) },
  { weight: eye(1), bias: zeros([1]) },
] as const;

const stage: SpaceStage = {
  graph: ring,
  positions: null,
  send: say,
  gather: 'sum',
  attend: null,
  // From [what it knows | what it hears] a node keeps what it hears.
  update: (state) => slice(state, [null, [1, 2]]),
};

const start: Tensor<[5, 1]> = concat([tensor([[1]]), zeros([4, 1])], 0);
const hear = (nodes: Tensor<[5, 1]>): Tensor<[5, 1]> => space(stage, nodes, nodes);

console.log(toNested(await evaluate(hear(start)))); // [[0], [1], [0], [0], [0]]
console.log(toNested(await evaluate(fold(3, hear, start)))); // [[0], [0], [0], [1], [0]]
console.log(toNested(await evaluate(fold(5, hear, start)))); // [[1], [0], [0], [0], [0]]
