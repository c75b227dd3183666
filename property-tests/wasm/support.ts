/** Runs programs on the WebAssembly backend, as it is or in a variant. */
import { setFlagsFromString } from 'node:v8';
import * as E from 'fp-ts/lib/Either.js';
import { expect } from 'vitest';
import { type WasmOptions, wasmWith } from '../../src/backends/wasm/index.ts';
import { hasRelaxed } from '../../src/backends/wasm/run/engine.ts';
import type { Program } from '../../src/tensor/program.ts';
import type { AnyValue } from '../../src/tensor/value.ts';

// Node 20 has relaxed SIMD behind a flag, which can be set before anything is compiled.
setFlagsFromString('--experimental-wasm-relaxed-simd');

/** With fused multiply-add, where this engine has it, and without. */
export const arithmetics: readonly boolean[] = hasRelaxed() ? [false, true] : [false];

/** The results of a program; it must be able to run. */
export const runWasm = async (
  program: Program,
  inputs: readonly AnyValue[],
  options: WasmOptions = { threads: 1 },
): Promise<readonly AnyValue[]> => {
  const compiled = await wasmWith(options).compile(program);
  if (E.isLeft(compiled)) throw new Error(compiled.left.message);
  const results = await compiled.right.run(inputs);
  if (E.isLeft(results)) throw new Error(results.left.message);
  return results.right;
};

/** Every element within a part of the expected one's size, or of 1. */
export const expectNear = (
  actual: readonly AnyValue[],
  expected: readonly AnyValue[],
  tolerance: number,
): void => {
  expect(actual.map(({ shape, dtype }) => ({ shape, dtype }))).toEqual(
    expected.map(({ shape, dtype }) => ({ shape, dtype })),
  );
  actual.forEach(({ data }, i) => {
    const wanted = expected[i]?.data ?? [];
    data.forEach((x, k) => {
      const y = wanted[k] ?? Number.NaN;
      if (!Object.is(x, y))
        expect(Math.abs(x - y) / (1 + Math.abs(y)), `[${i}][${k}]: ${x} for ${y}`).toBeLessThan(tolerance);
    });
  });
};
