import { describe, expect, it } from 'vitest';
import { example, expectNumbers, type Index, numbersOf } from '../../../property-tests/support/naive.ts';
import type { Shape } from '../../shape-types/dim.ts';
import type { Tensor } from '../tensor.ts';
import { elu, gelu, leakyRelu, relu, sigmoid, silu, softplus, tanh } from './activation.ts';
import { add, div, maximum, minimum, mul, pow, rem, sub } from './arithmetic.ts';
import { eq, ge, gt, le, lt, ne } from './comparison.ts';
import { tensor, zeros } from './constants.ts';
import { cos, erf, exp, expm1, log, log1p, rsqrt, sin, sqrt } from './exponential.ts';
import { logicalAnd, logicalNot, logicalOr, logicalXor } from './logic.ts';
import { abs, ceil, floor, neg, round, sign, square } from './rounding.ts';
import * as select from './select.ts';
import { cast, clip, where } from './select.ts';

const shapes: readonly Index[] = [[], [1], [5], [2, 3], [2, 0], [1, 4, 1]];
const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;
const sigma = (x: number) => 1 / (1 + Math.exp(-x));

describe.each(shapes.map((shape) => [shape] as const))('on %j', (shape) => {
  it('functions of one argument are the functions', async () => {
    const { x, at } = example(shape);
    const pairs: readonly (readonly [(t: Tensor<Shape>) => Tensor<Shape>, (v: number) => number])[] = [
      [neg, (v) => -v],
      [abs, Math.abs],
      [sign, Math.sign],
      [square, (v) => v * v],
      [floor, Math.floor],
      [ceil, Math.ceil],
      [round, Math.round],
      [exp, Math.exp],
      [expm1, Math.expm1],
      [sin, Math.sin],
      [cos, Math.cos],
      [relu, (v) => Math.max(v, 0)],
      [sigmoid, sigma],
      [tanh, Math.tanh],
      [silu, (v) => v * sigma(v)],
      [softplus, (v) => Math.log(1 + Math.exp(v))],
      [leakyRelu, (v) => (v > 0 ? v : 0.01 * v)],
      [elu, (v) => (v > 0 ? v : Math.exp(v) - 1)],
    ];
    for (const [op, f] of pairs) await expectNumbers(op(x), shape, (i) => f(at(i)));
    const positive = add(square(x), 0.5);
    const p = (i: Index) => at(i) ** 2 + 0.5;
    await expectNumbers(log(positive), shape, (i) => Math.log(p(i)));
    await expectNumbers(log1p(positive), shape, (i) => Math.log1p(p(i)));
    await expectNumbers(sqrt(positive), shape, (i) => Math.sqrt(p(i)));
    await expectNumbers(rsqrt(positive), shape, (i) => 1 / Math.sqrt(p(i)));
  });
});

describe('two operands', () => {
  it.each<readonly [Index, Index, Index]>([
    [
      [2, 3],
      [2, 3],
      [2, 3],
    ],
    [[2, 3], [3], [2, 3]],
    [[3], [2, 3], [2, 3]],
    [
      [2, 1],
      [1, 3],
      [2, 3],
    ],
    [[], [2, 3], [2, 3]],
    [
      [4, 1, 3],
      [2, 1],
      [4, 2, 3],
    ],
    [[1], [1], [1]],
    [
      [0, 3],
      [1, 3],
      [0, 3],
    ],
    [[2, 0], [1], [2, 0]],
  ])('%j and %j broadcast to %j', async (a, b, shape) => {
    const [left, right] = [example(a), example(b, 2)];
    const at =
      ({ shape: own, at: get }: typeof left) =>
      (i: Index) =>
        get(own.map((n, axis) => (n === 1 ? 0 : (i[i.length - own.length + axis] ?? 0))));
    const [x, y] = [at(left), at(right)];
    const truth = (holds: boolean) => Number(holds);
    await expectNumbers(add(left.x, right.x), shape, (i) => x(i) + y(i));
    await expectNumbers(sub(left.x, right.x), shape, (i) => x(i) - y(i));
    await expectNumbers(mul(left.x, right.x), shape, (i) => x(i) * y(i));
    await expectNumbers(div(left.x, right.x), shape, (i) => x(i) / y(i));
    await expectNumbers(rem(left.x, right.x), shape, (i) => x(i) % y(i), 1e-4);
    await expectNumbers(pow(abs(left.x), right.x), shape, (i) => Math.abs(x(i)) ** y(i), 1e-4);
    await expectNumbers(maximum(left.x, right.x), shape, (i) => Math.max(x(i), y(i)));
    await expectNumbers(minimum(left.x, right.x), shape, (i) => Math.min(x(i), y(i)));
    await expectNumbers(eq(left.x, right.x), shape, (i) => truth(x(i) === y(i)));
    await expectNumbers(ne(left.x, right.x), shape, (i) => truth(x(i) !== y(i)));
    await expectNumbers(lt(left.x, right.x), shape, (i) => truth(x(i) < y(i)));
    await expectNumbers(le(left.x, right.x), shape, (i) => truth(x(i) <= y(i)));
    await expectNumbers(gt(left.x, right.x), shape, (i) => truth(x(i) > y(i)));
    await expectNumbers(ge(left.x, right.x), shape, (i) => truth(x(i) >= y(i)));
    await expectNumbers(where(gt(left.x, right.x), left.x, right.x), shape, (i) => Math.max(x(i), y(i)));
  });

  it('takes numbers on either side', async () => {
    expect(await numbersOf(sub(1, tensor([0.25, 2])))).toEqual({ shape: [2], data: [0.75, -1] });
    expect(await numbersOf(div(tensor([1, 2]), 4))).toEqual({ shape: [2], data: [0.25, 0.5] });
    expect(await numbersOf(add(tensor([1, 2], 'i32'), 3))).toEqual({ shape: [2], data: [4, 5] });
    expect(await numbersOf(where(tensor([true, false], 'bool'), 1, 0))).toEqual({ shape: [2], data: [1, 0] });
    expect((await numbersOf(add(tensor([2 ** 31 - 1], 'i32'), 1))).data).toEqual([-(2 ** 31)]);
  });

  it('says what does not fit', () => {
    const [x, y] = [example([2, 3]).x, example([4]).x];
    expect(() => add(x, y)).toThrow('add: sizes 3 and 4 do not broadcast: f32[2,3] and f32[4]');
    expect(() => maximum(x, y)).toThrow(/^maximum: sizes 3 and 4/);
    expect(() => where(gt(x, 0), x, y)).toThrow(/^where: /);
    expect(() => add(tensor([1], 'i32'), 0.5)).toThrow('add: 0.5 is no i32');
    expect(() => mul(zeros([2], 'i32'), 2 ** 31)).toThrow(/is no i32/);
  });
});

