import { describe, expect, it } from 'vitest';
import { evaluate } from '../compile/compile.ts';
import { programOf } from '../compile/program.ts';
import { costOf } from '../transforms/cost/index.ts';
import { grad, jvp, valueAndGrad, vjp } from '../transforms/grad/index.ts';
import { vmap } from '../transforms/vmap/vmap.ts';
import { checkpoint } from './checkpoint.ts';
import { customGradient } from './custom-gradient.ts';
import { add, cast, exp, messages, mul, round, sin, sum, tanh, tensor, zeros } from './ops/index.ts';
import { scan } from './scan.ts';
import { stopGradient } from './stop-gradient.ts';
import type { Tensor } from './tensor.ts';
import { toNested } from './values.ts';

/** Rounds; its rule lets cotangents through as if it did not (straight through), ten times as large. */
const rounded = customGradient(
  (x: Tensor<[3]>) => [round(x), (ct: Tensor<[3]>) => [mul(ct, 10)] as const] as const,
);
const x3 = tensor([0.4, 1.4, 2.6]);

describe('customGradient', () => {
  it('computes the function, and differentiates by the rule, in both modes', async () => {
    expect(toNested(await evaluate(rounded(x3)))).toEqual([0, 1, 3]);
    expect(toNested(await evaluate(grad((x: Tensor<[3]>) => sum(rounded(x)))(x3)))).toEqual([10, 10, 10]);
    const [y, dy] = await evaluate(jvp(rounded, [x3], [tensor([1, 2, 3])]));
    expect([toNested(y), toNested(dy)]).toEqual([
      [0, 1, 3],
      [10, 20, 30],
    ]);
  });

  it('does so in batches and loops', async () => {
    const rows = tensor([
      [0.4, 1.4, 2.6],
      [5, 6, 7],
    ]);
    const each = grad((x: Tensor<[2, 3]>) => sum(mul(vmap(rounded)(x), rows)));
    expect(toNested(await evaluate(each(zeros([2, 3]))))).toEqual([
      [4, 14, 26],
      [50, 60, 70],
    ]);
    const twice = (x: Tensor<[3]>) => sum(scan((h: Tensor<[3]>, _) => [rounded(h), []], x, zeros([2]))[0]);
    expect(toNested(await evaluate(grad(twice)(x3)))).toEqual([100, 100, 100]);
  });

  it('keeps for the rule what the function computed', () => {
    const square = customGradient((x: Tensor<[3]>) => {
      const e = exp(x);
      return [e, (ct: Tensor<[3]>) => [mul(ct, e)] as const] as const;
    });
    const program = programOf(
      grad((x: Tensor<[3]>) => sum(square(x))),
      zeros([3]),
    );
    expect(program.equations.filter(({ primitive }) => primitive === 'unary')).toHaveLength(1);
  });

  it('is differentiated again as the rule is written', async () => {
    const f = customGradient((x: Tensor<[]>) => [x, (ct: Tensor<[]>) => [mul(ct, sin(x))] as const] as const);
    expect(toNested(await evaluate(grad(grad(f))(tensor(1))))).toBeCloseTo(Math.cos(1), 6);
  });

  it('takes trees, and finds the cotangents by their names', async () => {
    interface Pair {
      readonly a: Tensor<[]>;
      readonly b: Tensor<[]>;
    }
    const product = customGradient(
      ({ a, b }: Pair) =>
        [mul(a, b), (ct: Tensor<[]>) => [{ b: mul(ct, a), a: mul(ct, b) }] as const] as const,
    );
    const g = await evaluate(grad(product)({ a: tensor(2), b: tensor(3) }));
    expect([toNested(g.a), toNested(g.b)]).toEqual([3, 2]);
  });

  it('gives a cotangent for every argument and result', async () => {
    const swap = customGradient(
      (x: Tensor<[]>, y: Tensor<[]>) =>
        [
          [y, x] as const,
          ([p, q]: readonly [Tensor<[]>, Tensor<[]>]) => [mul(q, 2), mul(p, 3)] as const,
        ] as const,
    );
    const [, pullback] = vjp(swap, tensor(1), tensor(2));
    const [dx, dy] = await evaluate(pullback([tensor(10), tensor(100)]));
    expect([toNested(dx), toNested(dy)]).toEqual([200, 30]);
    const onlyFirst = grad((x: Tensor<[]>) => swap(x, x)[0]);
    expect(toNested(await evaluate(onlyFirst(tensor(1))))).toEqual(3);
  });

  it('may use constants, and what is not differentiated', async () => {
    const scale = tensor([1, 2, 3]);
    const f = customGradient(
      (x: Tensor<[3]>) => [mul(x, scale), (ct: Tensor<[3]>) => [mul(ct, scale)] as const] as const,
    );
    const loss = (x: Tensor<[3]>) => sum(f(x));
    expect(toNested(await evaluate(grad(loss)(x3)))).toEqual([1, 2, 3]);
    const inner = (x: Tensor<[3]>, y: Tensor<[3]>) =>
      sum(
        customGradient((z: Tensor<[3]>) => [mul(z, y), (ct: Tensor<[3]>) => [mul(ct, y)] as const] as const)(
          x,
        ),
      );
    expect(toNested(await evaluate(grad(inner)(x3, scale)))).toEqual([1, 2, 3]);
  });

  it('may use what is cut off from what is differentiated: stopped gradients, integers', async () => {
    const loss = (w: Tensor<[3]>) => {
      const [fixed, n] = [stopGradient(w), cast(cast(w, 'i32'), 'f32')];
      const f = customGradient(
        (x: Tensor<[3]>) => [add(mul(x, fixed), n), (ct: Tensor<[3]>) => [mul(ct, fixed)] as const] as const,
      );
      return sum(f(w));
    };
    expect(toNested(await evaluate(grad(loss)(tensor([1, 2, 3]))))).toEqual([1, 2, 3]);
  });

  const lost =
    'customGradient: the function uses a tensor that is differentiated but is no argument of it: f32[3]; expected it to be handed in as an argument';

  it.each<readonly [string, (w: Tensor<[3]>) => Tensor<[3]>]>([
    [
      'in the function',
      (w) => customGradient((x: Tensor<[3]>) => [mul(x, w), (ct: Tensor<[3]>) => [ct] as const] as const)(x3),
    ],
    [
      'in the rule',
      (w) => customGradient((x: Tensor<[3]>) => [x, (ct: Tensor<[3]>) => [mul(ct, w)] as const] as const)(w),
    ],
  ])('refuses to lose a derivative of what it uses %s', (_, f) => {
    expect(() => grad((w: Tensor<[3]>) => sum(f(w)))(x3)).toThrow(expect.objectContaining({ message: lost }));
    expect(() => jvp(f, [x3], [x3])).toThrow(expect.objectContaining({ message: lost }));
    const inLoop = (w: Tensor<[3]>) =>
      sum(scan((h: Tensor<[3]>, _x) => [add(h, f(w)), []], x3, zeros([2]))[0]);
    expect(() => grad(inLoop)(x3)).toThrow('customGradient: the function uses a tensor');
  });

  it('inside a checkpoint sends its messages once', () => {
    const sending = customGradient((x: Tensor<[5, 3]>) => {
      const y = messages(tanh(x), 'space');
      return [y, (ct: Tensor<[5, 3]>) => [mul(ct, y)] as const] as const;
    });
    const block = checkpoint((x: Tensor<[5, 3]>) => tanh(sending(x)));
    const program = programOf(
      valueAndGrad((x: Tensor<[5, 3]>) => sum(block(x))),
      zeros([5, 3]),
    );
    expect(costOf(program).messages).toEqual(new Map([['space', 5]]));
  });
});

