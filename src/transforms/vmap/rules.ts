/**
 * How each primitive runs on a batch. An argument either has the batch as its first axis or has none;
 * every result has it first. The table is total, so every primitive can be batched.
 */
import { apply, applyAll } from '../../tensor/apply.ts';
import { range, reshapeTo, transposeBy } from '../../tensor/build.ts';
import type { Params, Primitive } from '../../tensor/primitives.ts';
import { freeAxes } from '../../tensor/shape-rules/contraction.ts';
import type { AnyTensor } from '../../tensor/tensor.ts';
import { checkpoint, custom } from './calling.ts';
import { conv } from './conv.ts';
import { type Batch, type Lane, materialise, moveFirst, one, pair } from './lane.ts';
import { scan } from './scan.ts';

type Rule<P extends Primitive> = (
  params: Params[P],
  inputs: readonly Lane[],
  batch: Batch,
) => readonly AnyTensor[];

const shift = (axes: readonly number[]): number[] => axes.map((axis) => axis + 1);

/** For primitives whose parameters do not name axes: materialise the batch everywhere and apply. */
const elementwise =
  <P extends 'unary' | 'binary' | 'select' | 'convert' | 'messages' | 'argsort' | 'stopGradient'>(
    primitive: P,
  ): Rule<P> =>
  (params, inputs, batch) => [
    apply(
      primitive,
      params,
      inputs.map((x) => materialise(x, batch)),
    ),
  ];

const withWindow = <W extends Params['selectGather']>(params: W): W => ({
  ...params,
  window: [1, ...params.window],
  strides: [1, ...params.strides],
  dilation: [1, ...params.dilation],
  padding: [[0, 0], ...params.padding],
});

const nothingBatched = (primitive: string) => (): never => {
  throw new RangeError(`vmap: ${primitive} takes no inputs, so it has no batch`);
};

export const rules: { readonly [P in Primitive]: Rule<P> } = {
  input: nothingBatched('input'),
  constant: nothingBatched('constant'),
  iota: nothingBatched('iota'),
  randomBits: (params, inputs) => [apply('randomBits', params, [one(inputs).x])],
  unary: elementwise('unary'),
  binary: elementwise('binary'),
  select: elementwise('select'),
  convert: elementwise('convert'),
  messages: elementwise('messages'),
  argsort: elementwise('argsort'),
  reshape: ({ shape }, inputs, batch) => [reshapeTo(one(inputs).x, [batch.size, ...shape])],
  transpose: ({ permutation }, inputs) => [transposeBy(one(inputs).x, [0, ...shift(permutation)])],
  broadcast: ({ shape, axes }, inputs, batch) => [
    apply('broadcast', { shape: [batch.size, ...shape], axes: [0, ...shift(axes)] }, [one(inputs).x]),
  ],
  slice: ({ starts, limits, strides }, inputs, batch) => [
    apply('slice', { starts: [0, ...starts], limits: [batch.size, ...limits], strides: [1, ...strides] }, [
      one(inputs).x,
    ]),
  ],
  pad: ({ low, high, interior, value }, inputs) => [
    apply('pad', { low: [0, ...low], high: [0, ...high], interior: [0, ...interior], value }, [
      one(inputs).x,
    ]),
  ],
  concat: ({ axis }, inputs, batch) => [
    apply(
      'concat',
      { axis: axis + 1 },
      inputs.map((x) => materialise(x, batch)),
    ),
  ],
  reverse: ({ axes }, inputs) => [apply('reverse', { axes: shift(axes) }, [one(inputs).x])],
  gather: ({ axis, batch: own }, inputs) => {
    const [x, indices] = pair(inputs);
    if (x.batched && indices.batched)
      return [apply('gather', { axis: axis + 1, batch: own + 1 }, [x.x, indices.x])];
    if (x.batched) {
      // The indices serve every example: the batch goes between the shared batch axes and the rest.
      const moved = transposeBy(x.x, [
        ...range(own).map((i) => i + 1),
        0,
        ...range(x.x.shape.length - own - 1).map((i) => i + own + 1),
      ]);
      return [moveFirst(apply('gather', { axis: axis + 1, batch: own }, [moved, indices.x]), own)];
    }
    const rank = indices.x.shape.length;
    const moved = transposeBy(indices.x, [
      ...range(own).map((i) => i + 1),
      0,
      ...range(rank - own - 1).map((i) => i + own + 1),
    ]);
    return [moveFirst(apply('gather', { axis, batch: own }, [x.x, moved]), axis)];
  },
  scatterAdd: ({ axis, batch: own, size }, inputs, batch) => {
    const [updates, indices] = pair(inputs).map((x) => materialise(x, batch));
    if (updates === undefined || indices === undefined) return [];
    return [apply('scatterAdd', { axis: axis + 1, batch: own + 1, size }, [updates, indices])];
  },
  dot: ({ aBatch, bBatch, aContract, bContract }, inputs) => {
    const [a, b] = pair(inputs);
    const [i, j] = [a.batched ? 1 : 0, b.batched ? 1 : 0];
    const moved = (axes: readonly number[], by: number) => axes.map((axis) => axis + by);
    const contracts = { aContract: moved(aContract, i), bContract: moved(bContract, j) };
    if (a.batched && b.batched) {
      return [
        apply('dot', { aBatch: [0, ...moved(aBatch, 1)], bBatch: [0, ...moved(bBatch, 1)], ...contracts }, [
          a.x,
          b.x,
        ]),
      ];
    }
    // The batch is then a free axis: first among a's, or first among b's.
    const out = apply('dot', { aBatch: moved(aBatch, i), bBatch: moved(bBatch, j), ...contracts }, [
      a.x,
      b.x,
    ]);
    const free = freeAxes(a.x.shape.length, aBatch, aContract).length;
    return [moveFirst(out, a.batched ? aBatch.length : aBatch.length + free)];
  },
  conv,
  reduce: ({ op, axes }, inputs) => [apply('reduce', { op, axes: shift(axes) }, [one(inputs).x])],
  argReduce: ({ op, axis }, inputs) => [apply('argReduce', { op, axis: axis + 1 }, [one(inputs).x])],
  reduceWindow: (params, inputs) => [
    apply('reduceWindow', { ...withWindow(params), op: params.op }, [one(inputs).x]),
  ],
  selectGather: (params, inputs, batch) => [
    apply(
      'selectGather',
      withWindow(params),
      pair(inputs).map((x) => materialise(x, batch)),
    ),
  ],
  selectScatter: (params, inputs, batch) => [
    apply(
      'selectScatter',
      withWindow(params),
      pair(inputs).map((x) => materialise(x, batch)),
    ),
  ],
  scan,
  stopGradient: elementwise('stopGradient'),
  checkpoint,
  custom,
};

/** Applies one primitive to lanes; without a batched input there is nothing to do for it. */
export const applyBatched = <P extends Primitive>(
  primitive: P,
  params: Params[P],
  inputs: readonly Lane[],
  batch: Batch,
): readonly Lane[] =>
  inputs.some((x) => x.batched)
    ? rules[primitive](params, inputs, batch).map((x) => ({ x, batched: true }))
    : applyAll(
        primitive,
        params,
        inputs.map(({ x }) => x),
      ).map((x) => ({ x, batched: false }));
