import type { Shape } from '../../shape-types/dim.ts';
import type { ShapeError } from '../../shape-types/error.ts';
import type { BatchedShape } from '../../shape-types/vmap.ts';
import { aval } from '../../tensor/aval.ts';
import { normalAxis } from '../../tensor/build.ts';
import type { DType } from '../../tensor/dtype.ts';
import { atPath, demand, TensorError } from '../../tensor/error.ts';
import type { Program } from '../../tensor/program.ts';
import type { AnyTensor, Tensor } from '../../tensor/tensor.ts';
import { trace } from '../../tensor/trace.ts';
import { flattenTensors, type Structure, unflatten } from '../../tensor/tree.ts';
import { unflattenTrees } from '../../tensor/trees.ts';
import { type Batch, type Lane, materialise, moveFirst, moveTo } from './lane.ts';
import { applyBatched } from './rules.ts';

/** A tree of tensors, each with the batch dimension B at an axis; unchanged when the axis is `null`. */
export type Batched<T, B, Axis extends number | null> = unknown extends T
  ? unknown
  : Axis extends number
    ? T extends Tensor<infer S, infer D extends DType>
      ? WithShape<BatchedShape<S, B, Axis>, D>
      : { readonly [K in keyof T]: Batched<T[K], B, Axis> }
    : T;

/** A tensor of a shape; an axis that the shape has no place for makes the error the type. */
type WithShape<R, D extends DType> = R extends Shape ? Tensor<R, D> : R;

/** Arguments with the batch put in, each at its own axis. */
export type BatchedArgs<Args extends readonly unknown[], B, In> = {
  [K in keyof Args]: Batched<
    Args[K],
    B,
    In extends readonly unknown[] ? (K extends keyof In ? (In[K] extends number | null ? In[K] : 0) : 0) : 0
  >;
};

/** A batch dimension that was not inferred (as when vmaps nest directly) is a size unknown to the compiler. */
type Known<B> = unknown extends B ? number : B;

/** Where the batch lies. */
export interface VmapAxes<In extends readonly (number | null)[], Out extends number> {
  /** For each argument the axis of the batch, or `null` where one serves all examples. Default: 0 for all. */
  readonly in?: In;
  /** The axis of the batch in every result. Default: 0. */
  readonly out?: Out;
}

/** The error where the axes named are not as many as the arguments. */
type OneForEach<In extends readonly unknown[], Args extends readonly unknown[]> = In extends readonly []
  ? unknown
  : number extends In['length']
    ? unknown
    : In['length'] extends Args['length']
      ? unknown
      : ShapeError<'vmap: not one axis for each argument', In['length'], Args['length']>;

/** Runs a program on lanes. */
const run = (program: Program, inputs: readonly Lane[], size: number): readonly Lane[] => {
  const batch: Batch = { size, run: (p, xs) => run(p, xs, size) };
  const values: Lane[] = [...inputs];
  const value = (n: number): Lane => {
    const lane = values[n];
    if (lane === undefined) throw new TensorError('vmap', `value ${n} does not exist`);
    return lane;
  };
  for (const { primitive, params, inputs: args, path } of program.equations) {
    values.push(...atPath(path, () => applyBatched(primitive, params, args.map(value), batch)));
  }
  return program.outputs.map(value);
};

/**
 * Runs a function for every example of a batch at once: `vmap(f)(xs)` is what stacking `f(x)` for every x
 * would be. Works on trees, nests, and batches every primitive, scans included.
 *
 * @param f a function of trees of tensors
 * @param axes where the batch lies in each argument (`null`: the same for all) and in the results
 * @throws TensorError when the arguments' batches differ in size or none has one
 * @example
 * ```ts
 * import { matmul, vmap, type Tensor } from 'thwc';
 * const apply = (w: Tensor<[3, 4]>, x: Tensor<[3]>) => matmul(x, w);
 * const applyAll = vmap(apply, { in: [null, 0] }); // (w, xs: Tensor<[B, 3]>) => Tensor<[B, 4]>
 * ```
 */
export function vmap<
  Args extends readonly unknown[],
  Out,
  const In extends readonly (number | null)[] = readonly [],
  const OutAxis extends number = 0,
>(
  f: (...args: Args) => Out,
  axes?: VmapAxes<In, OutAxis> & OneForEach<In, Args>,
): <B>(...args: BatchedArgs<Args, B, In>) => Batched<Out, Known<B>, OutAxis>;
export function vmap(
  f: (...args: readonly unknown[]) => unknown,
  axes: VmapAxes<readonly (number | null)[], number> = {},
): (...args: readonly unknown[]) => unknown {
  return (...args) => {
    demand(
      axes.in === undefined || axes.in.length === args.length,
      'vmap',
      `${axes.in?.length} axes for ${args.length} arguments`,
    );
    const flat = args.map((arg, i) => flattenTensors(arg, `argument ${i} of vmap`));
    const lanes = flat.flatMap(({ leaves }, i) =>
      leaves.map((x) => toLane(x, axes.in === undefined ? 0 : (axes.in[i] ?? null))),
    );
    const size = batchSize(lanes);
    const avals = lanes.map(({ x, batched }) => aval(batched ? x.shape.slice(1) : x.shape, x.dtype));
    const result: { structure?: Structure } = {};
    const { program, captured } = trace(avals, (placeholders) => {
      const out = flattenTensors(
        f(...unflattenTrees(flat, placeholders)),
        'what the function given to vmap returns',
      );
      result.structure = out.structure;
      return out.leaves;
    });
    const all = [...captured.map((x) => ({ x, batched: false })), ...lanes];
    const outputs = run(program, all, size).map((lane) => {
      const x = materialise(lane, { size, run: () => [] });
      return moveTo(x, normalAxis('vmap', axes.out ?? 0, x));
    });
    return unflatten(result.structure ?? { kind: 'leaf' }, outputs);
  };
}

const toLane = (x: AnyTensor, axis: number | null): Lane =>
  axis === null ? { x, batched: false } : { x: moveFirst(x, normalAxis('vmap', axis, x)), batched: true };

const batchSize = (lanes: readonly Lane[]): number => {
  const [first, ...rest] = lanes.filter((lane) => lane.batched).map(({ x }) => x);
  demand(first !== undefined, 'vmap', 'no argument has a batch');
  for (const other of rest)
    demand(other.shape[0] === first.shape[0], 'vmap', 'batch sizes differ', [first, other]);
  return first.shape[0] ?? 0;
};
