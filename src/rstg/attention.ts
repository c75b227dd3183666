import { matmul, mul, reshape, softmax, sum, take, tensor, where } from '../tensor/ops/index.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { GatherRule } from './config.ts';
import { incomingOf, type MessageGraph } from './graph.ts';
import { rowsOf } from './rows.ts';
import type { Attend, Nodes } from './types.ts';

/** Takes part in no softmax: far below any score, yet finite, so that rows without edges hold no NaN. */
const absent = -3e38;

/** ⟨v_j·source, v_i·target⟩ for every edge j→i (paper, eq. 3–4, not normalised). */
const scores = (
  { source, target }: MessageGraph,
  attend: Attend,
  senders: Nodes,
  receivers: Nodes,
): Tensor<[number]> =>
  sum(mul(rowsOf(matmul(senders, attend.source), source), rowsOf(matmul(receivers, attend.target), target)), {
    axes: 1,
  });

/** A softmax over the incoming edges of every node. */
const overSenders = (graph: MessageGraph, score: Tensor<[number]>): Tensor<[number]> => {
  const incoming = incomingOf(graph);
  const rows: Tensor<[number, number]> = take(score, tensor(incoming.edge, 'i32'), 0);
  const shares = softmax(where(tensor(incoming.exists, 'bool'), rows, absent), 1);
  return take(reshape(shares, [-1]), tensor(incoming.slot, 'i32'), 0);
};

/** The weight α_{ji} of every edge's message. */
export const attention = (
  rule: GatherRule,
  graph: MessageGraph,
  attend: Attend,
  senders: Nodes,
  receivers: Nodes,
): Tensor<[number]> => {
  const score = scores(graph, attend, senders, receivers);
  return rule === 'softmax' && graph.source.length > 0 ? overSenders(graph, score) : score;
};