describe('at the edges', () => {
  const edges = tensor([0, 100, -100, infinity, -infinity, nan]);
  it('activations neither overflow nor lose NaN', async () => {
    expect((await numbersOf(softplus(edges))).data).toEqual([
      Math.fround(Math.LN2),
      100,
      Math.fround(Math.exp(-100)),
      infinity,
      0,
      nan,
    ]);
    expect((await numbersOf(elu(edges))).data).toEqual([0, 100, -1, infinity, -1, nan]);
    expect((await numbersOf(relu(edges))).data).toEqual([0, 100, 0, infinity, 0, nan]);
    expect((await numbersOf(sigmoid(edges))).data.slice(3)).toEqual([1, 0, nan]);
  });
  it('knows NaN and the infinities', async () => {
    expect((await numbersOf(select.isNaN(edges))).data).toEqual([0, 0, 0, 0, 0, 1]);
    expect((await numbersOf(select.isFinite(edges))).data).toEqual([1, 1, 1, 0, 0, 0]);
    expect((await numbersOf(clip(edges, { low: -1, high: 2 }))).data).toEqual([0, 2, -1, 2, -1, nan]);
    expect((await numbersOf(clip(edges, { low: -1 }))).data).toEqual([0, 100, -1, infinity, -1, nan]);
    expect(() => clip(edges, { low: 1, high: 0 })).toThrow(/clip: low 1 is above high 0/);
    expect((await numbersOf(cast(edges, 'i32'))).data).toEqual([0, 100, -100, 2 ** 31 - 1, -(2 ** 31), 0]);
  });
  it('gelu is x·Φ(x), and its approximation near', async () => {
    const x = tensor([-3, -1, 0, 1, 3]);
    // Φ from tables.
    const expected = [-0.0040497, -0.1586553, 0, 0.8413447, 2.9959503];
    await expectNumbers(gelu(x), [5], ([i = 0]) => expected[i] ?? nan, 1e-5);
    await expectNumbers(gelu(x, { approximate: 'tanh' }), [5], ([i = 0]) => expected[i] ?? nan, 1e-3);
    await expectNumbers(erf(tensor([-1, 0.5])), [2], ([i = 0]) => [-0.8427008, 0.5204999][i] ?? nan, 1e-6);
  });
  it('leakyRelu and elu take their slopes', async () => {
    expect((await numbersOf(leakyRelu(tensor([-2, 2]), { slope: 0.5 }))).data).toEqual([-1, 2]);
    expect((await numbersOf(elu(tensor([-100, 2]), { alpha: 3 }))).data).toEqual([-3, 2]);
  });
});

it('logic follows its tables', async () => {
  const [a, b] = [tensor([true, true, false, false], 'bool'), tensor([true, false, true, false], 'bool')];
  expect((await numbersOf(logicalAnd(a, b))).data).toEqual([1, 0, 0, 0]);
  expect((await numbersOf(logicalOr(a, b))).data).toEqual([1, 1, 1, 0]);
  expect((await numbersOf(logicalXor(a, b))).data).toEqual([0, 1, 1, 0]);
  expect((await numbersOf(logicalNot(a))).data).toEqual([0, 0, 1, 1]);
});
