import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { referenceIn } from '../backends/reference/index.ts';
import type { Backend } from '../tensor/backend.ts';
import { within } from '../tensor/error.ts';
import { add, matmul, relu, sub, tensor } from '../tensor/ops/index.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { axis, toNested, value, valueFrom } from '../tensor/values.ts';
import { BackendFailure, compile, compileTask, evaluate } from './compile.ts';

describe('compile', () => {
  it('takes and gives trees of values', async () => {
    interface Params {
      readonly weight: Tensor<[2, 2]>;
      readonly bias: readonly [Tensor<[2]>];
    }
    const f = compile((x: Tensor<[1, 2]>, { weight, bias: [b] }: Params) => ({
      y: relu(add(matmul(x, weight), b)),
      x,
    }));
    const out = await f(value([[1, 2]]), {
      weight: value([
        [1, 0],
        [0, -1],
      ]),
      bias: [value([0.5, 1])],
    });
    expect(toNested(out.y)).toEqual([[1.5, 0]]);
    expect(toNested(out.x)).toEqual([[1, 2]]);
  });

  it('traces once for each combination of shapes', async () => {
    let traces = 0;
    const f = compile((x: Tensor<['n']>) => {
      traces++;
      return relu(x);
    });
    const sized = (n: number) => valueFrom([axis('n', n)], new Float32Array(n));
    await Promise.all([f(sized(2)), f(sized(2)), f(sized(3)), f(sized(2))]);
    await f(sized(3));
    expect(traces).toBe(2);
  });

  it('does not keep a failed trace', async () => {
    let broken = true;
    const f = compile((x: Tensor<[2]>) => {
      if (broken) throw new Error('not now');
      return x;
    });
    await expect(f(value([1, 2]))).rejects.toThrow('not now');
    broken = false;
    expect(toNested(await f(value([1, 2])))).toEqual([1, 2]);
  });

  it('gives results that later runs do not change', async () => {
    const f = compile((x: Tensor<[2]>) => [x, add(x, 1)] as const);
    const input = value([1, 2]);
    const [same, more] = await f(input);
    await f(value([5, 6]));
    expect([toNested(same), toNested(more)]).toEqual([
      [1, 2],
      [2, 3],
    ]);
    expect(same.data).not.toBe(input.data);
  });

  it('says that it takes values', async () => {
    const f = compile((x: Tensor<[2]>) => x) as (x: unknown) => Promise<unknown>;
    await expect(f(tensor([1, 2]))).rejects.toThrow(
      'argument 0 holds a tensor at its root; expected values in plain objects and arrays',
    );
    await expect(f([1, 2])).rejects.toThrow('argument 0 holds 1 at 0; expected values');
  });

  it('says where among the layers a shape did not fit', () => {
    const unknown: Tensor<[number, number]> = tensor([[1, 2, 3]]);
    expect(() => within('net', () => within('0 dense', () => matmul(unknown, unknown)))).toThrow(
      'matmul: inner dimensions differ: f32[1,3] and f32[1,3]; expected 3 = 1 (at net / 0 dense)',
    );
  });
});

describe('constants', () => {
  const cancelled = () => sub(add(tensor([1]), tensor([1e-9])), tensor([1]));
  it('are folded in the arithmetic of the backend that runs the rest', async () => {
    expect(toNested(await evaluate(cancelled()))).toEqual([0]);
    const [difference = 0] = toNested(await evaluate(cancelled(), { backend: referenceIn('f64') }));
    expect(difference).toBeCloseTo(1e-9, 15);
  });
});

describe('a backend that fails', () => {
  const full: Backend = {
    name: 'tiny',
    compile: async () => E.left({ _tag: 'OutOfMemory', backend: 'tiny', message: 'needs 8 GiB' }),
  };
  it('is a value for compileTask and a rejection for compile', async () => {
    const f = (x: Tensor<[1]>) => x;
    expect(await compileTask(f, { backend: full })(value([1]))()).toEqual(
      E.left({ _tag: 'OutOfMemory', backend: 'tiny', message: 'needs 8 GiB' }),
    );
    await expect(compile(f, { backend: full })(value([1]))).rejects.toThrow(BackendFailure);
  });
});
