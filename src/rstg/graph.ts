import { TensorError } from '../tensor/error.ts';
import type { EdgeRule } from './config.ts';
import { cellsTouch, gridNodes, regionsOverlap } from './grid.ts';

/**
 * A directed graph of messages from senders to receivers. Edge e goes from `source[e]` to `target[e]`.
 * Senders and receivers are numbered apart: in most graphs they are the same nodes.
 */
export interface MessageGraph {
  readonly senders: number;
  readonly receivers: number;
  readonly source: readonly number[];
  readonly target: readonly number[];
  /** How many edges, the last ones, go from a node to its own later self. */
  readonly own: number;
}

/**
 * A graph on `nodes` nodes from its list of directed edges.
 *
 * @throws TensorError when an edge names a node that does not exist
 */
export const messageGraph = (
  nodes: number,
  edges: readonly (readonly [from: number, to: number])[],
): MessageGraph => {
  for (const [from, to] of edges) {
    for (const node of [from, to]) {
      if (!Number.isSafeInteger(node) || node < 0 || node >= nodes) {
        throw new TensorError(
          'messageGraph',
          `edge ${from}→${to} names a node that does not exist`,
          [],
          `0 ≤ node < ${nodes}`,
        );
      }
    }
  }
  return {
    senders: nodes,
    receivers: nodes,
    source: edges.map(([from]) => from),
    target: edges.map(([, to]) => to),
    own: 0,
  };
};

/** The edges of the grids: every ordered pair of nodes that the rule joins, ordered by receiver, then sender. */
export const gridGraph = (scales: readonly number[], rule: EdgeRule): MessageGraph => {
  const nodes = gridNodes(scales);
  const edges = nodes.flatMap((to, i) =>
    nodes.flatMap((from, j) => {
      const joined =
        rule === 'full' || (from.scale === to.scale ? cellsTouch(from, to) : regionsOverlap(from, to));
      return i !== j && joined ? [[j, i] as const] : [];
    }),
  );
  return messageGraph(nodes.length, edges);
};

/**
 * The graph with one more sender for every receiver (the homogeneous schedule's own state a step earlier):
 * sender `senders + i` talks to receiver i.
 */
export const withOwnPast = (graph: MessageGraph): MessageGraph => {
  const all = Array.from({ length: graph.receivers }, (_, i) => i);
  return {
    senders: graph.senders + graph.receivers,
    receivers: graph.receivers,
    source: [...graph.source, ...all.map((i) => graph.senders + i)],
    target: [...graph.target, ...all],
    own: graph.receivers,
  };
};

/** The incoming edges of every receiver, as rows of equal length. */
export interface Incoming {
  /** [receivers, degree]: numbers of edges; 0 where there is none. */
  readonly edge: readonly (readonly number[])[];
  /** [receivers, degree]: whether there is an edge. */
  readonly exists: readonly (readonly boolean[])[];
  /** [edges]: where each edge stands in the flattened rows. */
  readonly slot: readonly number[];
}

/** Lists the incoming edges of every receiver, padded to the largest in-degree (at least 1). */
export const incomingOf = ({ receivers, target }: MessageGraph): Incoming => {
  const lists: number[][] = Array.from({ length: receivers }, () => []);
  for (const [e, to] of target.entries()) lists[to]?.push(e);
  const degree = Math.max(1, ...lists.map((list) => list.length));
  const columns = Array.from({ length: degree }, (_, i) => i);
  const slot: number[] = new Array(target.length).fill(0);
  for (const [receiver, list] of lists.entries()) {
    for (const [i, e] of list.entries()) slot[e] = receiver * degree + i;
  }
  return {
    edge: lists.map((list) => columns.map((i) => list[i] ?? 0)),
    exists: lists.map((list) => columns.map((i) => i < list.length)),
    slot,
  };
};
