/**
 * The network as a peer would be given it by somebody who wants it fast: iteration-major, all frames of all clips of a stage at
 * once, edges summed by one product with the incidence matrix.
 */
import { gridGraph, gridNodes } from '../../src/rstg/index.ts';
import type { Builder, Ref } from './builder.ts';
import type { Sizes } from './graph.ts';

/** How messages are computed. */
export type Form =
  /** As the paper defines it: a row `[v_j | v_i | p_j]` for every edge. */
  | 'defined'
  /** Rewritten by hand: the first product for every node, its results added for every edge. */
  | 'rewritten';

export const nodeCount = ({ scales }: Sizes): number => gridNodes(scales).length;

/** Weights under a prefix, such as `params.`. */
const weights = (b: Builder, prefix: string, { dim }: Sizes, positions: number) => ({
  dense: (name: string, from: number) => ({
    weight: b.constant(`${prefix}${name}.weight`, [from, dim]),
    bias: b.constant(`${prefix}${name}.bias`, [dim]),
  }),
  sendRows: 2 * dim + positions,
  square: (name: string) => b.constant(`${prefix}${name}`, [dim, dim]),
  lstm: (name: string) =>
    [
      b.constant(`${prefix}time.${name}.input`, [dim, 4 * dim]),
      b.constant(`${prefix}time.${name}.hidden`, [dim, 4 * dim]),
      b.constant(`${prefix}time.${name}.bias`, [4 * dim]),
    ] as const,
});

export const positionEntries = 36;

/** One space iteration on nodes `[F, N, D]` of F frames. Uses the constants `positions` `[N, P]` and `incidence` `[N, E]`. */
export const spaceGraph = (b: Builder, sizes: Sizes, form: Form, prefix: string, v: Ref): Ref => {
  const { dim, scales, edges } = sizes;
  const { source, target } = gridGraph(scales, edges);
  const w = weights(b, prefix, sizes, positionEntries);
  const [frames = 0, nodes = 0] = v.shape;
  const [first, second] = [w.dense('send.0', w.sendRows), w.dense('send.1', dim)];
  const positions = b.constant('positions', [nodes, positionEntries]);
  const hidden = (): Ref => {
    if (form === 'rewritten') {
      const rows = (start: number, end: number) => b.slice(first.weight, 0, start, end);
      const place = b.dense(positions, rows(2 * dim, w.sendRows), first.bias);
      const sender = b.add(b.dense(v, rows(0, dim), null), place);
      const receiver = b.dense(v, rows(dim, 2 * dim), null);
      return b.relu(b.add(b.gather(sender, 1, source), b.gather(receiver, 1, target)));
    }
    const places = b.constant('edgePositions', [frames, source.length, positionEntries]);
    const ends = b.concat([b.gather(v, 1, source), b.gather(v, 1, target), places], 2);
    return b.dense(ends, first.weight, first.bias, true);
  };
  const message = b.dense(hidden(), second.weight, second.bias, true);
  const asked = b.gather(b.dense(v, w.square('attend.source'), null), 1, source);
  const answered = b.gather(b.dense(v, w.square('attend.target'), null), 1, target);
  const weighted = b.mul(message, b.sum(b.mul(asked, answered), 2, true));
  const gathered = b.matmul(b.constant('incidence', [nodes, source.length]), weighted);
  const [update0, update1] = [w.dense('update.0', 2 * dim), w.dense('update.1', dim)];
  const state = b.dense(b.concat([v, gathered], 2), update0.weight, update0.bias, true);
  return b.dense(state, update1.weight, update1.bias, true);
};

/** `[F, H·W, C]` → nodes `[F, N, D]`. Uses the constant `pool` `[N, H·W]`. */
const createNodes = (b: Builder, sizes: Sizes, prefix: string, rows: Ref): Ref => {
  const pooled = b.matmul(b.constant('pool', [nodeCount(sizes), rows.shape[1] ?? 0]), rows);
  if (sizes.channels === sizes.dim) return pooled;
  const weight = b.constant(`${prefix}project.weight`, [sizes.channels, sizes.dim]);
  return b.dense(pooled, weight, b.constant(`${prefix}project.bias`, [sizes.dim]));
};

/** Feature maps `[T·clips, H·W, C]`, all clips of a frame beside each other, → the vectors `[clips, D]`. Positional all-temp, to-vec, last. */
export const clipGraph = (b: Builder, sizes: Sizes, form: Form, prefix: string, rows: Ref): Ref => {
  const { frames, dim, iterations } = sizes;
  const [nodes, clips] = [nodeCount(sizes), (rows.shape[0] ?? 0) / frames];
  const w = weights(b, prefix, sizes, positionEntries);
  const zeros = b.constant('zeros', [clips * nodes, dim]);
  const overTime = (name: string, v: Ref): Ref =>
    b.lstm(b.reshape(v, [frames, clips * nodes, dim]), zeros, zeros, ...w.lstm(name)).hs;
  let v = createNodes(b, sizes, prefix, rows);
  for (let k = 0; k < iterations; k++) {
    const remembered = b.reshape(overTime('inner', v), [frames * clips, nodes, dim]);
    v = spaceGraph(b, sizes, form, prefix, remembered);
  }
  const last = b.slice(overTime('outer', v), 0, frames - 1, frames);
  return b.sum(b.reshape(last, [clips, nodes, dim]), 1);
};

/** One frame `[1, H·W, C]` and the memories before it → the vector `[D]` and the memories after it: h and c of every stage. */
export const stepGraph = (
  b: Builder,
  sizes: Sizes,
  form: Form,
  prefix: string,
  rows: Ref,
  state: readonly Ref[],
) => {
  const { dim, iterations } = sizes;
  const nodes = nodeCount(sizes);
  const w = weights(b, prefix, sizes, positionEntries);
  const after: Ref[] = [];
  const stage = (name: string, k: number, v: Ref): Ref => {
    const [h = v, c = v] = state.slice(2 * k, 2 * k + 2);
    const next = b.lstm(b.reshape(v, [1, nodes, dim]), h, c, ...w.lstm(name));
    after.push(next.h, next.c);
    return b.reshape(next.h, [1, nodes, dim]);
  };
  let v = createNodes(b, sizes, prefix, rows);
  for (let k = 0; k < iterations; k++) v = spaceGraph(b, sizes, form, prefix, stage('inner', k, v));
  return [b.sum(b.reshape(stage('outer', iterations, v), [nodes, dim]), 0), ...after];
};
