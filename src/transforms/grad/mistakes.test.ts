/** Mistakes that types find, made where there are no types: each names the op, the place and what was expected. */
import { describe, expect, it } from 'vitest';
import { within } from '../../tensor/error.ts';
import { sum, tensor, zeros } from '../../tensor/ops/index.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { grad, jacobian, jvp, valueAndGrad, vjp } from './index.ts';

/** Calls something as plain JavaScript does. */
const call = (f: unknown, ...args: readonly unknown[]): unknown => {
  if (typeof f !== 'function') throw new TypeError('no function');
  return Reflect.apply(f, undefined, args);
};

const floats = zeros([3]);
const integers = tensor([1, 2, 3], 'i32');
const total = (_: unknown): Tensor<[]> => sum(floats);
const same = (x: unknown): unknown => x;

/** `transform(f)` applied, with options. */
const of =
  (transform: unknown, f: unknown, x: unknown, ...options: readonly unknown[]) =>
  (): unknown =>
    call(call(transform, f, ...options), x);

const pulledBack = (f: unknown, cotangent: unknown) => (): unknown => {
  const result = call(vjp, f, floats);
  return Array.isArray(result) ? call(result[1], cotangent) : result;
};

const aux = { aux: true };
const onePair = 'valueAndGrad: the function must return [one number, more]';

describe('a mistake', () => {
  it.each<readonly [string, () => unknown, string]>([
    [
      'integers',
      of(grad, total, integers),
      'grad: the first argument is i32, which has no derivative: i32[3]; expected f32',
    ],
    [
      'integers in a tree',
      of(grad, total, { w: floats, n: { k: integers } }),
      'grad: the first argument, at n.k, is i32, which has no derivative: i32[3]; expected f32',
    ],
    [
      'no argument',
      () => call(call(grad, total)),
      'grad: the function takes no argument to differentiate by',
    ],
    [
      'a loss of several numbers',
      of(grad, same, floats),
      'grad: the function must return one number: f32[3]; expected f32[]; with several results, sum them, or use vjp or jacobian',
    ],
    [
      'a loss of integers',
      of(grad, () => sum(integers), floats),
      'grad: the function must return one number: i32[]; expected f32[]; with several results, sum them, or use vjp or jacobian',
    ],
    [
      'a tree for a loss',
      of(grad, (x: unknown) => [total(x)], floats),
      'grad: the function must return one number, not a tree: f32[]',
    ],
    [
      'no tensor for a loss',
      of(grad, () => 3, floats),
      'tree: what the function given to grad returns holds 3 at its root; expected tensors in plain objects and arrays',
    ],
    [
      'no tensor to differentiate by',
      of(grad, total, { w: 3 }),
      'tree: argument 0 of the function given to grad holds 3 at w; expected tensors in plain objects and arrays',
    ],
    ['a loss without more', of(valueAndGrad, total, floats, aux), `${onePair}: f32[]`],
    [
      'more before the loss',
      of(valueAndGrad, (x: unknown) => [x, total(x)], floats, aux),
      `${onePair}: f32[3] and f32[]; expected [f32[], …]`,
    ],
    [
      'more than a pair',
      of(valueAndGrad, (x: unknown) => [total(x), x, x], floats, aux),
      `${onePair}: f32[] and f32[3] and f32[3]`,
    ],
    [
      'a pair by names',
      of(valueAndGrad, (x: unknown) => ({ loss: total(x), more: x }), floats, aux),
      `${onePair}: f32[] and f32[3]`,
    ],
    [
      'a pair of trees',
      of(valueAndGrad, (x: unknown) => [[total(x)], x], floats, aux),
      `${onePair}: f32[] and f32[3]`,
    ],
    [
      'an integer argument',
      () => call(vjp, same, floats, { n: integers }),
      'vjp: argument 1, at n, is i32, which has no derivative: i32[3]; expected f32',
    ],
    [
      'an integer result',
      () => call(vjp, () => ({ n: integers }), floats),
      'vjp: the result, at n, is i32, which has no derivative: i32[3]; expected f32',
    ],
    [
      'a cotangent of another shape',
      pulledBack((x: unknown) => ({ y: x }), { y: zeros([4]) }),
      'vjp: types differ at y of the cotangent and the result: f32[4] and f32[3]; expected the same',
    ],
    [
      'a cotangent of integers',
      pulledBack(same, integers),
      'vjp: types differ at the root of the cotangent and the result: i32[3] and f32[3]; expected the same',
    ],
    [
      'a cotangent with too little',
      pulledBack((x: unknown) => ({ a: x, b: [x] }), { a: floats }),
      'vjp: structures differ at b: nothing in the cotangent, a list in the result',
    ],
    [
      'a cotangent with too much',
      pulledBack((x: unknown) => [x], [floats, floats]),
      'vjp: structures differ at 1: a tensor in the cotangent, nothing in the result',
    ],
    [
      'too few tangents',
      () => call(jvp, same, [floats], []),
      'jvp: 0 tangents for 1 arguments; expected one for each',
    ],
    [
      'a tangent of another shape',
      () => call(jvp, same, [floats], [zeros([1, 3])]),
      'jvp: types differ at the root of tangent 0 and argument 0: f32[1,3] and f32[3]; expected the same',
    ],
    [
      'a tangent of another structure',
      () => call(jvp, same, [{ w: floats }], [{ v: floats }]),
      'jvp: structures differ at w: nothing in tangent 0, a tensor in argument 0',
    ],
    [
      'a direction of integers',
      () => call(jvp, same, [integers], [integers]),
      'jvp: argument 0 is i32, which has no derivative: i32[3]; expected f32',
    ],
    [
      'integers pushed forward to',
      () => call(jvp, () => integers, [floats], [floats]),
      'jvp: the result is i32, which has no derivative: i32[3]; expected f32',
    ],
    [
      'a Jacobian by integers',
      of(jacobian, same, { a: integers }),
      'jacobian: the argument, at a, is i32, which has no derivative: i32[3]; expected f32',
    ],
    [
      'a Jacobian of integers',
      of(jacobian, () => integers, floats, { mode: 'forward' }),
      'jacobian: the result is i32, which has no derivative: i32[3]; expected f32',
    ],
    [
      'the layer that it is in',
      () => within('encoder', of(grad, same, floats)),
      'grad: the function must return one number: f32[3]; expected f32[]; with several results, sum them, or use vjp or jacobian (at encoder)',
    ],
  ])('names what is wrong: %s', (_, mistake, message) => {
    expect(mistake).toThrow(expect.objectContaining({ name: 'TensorError', message }));
  });
});
