import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wasmWith } from '../../src/backends/wasm/index.ts';
import { compile } from '../../src/compile/compile.ts';
import {
  add,
  concat,
  constant,
  exp,
  matmul,
  reshape,
  sum,
  tanh,
  transpose,
} from '../../src/tensor/ops/index.ts';
import { scan } from '../../src/tensor/scan.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import { valueFrom } from '../../src/tensor/values.ts';
import { programs, smooth } from '../arbitraries/program.ts';
import { expectSameBits } from '../transforms/support.ts';
import { runWasm } from './support.ts';

const random = (n: number, seed: number): Float32Array => {
  let state = seed;
  return Float32Array.from({ length: n }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return state / 2 ** 31;
  });
};

describe('threads', () => {
  it.each([2, 3, 4])('%d give the bits of one, whatever the program', async (threads) => {
    await fc.assert(
      fc.asyncProperty(programs(smooth), async ({ program, inputs }) => {
        const one = await runWasm(program, inputs, { threads: 1 });
        expectSameBits(await runWasm(program, inputs, { threads, shareFrom: 0 }), one);
      }),
      { numRuns: 60 },
    );
  });

  it('give the bits of one where there is much to share: products, sums, a loop', async () => {
    const weights = valueFrom([96, 96], random(96 * 96, 1));
    const f = (x: Tensor<[12, 160, 96]>) => {
      const w = constant(weights);
      const [last, all] = scan(
        (h: Tensor<[160, 96]>, frame: Tensor<[160, 96]>) => {
          const next = tanh(add(matmul(h, w), frame));
          return [next, next] as const;
        },
        reshape(sum(x, { axes: 0 }), [160, 96]),
        x,
      );
      const scores = matmul(last, transpose(last));
      return [all, sum(exp(scores), { axes: 1 }), sum(scores), concat([last, last], 1)] as const;
    };
    const x = valueFrom(
      [12, 160, 96],
      random(12 * 160 * 96, 2).map((n) => n / 8),
    );
    const results = await Promise.all(
      [1, 2, 3, 4].map((threads) => compile(f, { backend: wasmWith({ threads }) })(x)),
    );
    const [one, ...others] = results;
    expect(one?.[0].data.every(Number.isFinite)).toBe(true);
    for (const other of others) expectSameBits([...other], [...(one ?? [])]);
  });

  it('run many programs at once', async () => {
    const sizes = [64, 96, 128, 160];
    const products = await Promise.all(
      sizes.map(async (n) => {
        const a = valueFrom([n, n], random(n * n, n));
        const run = compile((x: Tensor<[number, number]>) => matmul(x, x), {
          backend: wasmWith({ threads: 3, shareFrom: 0 }),
        });
        const again = await Promise.all([run(a), run(a), run(a)]);
        for (const other of again) expect(other.data).toEqual(again[0]?.data);
        return again.length;
      }),
    );
    expect(products).toEqual([3, 3, 3, 3]);
  });
});
