/** Products and what follows them block by block. Small whole numbers: every sum is exact. */
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { evaluateProgram } from '../../src/backends/reference/index.ts';
import { programOf } from '../../src/compile/program.ts';
import {
  add,
  einsum,
  matmul,
  mul,
  relu,
  reshape,
  reverse,
  sub,
  sum,
  transpose,
  zeros,
} from '../../src/tensor/ops/index.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import { valueFrom } from '../../src/tensor/values.ts';
import { expectSameBits } from '../transforms/support.ts';
import { arithmetics, runWasm } from './support.ts';

type Matrix = Tensor<[number, number]>;

const whole = (shape: readonly [number, number], seed: number) =>
  valueFrom(
    shape,
    Float32Array.from(
      { length: shape[0] * shape[1] },
      (_, i) => ((Math.imul(i + seed, 2_654_435_761) >>> 20) % 9) - 4,
    ),
  );

const small = fc.integer({ min: 1, max: 40 });
/** Beyond 256 the result is computed in several blocks. */
const size = fc.oneof({ arbitrary: small, weight: 3 }, fc.integer({ min: 257, max: 290 }));

describe.each(arithmetics)('products on WebAssembly (relaxed SIMD: %s)', (relaxed) => {
  it('may be seen again in any order by what follows them', async () => {
    await fc.assert(
      fc.asyncProperty(size, small, fc.integer({ min: 0, max: 99 }), async (n, k, seed) => {
        const follow: readonly ((c: Matrix, bias: Tensor<[number]>) => Matrix)[] = [
          (c, bias) => relu(add(c, bias)),
          (c) => add(c, reverse(c, 0)),
          (c) => mul(sub(c, 1), transpose(c)),
          (c) => add(reshape(sum(mul(c, c), { axes: 1 }), [n, 1]), c),
          (c) => matmul(relu(c), transpose(c)),
        ];
        const inputs = [whole([n, k], seed), whole([k, n], seed + 1), valueFrom([n], whole([1, n], 3).data)];
        for (const f of follow) {
          const program = programOf(
            (a: Matrix, b: Matrix, bias: Tensor<[number]>) => f(matmul(a, b), bias),
            zeros([n, k]),
            zeros([k, n]),
            zeros([n]),
          );
          const expected = evaluateProgram(program, inputs);
          expectSameBits(await runWasm(program, inputs, { threads: 1, relaxed }), expected);
          expectSameBits(await runWasm(program, inputs, { threads: 2, shareFrom: 0, relaxed }), expected);
        }
      }),
      { numRuns: 12 },
    );
  });

  it('whose columns are two axes apart are followed block by block too, be the blocks ever so narrow', async () => {
    const few = fc.integer({ min: 1, max: 6 });
    await fc.assert(
      fc.asyncProperty(few, few, few, few, async (c, a, x, y) => {
        const f = (m: Matrix, n: Tensor<[number, number, number]>) =>
          mul(add(einsum('ca,xcy->axy', m, n), 1), 2);
        const inputs = [whole([c, a], 1), valueFrom([x, c, y], whole([x, c * y], 2).data)];
        const program = programOf(f, zeros([c, a]), zeros([x, c, y]));
        expectSameBits(
          await runWasm(program, inputs, { threads: 1, relaxed, poison: true }),
          evaluateProgram(program, inputs),
        );
      }),
    );
  });
});
