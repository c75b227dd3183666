import { describe, expect, it } from 'vitest';
import { compile, evaluate } from '../compile/compile.ts';
import { programOf } from '../compile/program.ts';
import { vmap } from '../transforms/vmap/vmap.ts';
import { aval } from './aval.ts';
import { add, matmul, mul, relu, sum, tensor, zeros } from './ops/index.ts';
import { fold, scan } from './scan.ts';
import type { Tensor } from './tensor.ts';
import { trace } from './trace.ts';
import { toNested, value } from './values.ts';

describe('trace', () => {
  it('captures what does not depend on the inputs, so loop-invariant work leaves the body', () => {
    const program = programOf(
      (w: Tensor<[3, 3]>, xs: Tensor<[5, 3]>) =>
        scan(
          (h: Tensor<[3]>, x: Tensor<[3]>) => [add(matmul(h, matmul(w, w)), x), []] as const,
          zeros([3]),
          xs,
        ),
      zeros([3, 3]),
      zeros([5, 3]),
    );
    const loop = program.equations.find((e) => e.primitive === 'scan');
    const outside = program.equations.filter((e) => e.primitive === 'dot');
    expect(outside).toHaveLength(1);
    expect(
      loop?.primitive === 'scan' && loop.params.body.equations.filter((e) => e.primitive === 'dot'),
    ).toHaveLength(1);
  });

  it('rebuilds single numbers inside a body instead of capturing them', () => {
    const { captured } = trace([aval([3], 'f32')], ([x]) =>
      x === undefined ? [] : [mul(x as Tensor<[3]>, 2)],
    );
    expect(captured).toEqual([]);
  });

  it('does not overflow the stack on a long chain of ops', async () => {
    let x: Tensor<[1]> = tensor([0]);
    for (let i = 0; i < 20_000; i++) x = add(x, 1);
    expect(toNested(await evaluate(x))).toEqual([20_000]);
  });

  it('visits a shared subexpression once', () => {
    let x: Tensor<[1]> = tensor([1]);
    for (let i = 0; i < 200; i++) x = add(x, x);
    expect(programOf(() => x).equations.length).toBe(201);
  });
});

describe('a tensor that leaves the function that made it', () => {
  it('is refused by name', async () => {
    let leaked: Tensor<[2]> = zeros([2]);
    await compile((x: Tensor<[2]>) => {
      leaked = relu(x);
      return x;
    })(value([1, 2]));
    await expect(evaluate(sum(leaked))).rejects.toThrow(/uses an argument of another function/);
  });
});

describe('nesting', () => {
  it('a vmap inside a fold inside a vmap sees the tensors of all of them', async () => {
    const f = (scale: Tensor<[]>, rows: Tensor<[2, 3]>) =>
      fold(2, (state: Tensor<[2, 3]>) => vmap((row: Tensor<[3]>) => mul(row, scale))(state), rows);
    const result = await compile(vmap(f))(
      value([2, 3]),
      value([
        [
          [1, 1, 1],
          [1, 1, 1],
        ],
        [
          [1, 1, 1],
          [1, 1, 1],
        ],
      ]),
    );
    expect(toNested(result)).toEqual([
      [
        [4, 4, 4],
        [4, 4, 4],
      ],
      [
        [9, 9, 9],
        [9, 9, 9],
      ],
    ]);
  });
});
