import { apply } from '../../src/tensor/apply.ts';
import { sizeOf } from '../../src/tensor/aval.ts';
import * as build from '../../src/tensor/build.ts';
import type { Params, ReduceOp } from '../../src/tensor/primitives.ts';
import type { AnyTensor } from '../../src/tensor/tensor.ts';
import { shuffled, someAxes } from './steps-shaping.ts';
import { any, fits, like, put, size, type Workshop, withAxis } from './workshop.ts';

const sizesOf = (x: AnyTensor, axes: readonly number[]): readonly number[] =>
  axes.map((axis) => x.shape[axis] ?? 1);

export const dot = (w: Workshop): void => {
  const a = any(w, 'f32');
  const roles = a.x.shape.map(() => w.pick(['contract', 'free', 'batch', 'contract']));
  const axesOf = (role: string) =>
    shuffled(
      w,
      build.range(roles.length).filter((i) => roles[i] === role),
    );
  const [aContract, aBatch] = [axesOf('contract'), axesOf('batch')];
  const free = build.range(w.below(3)).map(() => size(w));
  // The axes of b in some order: those of the contraction, of the batch, its own.
  const kinds = shuffled(w, [...aContract, ...aBatch, ...free.map((n) => [n] as const)]);
  const shape = kinds.map((kind) => (typeof kind === 'number' ? (a.x.shape[kind] ?? 1) : kind[0]));
  if (!fits(shape)) return;
  const b = like(w, 'f32', shape);
  const places = (axes: readonly number[]) => axes.map((axis) => kinds.indexOf(axis));
  const params: Params['dot'] = { aBatch, bBatch: places(aBatch), aContract, bContract: places(aContract) };
  const result = apply('dot', params, [a.x, b.x]);
  if (fits(result.shape)) put(w, result, a.bound * b.bound * Math.max(1, sizeOf(sizesOf(a.x, aContract))));
};

export const conv = (w: Workshop): void => {
  const space = build.range(1 + w.below(2)).map(() => size(w));
  const each = <A>(f: () => A) => space.map(f);
  const groups = 1 + w.below(2);
  const [inner, filters] = [1 + w.below(2), groups * (1 + w.below(2))];
  const window = each(() => 1 + w.below(3));
  const x = like(w, 'f32', [size(w), ...space, groups * inner]);
  const kernel = like(w, 'f32', [...window, inner, filters]);
  const params: Params['conv'] = {
    strides: each(() => 1 + w.below(2)),
    // −1 crops.
    padding: each(() => [w.pick([0, 1, 2, -1]), w.pick([0, 1, 2, -1])] as const),
    inputDilation: each(() => 1 + w.below(2)),
    kernelDilation: each(() => 1 + w.below(2)),
    groups,
  };
  const result = apply('conv', params, [x.x, kernel.x]);
  if (fits(result.shape)) put(w, result, x.bound * kernel.bound * sizeOf(window) * inner);
};

/** The reductions that a dtype has; in safe programs none of nothing but the sum. */
const reduceOp = (w: Workshop, x: AnyTensor, empty: boolean): ReduceOp | undefined => {
  const [first, ...rest] = w.menu.reduceOps.filter(
    (op) => (op !== 'sum' || x.dtype !== 'bool') && (op === 'sum' || !empty || w.menu.range === 'any'),
  );
  return first === undefined ? undefined : w.pick([first, ...rest]);
};

export const reduce = (w: Workshop): void => {
  const { x, bound } = any(w, 'f32', 'i32', 'bool');
  const axes = someAxes(w, x);
  const count = sizeOf(sizesOf(x, axes));
  const op = reduceOp(w, x, count === 0);
  if (op !== undefined)
    put(w, apply('reduce', { op, axes }, [x]), op === 'sum' ? bound * Math.max(1, count) : bound);
};

export const argReduce = (w: Workshop): void => {
  const { sample, axis } = withAxis(w, any(w, 'f32', 'i32'));
  if ((sample.x.shape[axis] ?? 0) === 0) return;
  put(w, apply('argReduce', { op: w.pick(['argmax', 'argmin']), axis }, [sample.x]), 5);
};

/** A window, and whether some of its places may see padding only. */
const windowOf = (w: Workshop, x: AnyTensor): Params['selectGather'] => {
  const window = x.shape.map(() => 1 + w.below(3));
  const dilation = x.shape.map(() => (w.oneIn(4) ? 2 : 1));
  // Less padding than the window and no gaps: every window holds an element.
  const most = window.map((n, i) => (dilation[i] === 1 && (x.shape[i] ?? 0) > 0 ? n - 1 : 0));
  return {
    window,
    strides: x.shape.map(() => 1 + w.below(2)),
    dilation,
    padding: most.map((n) => [w.below(n + 1), w.below(n + 1)] as const),
  };
};

export const reduceWindow = (w: Workshop): void => {
  const { x, bound } = any(w, 'f32', 'i32');
  const params = windowOf(w, x);
  // Windows of padding only: their sum is 0, and outside safe programs their max is −∞.
  const wide = w.oneIn(3) ? { padding: x.shape.map(() => [3, 1] as const) } : {};
  const op = reduceOp(w, x, 'padding' in wide || sizeOf(x.shape) === 0);
  if (op === undefined) return;
  const result = apply('reduceWindow', { ...params, ...wide, op }, [x]);
  if (fits(result.shape)) put(w, result, op === 'sum' ? bound * sizeOf(params.window) : bound);
};

export const selectGather = (w: Workshop): void => {
  const { x } = any(w, 'f32', 'i32');
  const t = like(w, w.pick(['f32', 'i32']), x.shape);
  const result = apply('selectGather', windowOf(w, x), [x, t.x]);
  if (fits(result.shape)) put(w, result, t.bound);
};

export const selectScatter = (w: Workshop): void => {
  const { x } = any(w, 'f32', 'i32');
  const params = windowOf(w, x);
  const { shape } = apply('selectGather', params, [x, x]);
  if (!fits(shape)) return;
  const c = like(w, w.pick(['f32', 'i32']), shape);
  put(w, apply('selectScatter', params, [x, c.x]), c.bound * sizeOf(params.window));
};
