/** Only what depends on the wanted arguments and has a part in the result is differentiated. */
import { describe, expect, it } from 'vitest';
import { programOf } from '../../compile/program.ts';
import {
  add,
  argmax,
  cast,
  exp,
  floor,
  matmul,
  mul,
  oneHot,
  sum,
  tanh,
  tensor,
  zeros,
} from '../../tensor/ops/index.ts';
import type { Primitive } from '../../tensor/primitives.ts';
import type { Program } from '../../tensor/program.ts';
import { scan } from '../../tensor/scan.ts';
import { stopGradient } from '../../tensor/stop-gradient.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { grad } from './index.ts';

type Square = Tensor<[3, 3]>;
type Vector = Tensor<[3]>;

const count = (program: Program, primitive: Primitive): number =>
  program.equations.filter((e) => e.primitive === primitive).length;

describe('nothing is computed for', () => {
  it('arguments that are not asked for, and what only they lead to', () => {
    const loss = (last: Square, first: Square) => sum(matmul(tanh(matmul(zeros([2, 3]), first)), last));
    // The first product forward, and one for the gradient of the last; a sum does not ask for what it adds up.
    expect(count(programOf(grad(loss), zeros([3, 3]), zeros([3, 3])), 'dot')).toBe(2);
  });

  it.each<readonly [string, (x: Vector) => Vector]>([
    ['a gradient that is stopped', (x) => stopGradient(exp(x))],
    ['integers', (x) => cast(cast(exp(x), 'i32'), 'f32')],
    ['positions', (x) => oneHot(argmax(exp(x)), 3)],
    ['steps', (x) => floor(exp(x))],
  ])('%s', (_, f) => {
    const program = programOf(
      grad((x: Vector) => sum(mul(f(x), x))),
      zeros([3]),
    );
    // The gradient is f(x) itself: a product with the cotangent 1, and nothing of exp.
    const back = program.equations.filter((e) => e.path[0] === 'backward').map((e) => e.primitive);
    expect(back.filter((p) => p !== 'constant' && p !== 'broadcast')).toEqual(['binary']);
  });

  it('a carry that does not depend on them, inputs without a derivative, and what no step reads', () => {
    const loss = (w: Vector, xs: Tensor<[5, 3]>, steps: Tensor<[5], 'i32'>) => {
      const [{ h }] = scan(
        (
          {
            h: state,
            decay,
            n,
          }: { readonly h: Vector; readonly decay: Vector; readonly n: Tensor<[], 'i32'> },
          [x, i],
        ) => [{ h: add(mul(state, mul(w, decay)), floor(x)), decay: mul(decay, 0.9), n: add(n, i) }, []],
        { h: zeros([3]), decay: tensor([1, 1, 1]), n: tensor(0, 'i32') },
        [xs, steps] as const,
      );
      return sum(h);
    };
    const program = programOf(grad(loss), zeros([3]), zeros([5, 3]), zeros([5], 'i32'));
    const back = program.equations.find((e) => e.primitive === 'scan' && e.params.reverse);
    // The cotangent of h, and the sum for w: nothing is stacked.
    expect(back?.outputs.map(({ shape }) => shape)).toEqual([[3], [3]]);
    const both = programOf(
      grad(({ w, xs }: { readonly w: Vector; readonly xs: Tensor<[5, 3]> }) =>
        loss(w, xs, zeros([5], 'i32')),
      ),
      { w: zeros([3]), xs: zeros([5, 3]) },
    );
    const wider = both.equations.find((e) => e.primitive === 'scan' && e.params.reverse);
    // Nor is anything for xs, of which a step only sees the floor.
    expect(wider?.outputs.map(({ shape }) => shape)).toEqual([[3], [3]]);
  });
});
