import { describe, expect, it } from 'vitest';
import { add, matmul, programOf, scan, type Tensor, tanh, zeros } from '../../../index.ts';
import { planOf } from './interpret.ts';
import type { Plan } from './plan.ts';

const loop = (steps: number): Plan =>
  planOf(
    programOf(
      (w: Tensor<[3, 3]>, xs: Tensor<[number, 3]>) =>
        scan(
          (h: Tensor<[3]>, x: Tensor<[3]>) => {
            const next = tanh(add(matmul(h, w), x));
            return [next, next];
          },
          zeros([3]),
          xs,
        ),
      zeros([3, 3]),
      zeros([steps, 3]),
    ),
  );

const callsOf = ({ arrays }: Plan): number => arrays.filter(({ origin }) => origin.kind === 'call').length;

describe('a loop', () => {
  it.each([8, 49, 50, 400])(
    'of %d steps is a call for each, and few more to join what they give',
    (steps) => {
      // Seven arrays are joined at a time, and so are those that this gives.
      expect(callsOf(loop(steps))).toBeLessThanOrEqual(steps + Math.ceil(steps / 6) + 4);
    },
  );

  it('has the same kernels for all steps: more steps need only more levels of joining', () => {
    const kernels = (steps: number): number => loop(steps).kernels.length;
    expect(kernels(343)).toBeLessThanOrEqual(kernels(7) + 4);
  });
});

describe('a tensor without elements', () => {
  it('takes no kernel, however much is made of it', () => {
    const long = (x: Tensor<[0, 3]>) => {
      let y = x;
      for (let i = 0; i < 200; i++) y = add(tanh(y), x);
      return y;
    };
    expect(callsOf(planOf(programOf(long, zeros([0, 3]))))).toBe(0);
  });
});
