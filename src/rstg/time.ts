import { lstmCell } from '../nn/lstm.ts';
import { within } from '../tensor/error.ts';
import { messages } from '../tensor/ops/index.ts';
import { messageLabels } from './space.ts';
import type { Lstm, Nodes } from './types.ts';

/** What a node remembers between time steps. */
export interface Memory<State> {
  /** The output at the last step. */
  readonly hidden: State;
  readonly cell: State;
}

/**
 * The time stage (paper, §2.2, eq. 5–6): an LSTM for each node, parameters shared by the nodes. Every node's
 * memory is one message of the node to its later self.
 */
export const time = <N, D>(
  params: Lstm,
  memory: Memory<Nodes<N, D>>,
  nodes: Nodes<N, D>,
): Memory<Nodes<N, D>> =>
  within('time', () => {
    const { h, c } = lstmCell(
      params,
      { h: messages(memory.hidden, messageLabels.temporal), c: memory.cell },
      nodes,
    );
    return { hidden: h, cell: c };
  });
