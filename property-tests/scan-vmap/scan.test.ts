import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateProgram } from '../../src/backends/reference/index.ts';
import { programOf } from '../../src/compile/program.ts';
import { apply } from '../../src/tensor/apply.ts';
import * as build from '../../src/tensor/build.ts';
import { fold, scan } from '../../src/tensor/scan.ts';
import type { AnyTensor } from '../../src/tensor/tensor.ts';
import { inline } from '../../src/tensor/trace.ts';
import { unflatten } from '../../src/tensor/tree.ts';
import { equationsOf } from '../../src/transforms/cost/index.ts';
import { valueFrom } from '../arbitraries/palette.ts';
import { programs } from '../arbitraries/program.ts';
import { typedTrees } from '../arbitraries/trees.ts';
import { expectSameBits } from '../transforms/support.ts';
import { body, inputsOf, inputTypes, looped, loops, scanned } from './looping.ts';
import { mixed } from './mixing.ts';
import { leavesOf, type Many, run } from './support.ts';
import { unrolled } from './unrolled.ts';

describe('scan', () => {
  it('is a loop: any trees, either direction, any length, scans inside, tensors from outside', () => {
    fc.assert(
      fc.property(loops, (loop) => {
        const inputs = inputsOf(loop);
        expectSameBits(run(scanned(loop), inputs), looped(loop, inputs));
      }),
    );
  });

  it('within any program is its steps written out', () => {
    fc.assert(
      fc.property(
        programs({ primitives: ['scan', 'binary', 'unary', 'reshape', 'concat', 'slice', 'select'] }),
        ({ program, inputs }) => {
          const flat = run((...xs) => unrolled(program, xs), inputs);
          expectSameBits(evaluateProgram(program, inputs), flat);
          expectSameBits(
            run((...xs) => inline(program, xs), inputs),
            flat,
          );
        },
      ),
    );
  });

  it('calls its body once, whatever the length, and makes programs of one size', () => {
    fc.assert(
      fc.property(loops, fc.integer({ min: 1, max: 1000 }), (loop, length) => {
        const sizeOf = (steps: number): number => {
          const types = inputTypes({ ...loop, length: steps });
          const args = types.map(({ shape, dtype }) => build.full(shape, 0, dtype));
          let calls = 0;
          const counted: Many = (...leaves) => {
            const [c] = [loop.carry.types.length];
            const [last] = scan<unknown, unknown, unknown>(
              (state, x) => {
                calls++;
                const made = body(loop, [...leavesOf(state), ...leavesOf(x)]);
                return [unflatten(loop.carry.structure, made.slice(0, c)), []];
              },
              unflatten(loop.carry.structure, leaves.slice(0, c)),
              unflatten(loop.xs.structure, leaves.slice(c, c + loop.xs.types.length)),
            );
            return leavesOf(last);
          };
          const size = equationsOf(programOf(counted, ...args));
          expect(calls).toBe(1);
          return size;
        };
        expect(sizeOf(length)).toBe(sizeOf(1));
      }),
    );
  });

  it('forwards over reversed xs is backwards, with the ys reversed', () => {
    fc.assert(
      fc.property(loops, (loop) => {
        const inputs = inputsOf(loop);
        const c = loop.carry.types.length;
        const turn = (x: AnyTensor) => build.reverse(x, [0]);
        const turned: Many = (...leaves) => {
          const xs = leaves.slice(c, c + loop.xs.types.length).map(turn);
          const results = scanned(loop)(...leaves.slice(0, c), ...xs, ...leaves.slice(c + xs.length));
          return [...results.slice(0, c), ...results.slice(c).map(turn)];
        };
        expectSameBits(run(turned, inputs), run(scanned({ ...loop, reverse: !loop.reverse }), inputs));
      }),
    );
  });
});

describe('fold', () => {
  it('is repeated application, with the number of the iteration', () => {
    const cases = fc.tuple(typedTrees(1), fc.nat(5), fc.boolean(), fc.nat(60));
    fc.assert(
      fc.property(cases, ([tree, count, nested, seed]) => {
        const inputs = tree.types.map(({ shape, dtype }, i) =>
          valueFrom(shape, dtype, 'safe', seed + 3 * i, 1 + i),
        );
        const step = (leaves: readonly AnyTensor[], iteration: AnyTensor) =>
          mixed(tree.types, [...leaves, iteration], nested);
        const folded: Many = (...leaves) =>
          leavesOf(
            fold<unknown>(
              count,
              (state, iteration) => unflatten(tree.structure, step(leavesOf(state), iteration)),
              unflatten(tree.structure, leaves),
            ),
          );
        const repeated: Many = (...leaves) =>
          build
            .range(count)
            .reduce<readonly AnyTensor[]>((state, i) => step(state, build.scalar(i, 'i32')), leaves);
        expectSameBits(run(folded, inputs), run(repeated, inputs));
      }),
    );
  });

  it('refuses counts that are no whole numbers ≥ 0', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.integer({ max: -1 }), fc.constantFrom(0.5, Number.NaN, Number.POSITIVE_INFINITY)),
        (count) => {
          expect(() => fold<unknown>(count, (x) => x, build.scalar(0, 'f32'))).toThrow(
            'count must be a whole number ≥ 0',
          );
        },
      ),
    );
  });
});

describe('mistakes', () => {
  it('a carry that changes its shape, dtype or structure is refused, and named', () => {
    const x = build.full([2], 0, 'f32');
    const over = apply('iota', { shape: [3], axis: 0 }, []);
    const become = (next: unknown) => () => scan<unknown, unknown, unknown>(() => [next, []], { h: x }, over);
    expect(become({ h: build.full([3], 0, 'f32') })).toThrow('the carry changes its shape at h');
    expect(become({ h: build.full([2], 0, 'i32') })).toThrow('the carry changes its shape at h');
    expect(become({ c: x })).toThrow('the carry changes its structure');
    expect(become([x])).toThrow('the carry changes its structure');
  });

  it('xs of different lengths, or without an axis, are refused', () => {
    const over =
      (...shapes: readonly (readonly number[])[]) =>
      () =>
        scan<unknown, unknown, unknown>(
          (c) => [c, []],
          [],
          shapes.map((shape) => build.full(shape, 0, 'f32')),
        );
    expect(over([2], [3])).toThrow('lengths differ');
    expect(over([])).toThrow('no axis to scan over');
    expect(over()).toThrow('xs holds no tensor');
  });
});
