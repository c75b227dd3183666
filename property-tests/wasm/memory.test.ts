import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { wasm, wasmWith } from '../../src/backends/wasm/index.ts';
import { compileTask } from '../../src/compile/compile.ts';
import { programOf } from '../../src/compile/program.ts';
import { add, exp, full, matmul, sum, tanh, zeros } from '../../src/tensor/ops/index.ts';
import { fold } from '../../src/tensor/scan.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import { value, valueFrom } from '../../src/tensor/values.ts';
import { costOf, showCost } from '../../src/transforms/cost/index.ts';
import { programs } from '../arbitraries/program.ts';

const planned = (program: Parameters<typeof costOf>[0]) => {
  const plan = costOf(program, { backend: wasm }).planned;
  if (plan === undefined) throw new Error('the backend plans its memory');
  return plan;
};

/** What a thread has of its own, and words to meet by. */
const overhead = 65_536;

describe('planned memory', () => {
  it('of a chain of products does not grow with its length: two take turns', () => {
    const chain = (n: number) => (x: Tensor<[64, 64]>, w: Tensor<[64, 64]>) => {
      let y = x;
      for (let i = 0; i < n; i++) y = matmul(y, w);
      return y;
    };
    const bytes = (n: number) => planned(programOf(chain(n), zeros([64, 64]), zeros([64, 64]))).bytes;
    expect(bytes(40)).toBe(bytes(8));
    expect(planned(programOf(chain(40), zeros([64, 64]), zeros([64, 64]))).bytesUnshared).toBeGreaterThan(
      5 * bytes(40),
    );
  });

  it('of a loop does not grow with its length, where only the last state is wanted', () => {
    const loop = (n: number) => (x: Tensor<[100]>) => fold(n, (h: Tensor<[100]>) => tanh(add(h, h)), x);
    const bytes = (n: number) => planned(programOf(loop(n), zeros([100]))).bytes;
    expect(bytes(1000)).toBe(bytes(10));
  });

  it('is never more than without reuse', () => {
    fc.assert(
      fc.property(programs({ dead: false }), ({ program }) => {
        const { bytes, bytesUnshared } = planned(program);
        expect(bytes).toBeLessThanOrEqual(bytesUnshared + overhead);
      }),
    );
  });

  it('is said by showCost, where a backend is asked', () => {
    const program = programOf((x: Tensor<[8]>) => sum(exp(x)), zeros([8]));
    expect(showCost(costOf(program, { backend: wasm }))).toMatch(/planned memory .*B \(.*B without reuse\)$/);
    expect(showCost(costOf(program))).not.toContain('planned');
  });
});

describe('running out of memory', () => {
  it('is a value that says how much was needed, and leaves all else as it was', async () => {
    const before = valueFrom([3], Float32Array.of(1, 2, 3));
    const double = compileTask((x: Tensor<[3]>) => add(x, x));
    const first = await double(before)();
    const huge = compileTask((x: Tensor<[]>) => matmul(full([40_000, 1], 1), add(full([1, 40_000], 0), x)));
    const failed = await huge(value(0))();
    expect(failed).toMatchObject({ _tag: 'Left', left: { _tag: 'OutOfMemory', backend: 'wasm' } });
    expect(E.isLeft(failed) && failed.left.message).toMatch(/needs 6\d\d\d\.\d MiB/);
    expect(await double(before)()).toEqual(first);
  });

  it('is the same on several threads', async () => {
    const huge = compileTask((x: Tensor<[]>) => matmul(full([40_000, 1], 1), add(full([1, 40_000], 0), x)), {
      backend: wasmWith({ threads: 4 }),
    });
    expect(await huge(value(0))()).toMatchObject({ left: { _tag: 'OutOfMemory' } });
  });
});
