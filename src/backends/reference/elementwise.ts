import type { Params } from '../../tensor/primitives.ts';
import type { NdArray } from './array.ts';
import { binaryLoops, multiplyIntegers } from './binary.ts';
import { unaryLoops } from './unary.ts';

export const unary = ({ op }: Params['unary'], [x]: readonly [NdArray], out: NdArray): void =>
  unaryLoops[op](x.data, out.data);

export const binary = ({ op }: Params['binary'], [a, b]: readonly [NdArray, NdArray], out: NdArray): void => {
  const loop = op === 'mul' && a.dtype === 'i32' ? multiplyIntegers : binaryLoops[op];
  loop(a.data, b.data, out.data);
};

/** Each choice is a look-up in a pair: conditions follow no pattern, and a branch would be guessed wrongly. */
export const select = ([condition, a, b]: readonly [NdArray, NdArray, NdArray], out: NdArray): void => {
  const [c, x, y, z] = [condition.data, a.data, b.data, out.data];
  const pair = new Float64Array(2);
  for (let i = 0; i < z.length; i++) {
    pair[0] = y[i] ?? Number.NaN;
    pair[1] = x[i] ?? Number.NaN;
    z[i] = pair[Number((c[i] ?? Number.NaN) !== 0)] ?? Number.NaN;
  }
};

/** f32 → i32 truncates and saturates, NaN → 0; anything → bool asks whether it is not 0. */
export const convert = (
  { to }: Params['convert'],
  { dtype, data: x }: NdArray,
  { data: z }: NdArray,
): void => {
  if (to === 'bool') for (let i = 0; i < z.length; i++) z[i] = Number((x[i] ?? Number.NaN) !== 0);
  else if (to === 'i32' && dtype === 'f32')
    for (let i = 0; i < z.length; i++) {
      const whole = Math.trunc(x[i] ?? Number.NaN) || 0;
      z[i] = Math.min(2 ** 31 - 1, Math.max(-(2 ** 31), whole));
    }
  else z.set(x);
};
