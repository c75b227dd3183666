import { describe, expect, it } from 'vitest';
import { evaluate } from '../compile/compile.ts';
import { programOf } from '../compile/program.ts';
import { costOf } from '../transforms/cost/index.ts';
import { grad, jvp, valueAndGrad } from '../transforms/grad/index.ts';
import { simplify } from '../transforms/simplify/index.ts';
import { checkpoint } from './checkpoint.ts';
import { add, exp, messages, mul, sin, sum, take, tanh, tensor, zeros } from './ops/index.ts';
import { type Save, scan } from './scan.ts';
import type { Tensor } from './tensor.ts';
import { toNested } from './values.ts';

const x3 = tensor([0.5, 1, 2]);
const wave = (x: Tensor<[3]>): Tensor<[3]> => sin(mul(x, exp(x)));

describe('checkpoint', () => {
  it('is the function, and so are its derivatives', async () => {
    const again = checkpoint(wave);
    const [y, g, [, dy]] = await evaluate([
      again(x3),
      grad((x: Tensor<[3]>) => sum(again(x)))(x3),
      jvp(again, [x3], [x3]),
    ] as const);
    const expected = await evaluate([
      wave(x3),
      grad((x: Tensor<[3]>) => sum(wave(x)))(x3),
      jvp(wave, [x3], [x3])[1],
    ] as const);
    expect([y, g, dy].map((v) => [...v.data])).toEqual(expected.map((v) => [...v.data]));
  });

  it('takes and gives trees, integers among them, and uses what lies outside', async () => {
    const scale = tensor([1, 10, 100]);
    const pick = checkpoint(
      ({ x, rows }: { readonly x: Tensor<[3]>; readonly rows: Tensor<[2], 'i32'> }) => ({
        taken: take(mul(x, scale), rows, 0),
        rows,
      }),
    );
    const rows = tensor([2, 0], 'i32');
    const out = await evaluate(pick({ x: tensor([1, 2, 3]), rows }));
    expect([toNested(out.taken), toNested(out.rows)]).toEqual([
      [300, 1],
      [2, 0],
    ]);
    const loss = (x: Tensor<[3]>) => sum(pick({ x, rows }).taken);
    expect(toNested(await evaluate(grad(loss)(x3)))).toEqual([1, 0, 100]);
  });

  it('keeps nothing of what is inside: the way back runs it again', () => {
    const program = (f: (x: Tensor<[3]>) => Tensor<[3]>) =>
      simplify(
        programOf(
          grad((x: Tensor<[3]>) => sum(mul(f(x), f(mul(x, 2))))),
          zeros([3]),
        ),
      );
    const count = (f: (x: Tensor<[3]>) => Tensor<[3]>) => costOf(program(f)).total.transcendentals / 3;
    // Forward sin and exp of each; back cos.
    expect(count(wave)).toBe(2 * (2 + 1));
    // And exp once more: the sine itself is not needed.
    expect(count(checkpoint(wave))).toBe(2 * (2 + 1 + 1));
  });

  it('gives nothing back to what has no part in the result', () => {
    const both = checkpoint((x: Tensor<[3]>, y: Tensor<[3]>) => [mul(x, 2), exp(y)] as const);
    const program = programOf(
      grad((x: Tensor<[3]>) => sum(both(x, exp(x))[0])),
      zeros([3]),
    );
    // Nothing comes back through exp: its result is not multiplied with zeros.
    const back = program.equations.filter(({ path }) => path[0] === 'backward');
    expect(back.filter(({ primitive }) => primitive === 'binary')).toEqual([]);
  });

  it.each<readonly [Save]>([['all'], ['carries'], ['segments']])(
    'messages of loops are sent once each: save %s',
    (save) => {
      const net = (x: Tensor<[4, 3]>) => {
        const [last] = scan(
          (h: Tensor<[4, 3]>, y) => [tanh(add(messages(tanh(h), 'space'), y)), []],
          x,
          zeros([7]),
          { save },
        );
        return sum(last);
      };
      const sent = (program: ReturnType<typeof programOf>) => costOf(program).messages.get('space');
      expect(sent(programOf(net, zeros([4, 3])))).toBe(7 * 4);
      expect(sent(programOf(valueAndGrad(net), zeros([4, 3])))).toBe(7 * 4);
      expect(sent(simplify(programOf(valueAndGrad(net), zeros([4, 3]))))).toBe(7 * 4);
    },
  );
});
