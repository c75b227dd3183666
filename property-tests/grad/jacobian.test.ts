import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sizeOf } from '../../src/tensor/aval.ts';
import * as build from '../../src/tensor/build.ts';
import type { AnyTensor } from '../../src/tensor/tensor.ts';
import { flattenTensors } from '../../src/tensor/tree.ts';
import { jacobian } from '../../src/transforms/grad/index.ts';
import { programs, smooth } from '../arbitraries/program.ts';
import type { Many } from '../scan-vmap/support.ts';
import { linearised, truthful } from './rules.ts';
import {
  directions,
  expectClose,
  floatPart,
  floatValues,
  gradientOf,
  mostlyFloats,
  pushForward,
  runExactly,
} from './support.ts';

/** All blocks ∂ result i / ∂ argument j, row by row. */
const blocks = (
  f: Many,
  xs: readonly AnyTensor[],
  mode: 'forward' | 'reverse' | undefined,
): readonly AnyTensor[] =>
  flattenTensors(jacobian((at: readonly AnyTensor[]) => f(...at), mode === undefined ? {} : { mode })(xs))
    .leaves;

const cases = programs({ inputs: mostlyFloats, outputs: ['f32'], range: 'safe', maxSteps: 8 })
  .map(linearised)
  .filter(({ inputs }) => floatValues(inputs).reduce((n, { shape }) => n + sizeOf(shape), 0) <= 60);

/** Σ over the axes of the argument of block · direction. */
const contracted = (block: AnyTensor, v: AnyTensor): AnyTensor => {
  const kept = block.shape.length - v.shape.length;
  const axes = build.range(v.shape.length).map((i) => i + kept);
  return build.reduce('sum', 'sum', build.binary('mul', block, v), { axes });
};

describe('the Jacobian', () => {
  it('is the same forward and reverse', () => {
    fc.assert(
      fc.property(cases, ({ program, inputs }) => {
        const results = runExactly((...args) => {
          const { f, xs } = floatPart(program, args);
          return [...blocks(f, xs, 'forward'), ...blocks(f, xs, 'reverse')];
        }, inputs);
        const half = results.length / 2;
        expectClose(results.slice(0, half), results.slice(half));
      }),
    );
  });

  it('times a direction is the derivative along it, for each result', () => {
    fc.assert(
      fc.property(cases, fc.nat(), ({ program, inputs }, seed) => {
        const vs = directions(floatValues(inputs), seed);
        let m = 0;
        const results = runExactly(
          (...args) => {
            const { f, xs } = floatPart(program, args.slice(0, inputs.length));
            const v = args.slice(inputs.length);
            const { dys } = pushForward({ f, xs }, v);
            m = dys.length;
            const all = blocks(f, xs, undefined);
            const sums = dys.map((dy, i) =>
              v.reduce(
                (sum, direction, j) => {
                  const block = all[i * v.length + j] ?? direction;
                  expect(block.shape).toEqual([...dy.shape, ...direction.shape]);
                  return build.binary('add', sum, contracted(block, direction));
                },
                build.full(dy.shape, 0, 'f32'),
              ),
            );
            return [...dys, ...sums];
          },
          [...inputs, ...vs],
        );
        expectClose(results.slice(m), results.slice(0, m));
      }),
    );
  });

  it('of a gradient is symmetric', () => {
    const few = programs({ ...smooth, maxSteps: 6 })
      .map(truthful)
      .filter(({ inputs }) => inputs.reduce((n, { shape }) => n + sizeOf(shape), 0) <= 20);
    fc.assert(
      fc.property(few, ({ program, inputs }) => {
        const n = inputs.length;
        const hessian = runExactly(
          (...args) => blocks(gradientOf(floatPart(program, args).f), args, undefined),
          inputs,
        );
        const turned = runExactly((...args) => {
          const all = blocks(gradientOf(floatPart(program, args).f), args, 'reverse');
          return build.range(n * n).map((k) => {
            const [i, j] = [Math.floor(k / n), k % n];
            const [rows, columns] = [inputs[i]?.shape.length ?? 0, inputs[j]?.shape.length ?? 0];
            const block = all[j * n + i];
            if (block === undefined) throw new RangeError('a block is missing');
            return build.transposeBy(block, [
              ...build.range(rows).map((a) => a + columns),
              ...build.range(columns),
            ]);
          });
        }, inputs);
        expectClose(turned, hessian);
      }),
    );
  });
});
