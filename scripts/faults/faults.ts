/**
 * Mistakes that somebody could make, each a small change of the source, with the tests that should notice.
 */

export interface Fault {
  readonly name: string;
  readonly file: string;
  /** What stands there now, once; white space counts as one space. */
  readonly from: string;
  readonly to: string;
  readonly tests: readonly string[];
}

const rstg = (...names: readonly string[]): readonly string[] =>
  names.map((name) => `property-tests/rstg/${name}.test.ts`);
const loops = (name: string): readonly string[] => [`property-tests/scan-vmap/${name}.test.ts`];

const graph: readonly Fault[] = [
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

const space: readonly Fault[] = [
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
    tests: rstg('gathering'),
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
    name: 'maps come without the features',
    file: 'src/rstg/network.ts',
    from: 'return add(reshape(map, [height, width, channels]), frame)',
    to: 'return add(reshape(map, [height, width, channels]), zeros(frame.shape))',
    tests: rstg('reach'),
  },
];

const time: readonly Fault[] = [
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
    from: 'send(label, length * n)',
    to: 'send(label, n)',
    tests: rstg('counting'),
  },
];

const tensors: readonly Fault[] = [
  {
    name: 'scan leaves out the first step',
    file: 'src/backends/reference/evaluate.ts',
    from: 'for (let step = 0; step < length; step++)',
    to: 'for (let step = 1; step < length; step++)',
    tests: loops('scan'),
  },
  {
    name: 'fold does one iteration too many',
    file: 'src/tensor/scan.ts',
    from: '[f(state, iteration), []] as const, init, iota(count)',
    to: '[f(state, iteration), []] as const, init, iota(count + 1)',
    tests: loops('scan'),
  },
  {
    name: 'vmap of a scan forgets that it runs backwards',
    file: 'src/transforms/vmap/scan.ts',
    from: 'length, carries, reverse, consts: captured.length + consts',
    to: 'length, carries, reverse: reverse && length < 2, consts: captured.length + consts',
    tests: loops('vmap'),
  },
  {
    name: 'vmap of a convolution joins kernels in the wrong order',
    file: 'src/transforms/vmap/conv.ts',
    from: 'joinKernels(kernel.x, groups, false)',
    to: 'joinKernels(kernel.x, groups, true)',
    tests: loops('vmap'),
  },
  {
    name: 'vmap of a gather leaves the batch in front',
    file: 'src/transforms/vmap/rules.ts',
    from: "apply('gather', { axis, batch: own }, [x.x, moved]), axis)",
    to: "apply('gather', { axis, batch: own }, [x.x, moved]), own)",
    tests: loops('vmap'),
  },
  {
    name: 'transpose permutes the other way',
    file: 'src/backends/reference/shaping.ts',
    from: 'permutation.map((axis) => at(strides, axis))',
    to: 'permutation.map((_, i) => at(strides, permutation.indexOf(i)))',
    tests: loops('vmap'),
  },
  {
    name: 'concat joins from the last to the first',
    file: 'src/backends/reference/shaping.ts',
    from: 'for (const x of xs)',
    to: 'for (const x of xs.toReversed())',
    tests: rstg('definition'),
  },
  {
    name: 'dot leaves out the last product',
    file: 'src/backends/reference/contraction.ts',
    from: 'k < inner;',
    to: 'k < inner - 1;',
    tests: rstg('golden'),
  },
  {
    name: 'scatterAdd keeps only the last update',
    file: 'src/backends/reference/indexing.ts',
    from: 'sums[to + r] = at(sums, to + r) + at(updates.data, next)',
    to: 'sums[to + r] = at(updates.data, next)',
    tests: rstg('gathering'),
  },
  {
    name: 'equal constants: −0 is taken for 0',
    file: 'src/transforms/simplify/keys.ts',
    from: 'const bits = bitsOf(data);',
    to: "const bits = bitsOf(data).map((word) => (dtype === 'f32' && word === 0x80000000 ? 0 : word));",
    tests: ['property-tests/simplify/sharing.test.ts'],
  },
  {
    name: 'compiled programs are told apart by structure only',
    file: 'src/compile/compile.ts',
    from: 'leaves.map(showAval)',
    to: 'leaves.map(() => showAval.length)',
    tests: loops('compile'),
  },
  {
    name: 'a failed compilation is remembered',
    file: 'src/compile/compile.ts',
    from: '(ready) => E.isLeft(ready) && cache.delete(key),',
    to: '(ready) => E.isLeft(ready),',
    tests: loops('compile'),
  },
];

const edges: readonly Fault[] = [
  {
    name: 'a wrong rotation in Threefry',
    file: 'src/random/threefry.ts',
    from: 'x = (x + k0) | 0; y = (y + k1 + 3) | 0;',
    to: 'x = (x + k0) | 0; y = (y + k1 + 2) | 0;',
    tests: ['src/random/threefry.test.ts'],
  },
  {
    name: 'labels of pairs count from the smaller digit',
    file: 'src/data/sync-mnist/labels.ts',
    from: '(high * (high - 1)) / 2 + low',
    to: '(low * (low - 1)) / 2 + high',
    tests: ['property-tests/data/sync-mnist.test.ts', 'src/data/sync-mnist/labels.test.ts'],
  },
  {
    name: 'tensors of a file may overlap',
    file: 'src/io/safetensors-header.ts',
    from: 'if (begin < covered)',
    to: 'if (begin < 0)',
    tests: ['property-tests/cli/apply.test.ts'],
  },
  {
    name: 'Fortran order is read as C order',
    file: 'src/io/fortran.ts',
    from: 'shape.slice(0, axis).reduce(',
    to: 'shape.slice(axis + 1).reduce(',
    tests: ['src/io/npy.test.ts', 'property-tests/io/npy.test.ts'],
  },
  {
    name: 'a failed write leaves its temporary file',
    file: 'src/io/node/write-atomic.ts',
    from: 'await rm(temporary, { force: true });',
    to: "await rm(temporary + '~', { force: true });",
    tests: ['property-tests/cli/apply.test.ts'],
  },
  {
    name: 'the command reports bad files as its own crash',
    file: 'src/cli/main.ts',
    from: 'const badInput = 2;',
    to: 'const badInput = 1;',
    tests: ['property-tests/cli/command.test.ts'],
  },
];

export const faults: readonly Fault[] = [...graph, ...space, ...time, ...tensors, ...edges];
