import { type Fault, rstg } from './fault.ts';

export const graph: readonly Fault[] = [
  {
    name: 'every edge goes the other way',
    file: 'src/rstg/graph.ts',
    from: 'source: edges.map(([from]) => from), target: edges.map(([, to]) => to),',
    to: 'source: edges.map(([, to]) => to), target: edges.map(([from]) => from),',
    tests: rstg('gathering'),
  },
  {
    name: 'one message is dropped',
    file: 'src/rstg/graph.ts',
    from: 'i !== j && joined',
    to: 'i !== j && joined && (i !== 1 || j !== 0)',
    tests: rstg('counting'),
  },
  {
    name: 'cells talk over a corner',
    file: 'src/rstg/grid.ts',
    from: 'Math.abs(a.row - b.row) + Math.abs(a.column - b.column) === 1',
    to: 'Math.max(Math.abs(a.row - b.row), Math.abs(a.column - b.column)) === 1',
    tests: rstg('grids'),
  },
  {
    name: 'regions that only touch overlap',
    file: 'src/rstg/grid.ts',
    from: 'overlap(a.column, a.scale, b.column, b.scale) > 0',
    to: 'overlap(a.column, a.scale, b.column, b.scale) >= 0',
    tests: rstg('grids'),
  },
];

export const space: readonly Fault[] = [
  {
    name: "messages carry the receiver's position",
    file: 'src/rstg/space.ts',
    from: 'rowsOf(positions, graph.source)',
    to: 'rowsOf(positions, graph.target)',
    tests: rstg('gathering'),
  },
  {
    name: 'the softmax runs over the receivers',
    file: 'src/rstg/attention.ts',
    from: 'rows, absent), 1)',
    to: 'rows, absent), 0)',
    tests: rstg('softmax'),
  },
  {
    name: "attention mixes up the sender's matrix and the receiver's",
    file: 'src/rstg/attention.ts',
    from: 'rowsOf(matmul(senders, attend.source), source)',
    to: 'rowsOf(matmul(senders, attend.target), source)',
    tests: rstg('definition'),
  },
  {
    name: 'no ReLU after the second layer',
    file: 'src/rstg/mlp.ts',
    from: 'relu(dense(second, hidden))',
    to: 'dense(second, hidden)',
    tests: rstg('gathering'),
  },
  {
    name: 'each scale updates the rows of another',
    file: 'src/rstg/bind.ts',
    from: 'next += s * s;',
    to: 'next += s;',
    tests: rstg('definition'),
  },
  {
    name: 'the area resize is not normalised',
    file: 'src/tensor/ops/resize-weights.ts',
    from: 'overlap(o, i) / nIn',
    to: 'overlap(o, i) / nOut',
    tests: rstg('grids'),
  },
  {
    name: 'the blur of position maps is not normalised',
    file: 'src/rstg/positions.ts',
    from: 'raw.map((x) => x / sum)',
    to: 'raw.map((x) => (sum > 0 ? x : 0))',
    tests: rstg('grids'),
  },
  {
    name: 'what a residual stage was given is forgotten',
    file: 'src/rstg/bind.ts',
    from: 'config.residual === true ? add(v, out) : out',
    to: 'config.residual === undefined ? add(v, out) : out',
    tests: rstg('definition'),
  },
  {
    name: 'senders are not normalised',
    file: 'src/rstg/bind.ts',
    from: 'spaceOf(true, v, seen(concat([v, past], 0)))',
    to: 'spaceOf(true, v, concat([v, past], 0))',
    tests: rstg('definition'),
  },
  {
    name: 'maps come without the features',
    file: 'src/rstg/network.ts',
    from: 'return add(reshape(map, [height, width, channels]), frame)',
    to: 'return add(reshape(map, [height, width, channels]), zeros(frame.shape))',
    tests: rstg('reach'),
  },
];

export const time: readonly Fault[] = [
  {
    name: 'the LSTM takes the forget gate for the input gate',
    file: 'src/nn/lstm.ts',
    from: 'const [i, f, g, o] =',
    to: 'const [f, i, g, o] =',
    tests: rstg('golden'),
  },
  {
    name: 'the inner memories of a step are forgotten',
    file: 'src/rstg/schedules.ts',
    from: '{ inner: remembered, outer: last }',
    to: '{ inner: remembered === inner ? remembered : inner, outer: last }',
    tests: rstg('orders'),
  },
  {
    name: 'homogeneous nodes look back an iteration too far',
    file: 'src/rstg/schedules.ts',
    from: 'const after = stages.spaceWithPast(state, before); return [after, after] as const;',
    to: 'const after = stages.spaceWithPast(state, before); return [after, state] as const;',
    tests: rstg('orders'),
  },
  {
    name: 'time messages are not counted',
    file: 'src/rstg/time.ts',
    from: 'h: messages(memory.hidden, messageLabels.temporal)',
    to: 'h: messages(memory.hidden, messageLabels.spatial)',
    tests: rstg('counting'),
  },
  {
    name: 'a loop counts as one step',
    file: 'src/transforms/cost/cost.ts',
    from: 'send(label, inside.times * n)',
    to: 'send(label, n)',
    tests: rstg('counting'),
  },
];
