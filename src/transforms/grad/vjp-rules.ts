/**
 * Reverse mode: how the cotangents of each primitive's outputs become cotangents of its inputs. The table is total, so
 * every primitive can be differentiated.
 */
import { apply } from '../../tensor/apply.ts';
import { reshapeTo, reverse, select, unary } from '../../tensor/build.ts';
import type { Calling, Params, Primitive } from '../../tensor/primitives.ts';
import type { AnyTensor } from '../../tensor/tensor.ts';
import { checkpoint, custom } from './calling.ts';
import { convInput, convKernel, dotA, dotB } from './contraction.ts';
import type { Maybe } from './cotangent.ts';
import { derivative, partials } from './derivatives.ts';
import { spreadOver, toExtreme } from './extremes.ts';
import { unscatter } from './indexing.ts';
import { entry, type Linearise, type Linearised } from './linearised.ts';
import { scan } from './scan-vjp.ts';
import { unbroadcast, unconcat, unpad, unslice, untranspose, unwindow } from './shaping.ts';

/** Where a primitive of one output was applied, and the cotangent of that output. */
interface Site {
  readonly inputs: readonly AnyTensor[];
  readonly output: AnyTensor;
  readonly ct: AnyTensor;
  /** Which inputs' cotangents are wanted; what is given for the others is not looked at. */
  readonly wants: readonly boolean[];
}

type Single = Exclude<Primitive, Calling | 'input'>;

type Transpose<P extends Primitive> = (params: Params[P], site: Site) => readonly Maybe[];

type Rule<P extends Primitive> = (
  params: Params[P],
  inputs: readonly AnyTensor[],
  wants: readonly boolean[],
  linearise: Linearise,
) => Linearised;

const one = (list: readonly AnyTensor[]): AnyTensor => entry(list, 0);
const two = (list: readonly AnyTensor[]) => [entry(list, 0), entry(list, 1)] as const;

/** The primitive as it is, and the transpose of its derivative. */
const single =
  <P extends Single>(primitive: P, transpose: Transpose<P>): Rule<P> =>
  (params, inputs, wants) => {
    const output = apply(primitive, params, inputs);
    return {
      outputs: [output],
      pull: ([ct]) =>
        ct === undefined ? inputs.map(() => undefined) : transpose(params, { inputs, output, ct, wants }),
    };
  };

/** For what has no derivative, or is flat wherever it has one. */
const flat = <P extends Single>(primitive: P): Rule<P> => single(primitive, () => []);

const extreme = ({ op, axes }: Params['reduce'], x: AnyTensor, ct: AnyTensor): AnyTensor =>
  op === 'sum' ? spreadOver(ct, x, axes) : toExtreme(ct, x, op, axes);

export const rules: { readonly [P in Exclude<Primitive, 'input'>]: Rule<P> } = {
  constant: flat('constant'),
  iota: flat('iota'),
  randomBits: flat('randomBits'),
  unary: single('unary', ({ op }, { inputs, output, ct }) => [derivative[op](ct, one(inputs), output)]),
  binary: single('binary', ({ op }, { inputs, output, ct, wants }) => {
    const { a, b } = partials[op](...two(inputs), output);
    return [wants[0] === true ? a(ct) : undefined, wants[1] === true ? b(ct) : undefined];
  }),
  select: single('select', (_, { inputs, ct, wants }) => [
    undefined,
    wants[1] === true ? select('gradient', one(inputs), ct, 0) : undefined,
    wants[2] === true ? select('gradient', one(inputs), 0, ct) : undefined,
  ]),
  convert: single('convert', (_, { inputs, ct }) => [one(inputs).dtype === 'f32' ? ct : undefined]),
  reshape: single('reshape', (_, { inputs, ct }) => [reshapeTo(ct, one(inputs).shape)]),
  transpose: single('transpose', (params, { ct }) => [untranspose(params, ct)]),
  broadcast: single('broadcast', (params, { inputs, ct }) => [unbroadcast(params, one(inputs), ct)]),
  slice: single('slice', (params, { inputs, ct }) => [unslice(params, one(inputs), ct)]),
  pad: single('pad', (params, { inputs, ct }) => [unpad(params, one(inputs), ct)]),
  concat: single('concat', (params, { inputs, ct, wants }) => unconcat(params, inputs, ct, wants)),
  reverse: single('reverse', ({ axes }, { ct }) => [reverse(ct, axes)]),
  gather: single('gather', ({ axis, batch }, { inputs, ct }) => {
    const [x, indices] = two(inputs);
    return [apply('scatterAdd', { axis, batch, size: x.shape[axis] ?? 0 }, [ct, indices])];
  }),
  scatterAdd: single('scatterAdd', (params, { inputs, ct }) => [unscatter(params, two(inputs)[1], ct)]),
  dot: single('dot', (params, { inputs, ct, wants }) => {
    const [a, b] = two(inputs);
    return [
      wants[0] === true ? dotA(params, a, b, ct) : undefined,
      wants[1] === true ? dotB(params, a, b, ct) : undefined,
    ];
  }),
  conv: single('conv', (params, { inputs, ct, wants }) => {
    const [x, kernel] = two(inputs);
    return [
      wants[0] === true ? convInput(params, x, kernel, ct) : undefined,
      wants[1] === true ? convKernel(params, x, kernel, ct) : undefined,
    ];
  }),
  reduce: single('reduce', (params, { inputs, ct }) => [extreme(params, one(inputs), ct)]),
  argReduce: flat('argReduce'),
  reduceWindow: single('reduceWindow', (params, { inputs, ct }) => {
    const { op, window, strides, dilation, padding } = params;
    const x = one(inputs);
    if (op === 'sum') return [unwindow(params, x, ct)];
    const by = op === 'max' ? x : unary('neg', x);
    return [apply('selectScatter', { window, strides, dilation, padding }, [by, ct])];
  }),
  // What is selected by is only compared.
  selectGather: single('selectGather', (params, { inputs, ct }) => [
    undefined,
    apply('selectScatter', params, [one(inputs), ct]),
  ]),
  selectScatter: single('selectScatter', (params, { inputs, ct }) => [
    undefined,
    apply('selectGather', params, [one(inputs), ct]),
  ]),
  argsort: flat('argsort'),
  // A cotangent is no message.
  messages: single('messages', (_, { ct }) => [ct]),
  stopGradient: flat('stopGradient'),
  scan,
  checkpoint,
  custom,
};

/** Applies a primitive, ready for cotangents. */
export const linearised = <P extends Exclude<Primitive, 'input'>>(
  primitive: P,
  params: Params[P],
  inputs: readonly AnyTensor[],
  wants: readonly boolean[],
  linearise: Linearise,
): Linearised => rules[primitive](params, inputs, wants, linearise);
