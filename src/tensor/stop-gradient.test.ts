import { expect, it } from 'vitest';
import { evaluate } from '../compile/compile.ts';
import { grad, jvp } from '../transforms/grad/index.ts';
import { mul, sum, tensor } from './ops/index.ts';
import { stopGradient } from './stop-gradient.ts';
import type { Tensor } from './tensor.ts';
import { toNested } from './values.ts';

const x2 = tensor([2, 3]);

it('gives what it is given, whole trees of any dtype', async () => {
  const tree = await evaluate(stopGradient({ x: x2, n: [tensor([1], 'i32')] }));
  expect([toNested(tree.x), tree.n.map(toNested)]).toEqual([[2, 3], [[1]]]);
});

it('is a constant for derivatives, in both modes, first and second', async () => {
  const f = (x: Tensor<[2]>) => mul(x, stopGradient(x));
  const loss = (x: Tensor<[2]>) => sum(f(x));
  expect(toNested(await evaluate(grad(loss)(x2)))).toEqual([2, 3]);
  const [, dy] = jvp(f, [x2], [tensor([1, 10])]);
  expect(toNested(await evaluate(dy))).toEqual([2, 30]);
  const again = (x: Tensor<[2]>) => sum(mul(grad(loss)(x), x));
  // The gradient is stopGradient(x): that times x has this gradient in turn, and not 2x.
  expect(toNested(await evaluate(grad(again)(x2)))).toEqual([2, 3]);
});

it('leaves nothing to go back through', async () => {
  const loss = (x: Tensor<[2]>) => sum(stopGradient(mul(x, x)));
  expect(toNested(await evaluate(grad(loss)(x2)))).toEqual([0, 0]);
});
