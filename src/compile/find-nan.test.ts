import { describe, expect, it } from 'vitest';
import { checkpoint } from '../tensor/checkpoint.ts';
import { within } from '../tensor/error.ts';
import { add, div, exp, log, lt, mul, sqrt, sub, sum, where } from '../tensor/ops/index.ts';
import { scan } from '../tensor/scan.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { value } from '../tensor/values.ts';
import { grad } from '../transforms/grad/index.ts';
import { findNaN } from './find-nan.ts';

describe('findNaN', () => {
  it('finds nothing where all is finite', () => {
    expect(findNaN((x: Tensor<[2]>) => exp(x))(value([0, 1]))).toBeUndefined();
  });

  it('names the op, the layers and what went in', () => {
    const found = findNaN((x: Tensor<[3]>) =>
      within('block', () =>
        mul(
          within('scores', () => log(x)),
          2,
        ),
      ),
    )(value([1, -1, 2]));
    expect(found).toMatchObject({
      kind: 'NaN',
      primitive: 'unary',
      path: ['block', 'scores'],
      direction: 'forward',
      steps: [],
    });
    expect(found?.message).toBe(
      'NaN made by unary { op: log } (block / scores): 1 of 3 elements, from f32[3] in [-1, 2]',
    );
  });

  it('says when it is on the way back, though the function itself is finite', () => {
    const length = (x: Tensor<[2]>) => within('length', () => sqrt(sum(mul(x, x))));
    expect(findNaN(length)(value([0, 0]))).toBeUndefined();
    const found = findNaN(grad(length))(value([0, 0]));
    expect(found).toMatchObject({ kind: 'NaN', direction: 'backward', path: ['backward', 'length'] });
    expect(found?.origin).toMatchObject({
      kind: 'Infinity',
      primitive: 'binary',
      path: ['backward', 'length'],
    });
  });

  it('names the step of a loop, either way round', () => {
    const loop = (reverse: boolean) => (xs: Tensor<[5]>) =>
      scan((c: Tensor<[]>, x: Tensor<[]>) => [add(c, sqrt(x)), c] as const, sum(mul(xs, 0)), xs, {
        reverse,
      })[0];
    const xs = value([1, -1, 1, -1, 1]);
    expect(findNaN(loop(false))(xs)).toMatchObject({ kind: 'NaN', steps: [1], primitive: 'unary' });
    expect(findNaN(loop(true))(xs)).toMatchObject({ kind: 'NaN', steps: [3], primitive: 'unary' });
  });

  it('looks into checkpoints', () => {
    const f = (x: Tensor<[2]>) => checkpoint((y: Tensor<[2]>) => within('inside', () => log(y)))(x);
    expect(findNaN(f)(value([-1, 1]))).toMatchObject({ path: ['inside'], primitive: 'unary' });
  });

  it('tells where the infinity came from that became a NaN', () => {
    const f = (x: Tensor<[1]>) => {
      const large = within('up', () => exp(x));
      return within('down', () => sub(large, large));
    };
    const found = findNaN(f)(value([100]));
    expect(found).toMatchObject({ kind: 'NaN', path: ['down'], origin: { kind: 'Infinity', path: ['up'] } });
  });

  it('reports an infinity that reaches a result, but not one that does not', () => {
    const f = (x: Tensor<[1]>) => within('quotient', () => div(1, x));
    expect(findNaN(f)(value([0]))).toMatchObject({ kind: 'Infinity', path: ['quotient'] });
    expect(findNaN((x: Tensor<[1]>) => div(1, div(1, x)))(value([0]))).toBeUndefined();
  });

  it('does not blame a NaN that was written down, but what lets it out', () => {
    const guarded = (x: Tensor<[]>) => within('guard', () => where(lt(x, 10), x, Number.NaN));
    expect(findNaN(guarded)(value(1))).toBeUndefined();
    expect(findNaN(guarded)(value(11))).toMatchObject({ primitive: 'select', path: ['guard'] });
    const found = findNaN((x: Tensor<[]>) => guarded(within('grow', () => exp(x))))(value(100));
    expect(found).toMatchObject({ primitive: 'select', origin: { kind: 'Infinity', path: ['grow'] } });
  });

  it('says which argument was handed in with one', () => {
    const found = findNaN((p: { readonly w: Tensor<[2]> }) => exp(p.w))({ w: value([0, Number.NaN]) });
    expect(found?.message).toBe('NaN handed in as argument 0 at w: 1 of 2 elements of f32[2]');
  });
});
