/**
 * RSTG.md once more, in loops over plain numbers: slow, and written without a look at `src/rstg`.
 */
import type { Dense, Lstm, Mlp, PlainParams, PlainSample, Row, Rows } from './definition-params.ts';
import { cellsOf, edgesOf, positionMap, share, upTo } from './lattice.ts';

const sumRows = (rows: Rows, width: number): Row =>
  upTo(width).map((d) => rows.reduce((sum, row) => sum + (row[d] ?? 0), 0));
const scale = (row: Row, by: number): Row => row.map((x) => x * by);
const plus = (a: Row, b: Row): Row => a.map((x, i) => x + (b[i] ?? 0));
const inner = (a: Row, b: Row): number => a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0);
const relu = (row: Row): Row => row.map((x) => Math.max(0, x));
const times = (row: Row, weight: Rows): Row =>
  sumRows(
    row.map((x, i) => scale(weight[i] ?? [], x)),
    weight[0]?.length ?? 0,
  );
const dense = ({ weight, bias }: Dense, row: Row): Row => plus(times(row, weight), bias);
const mlp = ([first, second]: Mlp, row: Row): Row => relu(dense(second, relu(dense(first, row))));
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

interface Memory {
  readonly h: Row;
  readonly c: Row;
}

const lstm = ({ input, hidden, bias }: Lstm, { h, c }: Memory, x: Row): Memory => {
  const z = plus(plus(times(x, input), times(h, hidden)), bias);
  const gate = (n: number, f: (x: number) => number): Row => z.slice(n * x.length, (n + 1) * x.length).map(f);
  const [i, f, g, o] = [gate(0, sigmoid), gate(1, sigmoid), gate(2, Math.tanh), gate(3, sigmoid)];
  const at = (row: Row, d: number) => row[d] ?? 0;
  const cell = c.map((x, d) => at(f, d) * x + at(i, d) * at(g, d));
  return { c: cell, h: cell.map((x, d) => at(o, d) * Math.tanh(x)) };
};

/** Mean 0 and variance 1, where `norm` is `layer`. */
const seenBy =
  (norm: string | undefined) =>
  (row: Row): Row => {
    if (norm !== 'layer') return row;
    const center = row.reduce((sum, x) => sum + x, 0) / row.length;
    const variance = row.reduce((sum, x) => sum + (x - center) ** 2, 0) / row.length;
    return row.map((x) => (x - center) / Math.sqrt(variance + 1e-3));
  };

const missing = (): never => {
  throw new Error('a parameter is missing');
};

/** The weights of the messages to one node. */
const weights = (gather: string, attend: PlainParams['attend'], senders: Rows, receiver: Row): Row => {
  if (gather === 'sum') return senders.map(() => 1);
  const { source, target } = attend ?? missing();
  const scores = senders.map((v) => inner(times(v, source), times(receiver, target)));
  if (gather === 'dot') return scores;
  const total = scores.reduce((sum, x) => sum + Math.exp(x), 0);
  return scores.map((x) => Math.exp(x) / total);
};

/** One space stage; `past` gives every node a further sender, its own past state. */
const space = ({ config, params }: PlainSample, states: Rows, before: Rows | null): Rows => {
  const { scales, edges, positional, gather, update, dim } = config;
  const see = seenBy(config.norm);
  const [v, past] = [states.map(see), before?.map(see) ?? null];
  const cells = cellsOf(scales);
  const joined = edgesOf(scales, edges);
  const maps = cells.map((cell) =>
    positional === null ? [] : positionMap(cell, positional.size, positional.sigma),
  );
  const send = params.send ?? missing();
  return v.map((own, i) => {
    const from = upTo(v.length).filter((j) => joined.has(`${j}→${i}`));
    const senders = [
      ...from.map((j) => [v[j] ?? [], maps[j] ?? []] as const),
      ...(past === null ? [] : [[past[i] ?? [], maps[i] ?? []] as const]),
    ];
    const alpha = weights(
      gather,
      params.attend,
      senders.map(([x]) => x),
      own,
    );
    const sent = senders.map(([x, p], n) => scale(mlp(send, [...x, ...own, ...p]), alpha[n] ?? 0));
    const network = update === 'shared' ? params.update : params.updates.get(cells[i]?.scale ?? 0);
    const made = mlp(network ?? missing(), [...own, ...sumRows(sent, dim)]);
    return config.residual === true ? plus(states[i] ?? [], made) : made;
  });
};

/** Nodes of every frame → nodes of every frame, time step by time step. */
const schedule = (sample: PlainSample, frames: readonly Rows[]): readonly Rows[] => {
  const { config, params } = sample;
  const { iterations: K, schedule: name, dim } = config;
  const zeros: Rows = (frames[0] ?? []).map(() => upTo(dim).map(() => 0));
  const memory = upTo(K + 1).map(() => zeros.map((zero): Memory => ({ h: zero, c: zero })));
  const past = upTo(K).map(() => zeros);
  const remember = (k: number, stage: Lstm | undefined, v: Rows): Rows => {
    const before = memory[k] ?? [];
    memory[k] = v.map((x, i) => lstm(stage ?? missing(), before[i] ?? missing(), seenBy(config.norm)(x)));
    return (memory[k] ?? []).map(({ h }, i) => (config.residual === true ? plus(v[i] ?? [], h) : h));
  };
  return frames.map((frame) => {
    let v = frame;
    for (let k = 0; k < K && name !== 'time-only'; k++) {
      if (name === 'all-temp') v = remember(k, params.inner, v);
      v = space(sample, v, name === 'homogeneous' ? (past[k] ?? missing()) : null);
      if (name === 'homogeneous') past[k] = v;
    }
    return name === 'space-only' || name === 'homogeneous' ? v : remember(K, params.outer, v);
  });
};

const mean = (frames: readonly Rows[]): Rows =>
  (frames[0] ?? []).map((row, i) =>
    scale(
      sumRows(
        frames.map((v) => v[i] ?? []),
        row.length,
      ),
      1 / frames.length,
    ),
  );

/** The network's output as a list of numbers. */
export const define = (sample: PlainSample): Row => {
  const { config, params, features } = sample;
  const { scales, height, width, channels, dim, readout } = config;
  const cells = cellsOf(scales);
  const pixels = upTo(height).flatMap((y) => upTo(width).map((x) => [y, x] as const));
  const created = features.map((frame) =>
    cells.map((cell) => {
      const weighted = pixels.map(([y, x], n) =>
        scale(
          frame[n] ?? [],
          share(cell.row, cell.scale, y, height) * share(cell.column, cell.scale, x, width),
        ),
      );
      const pooled = sumRows(weighted, channels);
      return seenBy(config.norm)(params.project === undefined ? pooled : dense(params.project, pooled));
    }),
  );
  const steps = schedule(sample, created).map((v) => v.map(seenBy(config.norm)));
  const averaged = config.schedule === 'space-only' || (readout === 'vec' && config.time === 'mean');
  const seen = averaged ? steps.map(() => mean(steps)) : steps;
  if (readout === 'vec') return sumRows(seen.at(-1) ?? [], dim);
  return seen.flatMap((v, t) =>
    pixels.flatMap(([y, x], n) => {
      const spread = sumRows(
        cells.map((cell, i) =>
          scale(
            v[i] ?? [],
            share(y, height, cell.row, cell.scale) * share(x, width, cell.column, cell.scale),
          ),
        ),
        dim,
      );
      return plus(
        params.unproject === undefined ? spread : dense(params.unproject, spread),
        features[t]?.[n] ?? [],
      );
    }),
  );
};
