/**
 * The space stage (paper, §2.1): every node sends messages to its neighbours, gathers what it receives, and
 * updates its state.
 */
import { within } from '../tensor/error.ts';
import {
  concat,
  expandDims,
  messages,
  mul,
  scatterAdd,
  shapedLike,
  slice,
  tensor,
  zeros,
} from '../tensor/ops/index.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { attention } from './attention.ts';
import type { GatherRule } from './config.ts';
import type { MessageGraph } from './graph.ts';
import { mlp } from './mlp.ts';
import { rowsOf } from './rows.ts';
import type { Attend, Mlp, Nodes } from './types.ts';

/** The labels under which messages are counted (RSTG.md, §Complexity). */
export const messageLabels = { spatial: 'spatial', self: 'self', temporal: 'temporal' } as const;

/** Who talks to whom, from where, and with which parameters. */
export interface SpaceStage {
  readonly graph: MessageGraph;
  /** `[senders, P]`: the position map of each sender. */
  readonly positions: Tensor<[number, number]> | null;
  readonly send: Mlp;
  readonly gather: GatherRule;
  readonly attend: Attend | null;
  /** Applied to `[v_i | g_i]`. */
  readonly update: (state: Nodes) => Nodes;
}

/**
 * Marks messages as they arrive, α_{ji}·m_{j→i}, for counting and inspection: those between nodes, and those of
 * nodes to their own later selves (the last edges).
 */
const counted = ({ own, source }: MessageGraph, sent: Nodes): Nodes => {
  const between = source.length - own;
  const spatial = (x: Nodes) => messages(x, messageLabels.spatial);
  const self = (x: Nodes) => messages(x, messageLabels.self);
  if (own === 0) return spatial(sent);
  if (between === 0) return self(sent);
  return concat([spatial(slice(sent, [[0, between]])), self(slice(sent, [[between, null]]))], 0);
};

/** Send: m_{j→i} = MLP_send([v_j | v_i | p_j]) for every edge j→i, as rows (paper, eq. 1–2). */
const send = (stage: SpaceStage, senders: Nodes, receivers: Nodes): Nodes => {
  const { graph, positions } = stage;
  const ends = [rowsOf(senders, graph.source), rowsOf(receivers, graph.target)];
  const place = positions === null ? [] : [rowsOf(positions, graph.source)];
  return within('send', () => mlp(stage.send, concat([...ends, ...place], 1)));
};

/** Gather: g_i = Σ_j α_{ji} m_{j→i} over the senders of each node (paper, eq. 3–4). */
const gather = (stage: SpaceStage, senders: Nodes, receivers: Nodes, sent: Nodes): Nodes => {
  const { graph, attend } = stage;
  const weighted =
    attend === null
      ? sent
      : within('attend', () =>
          mul(sent, expandDims(attention(stage.gather, graph, attend, senders, receivers), 1)),
        );
  return scatterAdd(zeros(receivers.shape), tensor(graph.target, 'i32'), counted(graph, weighted), 0);
};

/**
 * One space iteration: `v_i ← MLP_update([v_i | g_i])`.
 *
 * Senders and receivers are the same nodes, but for the homogeneous schedule, where the nodes' own past states
 * are further senders.
 */
export const space = <N, D>(
  stage: SpaceStage,
  senders: Nodes<number, D>,
  receivers: Nodes<N, D>,
): Nodes<N, D> =>
  within('space', () => {
    const sent = send(stage, senders, receivers);
    const gathered = gather(stage, senders, receivers, sent);
    return shapedLike(
      within('update', () => stage.update(concat([receivers, gathered], 1))),
      receivers,
    );
  });