/** Calls as plain JavaScript does. */
const make = (f: (...args: readonly unknown[]) => unknown): unknown => {
  const made: unknown = Reflect.apply(customGradient, undefined, [f]);
  return typeof made === 'function' ? Reflect.apply(made, undefined, [{ a: x3 }]) : made;
};

describe('a rule that does not fit', () => {
  it.each<readonly [string, (x: unknown) => unknown, string]>([
    [
      'of another shape',
      () => [x3, () => [{ a: zeros([4]) }]],
      'customGradient: types differ at 0.a of what the rule gives and the arguments: f32[4] and f32[3]; expected the same',
    ],
    [
      'of another dtype',
      () => [x3, () => [{ a: tensor([1, 2, 3], 'i32') }]],
      'customGradient: types differ at 0.a of what the rule gives and the arguments: i32[3] and f32[3]; expected the same',
    ],
    [
      'of another structure',
      () => [x3, () => [x3]],
      'customGradient: structures differ at 0: a tensor in what the rule gives, a record in the arguments',
    ],
    [
      'that is no list',
      () => [x3, () => ({ a: x3 })],
      'customGradient: structures differ at the root: a record in what the rule gives, a list in the arguments',
    ],
    [
      'for more arguments',
      () => [x3, () => [{ a: x3 }, x3]],
      'customGradient: structures differ at 1: a tensor in what the rule gives, nothing in the arguments',
    ],
    ['that is not there', () => [x3], 'customGradient: the function must return [result, rule]'],
    ['and no result', () => x3, 'customGradient: the function must return [result, rule]'],
  ])('is refused: %s', (_, f, message) => {
    expect(() => make(f)).toThrow(expect.objectContaining({ name: 'TensorError', message }));
  });
});
