import type { Shape } from '../shape-types/dim.ts';
import { demand } from '../tensor/error.ts';
import { splitKey } from '../tensor/ops/random.ts';
import { index } from '../tensor/ops/slice.ts';
import { type Stacked, scan } from '../tensor/scan.ts';
import type { AnyTensor, Tensor } from '../tensor/tensor.ts';
import type { Cell } from './cell.ts';
import { composite, type Key, type Layer, labelled, type Spec, type Trained } from './layer.ts';
import { movingLeaves } from './moving.ts';
import { showSpec } from './spec.ts';

type AnyCell = Cell<unknown, unknown, Tensor, unknown>;

/**
 * A recurrent cell over the first axis: `[T, …]` → `[T, …]`, one step after the other, the state starting as the cell
 * says. The cell never sees the axis and is traced once. For time as another axis, put it into {@link overAxis}.
 *
 * @throws TensorError when the input has no axis
 * @example
 * ```ts
 * import { dense, lstm, overAxis, scanOverTime, sequence, spec } from 'thwc/nn';
 * const timeFirst = sequence(spec(['time', 'batch', 64]), scanOverTime(lstm(128)), dense(46));
 * const batchFirst = sequence(spec(['batch', 'time', 64]), overAxis(0, scanOverTime(lstm(128))), dense(46));
 * ```
 */
export function scanOverTime<T, S extends Shape, Params, State, Y>(
  f: (input: Spec<S>) => Cell<Params, State, Tensor<S>, Y>,
): (input: Spec<[T, ...S]>) => Layer<Params, Tensor<[T, ...S]>, Stacked<Y, T>>;
export function scanOverTime(f: (input: Spec) => AnyCell): unknown {
  return (input: Spec) => {
    demand(input.shape.length > 0, 'scanOverTime', `the spec ${showSpec(input)} has no axis for time`);
    return scanned(f({ ...input, shape: input.shape.slice(1) }));
  };
}

const scanned = (cell: AnyCell): Layer<unknown, Tensor, unknown> => {
  const inner = labelled(cell.name, cell);
  const start = (x: Tensor): unknown => cell.start(index(x, 0));
  return composite<unknown, Tensor, unknown>({
    name: 'scanOverTime',
    init: inner.init,
    apply: (params, xs) => {
      const step = (state: unknown, x: Tensor) => {
        const next = inner.apply(params, { state, x });
        return [next.state, next.y] as const;
      };
      return scan(step, start(xs), xs)[1];
    },
    train: (params, xs, key) => trainScanned(inner, start(xs), params, xs, key),
  });
};

interface Carry {
  readonly state: unknown;
  readonly moved: readonly AnyTensor[];
}

const trainScanned = (
  inner: Omit<AnyCell, 'start'>,
  start: unknown,
  params: unknown,
  xs: Tensor,
  key: Key,
): Trained<unknown, unknown> => {
  const moving = movingLeaves(
    'scanOverTime',
    params,
    inner.train(params, { state: start, x: index(xs, 0) }, key).params,
  );
  const step = ({ state, moved }: Carry, { x, own }: { readonly x: Tensor; readonly own: Key }) => {
    const trained = inner.train(moving.replace(params, moved), { state, x }, own);
    return [{ state: trained.out.state, moved: moving.of(trained.params) }, trained.out.y] as const;
  };
  const keys = splitKey(key, xs.shape[0] ?? 0);
  const [end, ys] = scan(step, { state: start, moved: moving.of(params) }, { x: xs, own: keys });
  return { out: ys, params: moving.replace(params, end.moved) };
};
