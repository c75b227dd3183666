/**
 * Forward mode: how tangents of each primitive's inputs become tangents of its outputs. Written apart from the rules of
 * reverse mode, so that each can be tested against the other.
 */
import { apply, applyAll } from '../../tensor/apply.ts';
import { select, unary } from '../../tensor/build.ts';
import type { Calling, Params, Primitive } from '../../tensor/primitives.ts';
import type { AnyTensor } from '../../tensor/tensor.ts';
import { type Maybe, plus } from './cotangent.ts';
import { derivative, partials } from './derivatives.ts';
import { type Dual, type Push, tangent } from './dual.ts';
import { atExtreme } from './extremes.ts';
import { checkpoint, custom, scan } from './jvp-bodies.ts';
import { entry } from './linearised.ts';

type Rule<P extends Primitive> = (params: Params[P], inputs: readonly Dual[], push: Push) => readonly Dual[];
type Single = Exclude<Primitive, Calling | 'input'>;

/** The primitive as it is, and its derivative in the direction of the tangents. */
const single =
  <P extends Single>(
    primitive: P,
    direction: (params: Params[P], inputs: readonly Dual[], y: AnyTensor) => Maybe,
  ): Rule<P> =>
  (params, inputs) => {
    const y = apply(
      primitive,
      params,
      inputs.map(({ x }) => x),
    );
    return [{ x: y, dx: y.dtype === 'f32' ? direction(params, inputs, y) : undefined }];
  };

const flat = <P extends Single>(primitive: P): Rule<P> => single(primitive, () => undefined);

const one = (inputs: readonly Dual[]): Dual => entry(inputs, 0);
const two = (inputs: readonly Dual[]) => [entry(inputs, 0), entry(inputs, 1)] as const;

/** For what is linear in its first input, whatever the others are. */
const linear = <P extends Single>(primitive: P): Rule<P> =>
  single(primitive, (params, inputs) => {
    const [{ dx }, ...others] = [one(inputs), ...inputs.slice(1)];
    return dx === undefined ? undefined : apply(primitive, params, [dx, ...others.map(({ x }) => x)]);
  });

/** For what is linear in its second input. */
const linearInSecond = <P extends Single>(primitive: P): Rule<P> =>
  single(primitive, (params, inputs) => {
    const [by, { dx }] = two(inputs);
    return dx === undefined ? undefined : apply(primitive, params, [by.x, dx]);
  });

/** For products, linear in each of two inputs. */
const bilinear = <P extends 'dot' | 'conv'>(primitive: P): Rule<P> =>
  single(primitive, (params, inputs) => {
    const [a, b] = two(inputs);
    return plus(
      a.dx === undefined ? undefined : apply(primitive, params, [a.dx, b.x]),
      b.dx === undefined ? undefined : apply(primitive, params, [a.x, b.dx]),
    );
  });

const moves = (inputs: readonly Dual[]): boolean => inputs.some(({ dx }) => dx !== undefined);

export const rules: { readonly [P in Exclude<Primitive, 'input'>]: Rule<P> } = {
  constant: flat('constant'),
  iota: flat('iota'),
  randomBits: flat('randomBits'),
  unary: single('unary', ({ op }, inputs, y) => {
    const { x, dx } = one(inputs);
    return dx === undefined ? undefined : derivative[op](dx, x, y);
  }),
  binary: single('binary', ({ op }, inputs, y) => {
    const [a, b] = two(inputs);
    const by = partials[op](a.x, b.x, y);
    return plus(a.dx === undefined ? undefined : by.a(a.dx), b.dx === undefined ? undefined : by.b(b.dx));
  }),
  select: single('select', (_, inputs) => {
    const [condition, a, b] = [one(inputs), entry(inputs, 1), entry(inputs, 2)];
    return moves([a, b]) ? select('gradient', condition.x, tangent(a), tangent(b)) : undefined;
  }),
  convert: single('convert', (_, inputs) => (one(inputs).x.dtype === 'f32' ? one(inputs).dx : undefined)),
  reshape: linear('reshape'),
  transpose: linear('transpose'),
  broadcast: linear('broadcast'),
  slice: linear('slice'),
  pad: single('pad', (params, inputs) => {
    const { dx } = one(inputs);
    return dx === undefined ? undefined : apply('pad', { ...params, value: 0 }, [dx]);
  }),
  concat: single('concat', (params, inputs) =>
    moves(inputs) ? apply('concat', params, inputs.map(tangent)) : undefined,
  ),
  reverse: linear('reverse'),
  gather: linear('gather'),
  scatterAdd: linear('scatterAdd'),
  dot: bilinear('dot'),
  conv: bilinear('conv'),
  reduce: single('reduce', ({ op, axes }, inputs) => {
    const { x, dx } = one(inputs);
    if (dx === undefined) return undefined;
    return op === 'sum' ? apply('reduce', { op, axes }, [dx]) : atExtreme(dx, x, op, axes);
  }),
  argReduce: flat('argReduce'),
  reduceWindow: single('reduceWindow', ({ op, ...window }, inputs) => {
    const { x, dx } = one(inputs);
    if (dx === undefined) return undefined;
    if (op === 'sum') return apply('reduceWindow', { op, ...window }, [dx]);
    return apply('selectGather', window, [op === 'max' ? x : unary('neg', x), dx]);
  }),
  selectGather: linearInSecond('selectGather'),
  selectScatter: linearInSecond('selectScatter'),
  argsort: flat('argsort'),
  messages: single('messages', (_, inputs) => one(inputs).dx),
  stopGradient: flat('stopGradient'),
  scan,
  checkpoint,
  custom,
};

/** Applies a primitive to tensors and tangents. */
export const pushed = <P extends Exclude<Primitive, 'input'>>(
  primitive: P,
  params: Params[P],
  inputs: readonly Dual[],
  push: Push,
): readonly Dual[] =>
  moves(inputs)
    ? rules[primitive](params, inputs, push)
    : applyAll(
        primitive,
        params,
        inputs.map(({ x }) => x),
      ).map((x) => ({ x, dx: undefined }));
