import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { programFor } from '../../src/compile/program.ts';
import { aval } from '../../src/tensor/aval.ts';
import * as build from '../../src/tensor/build.ts';
import type { AnyTensor } from '../../src/tensor/tensor.ts';
import { inline } from '../../src/tensor/trace.ts';
import { unflatten } from '../../src/tensor/tree.ts';
import type { AnyValue } from '../../src/tensor/value.ts';
import { equationsOf } from '../../src/transforms/cost/index.ts';
import { vmap } from '../../src/transforms/vmap/vmap.ts';
import { valueFrom } from '../arbitraries/palette.ts';
import { programs } from '../arbitraries/program.ts';
import { typedTrees } from '../arbitraries/trees.ts';
import { expectSameBits } from '../transforms/support.ts';
import { examples, joined, resultsOf, untyped } from './mapping.ts';
import { leavesOf, type Many, run, stackAt } from './support.ts';

it('an empty batch gives empty results of the right shapes', () => {
  fc.assert(
    fc.property(programs(), ({ program, inputs }) => {
      const f: Many = (...xs) => inline(program, xs);
      const none = inputs.map((x) => stackAt(0, [], x));
      const results = run(untyped(f, { in: inputs.map(() => 0), out: 0 }), none);
      expect(results.map(({ shape }) => shape)).toEqual(
        resultsOf({ program, inputs }).map(({ shape }) => [0, ...shape]),
      );
    }),
  );
});

it('nests: a batch of batches is two loops, whichever arguments each shares', () => {
  const cases = fc.tuple(
    programs({ maxSteps: 8 }),
    fc.array(fc.nat(3), { minLength: 4, maxLength: 4 }),
    fc.nat(60),
  );
  fc.assert(
    fc.property(cases, ([{ program, inputs }, masks, seed]) => {
      const f: Many = (...xs) => inline(program, xs);
      // Bit 0: in the inner batch; bit 1: in the outer. The first input is in both.
      const has = (i: number, bit: number) => i === 0 || ((masks[i] ?? 0) & bit) !== 0;
      const inner = inputs.map((_, i) => (has(i, 1) ? 0 : null));
      const outer = inputs.map((_, i) => (has(i, 2) ? 0 : null));
      const [m, n] = [2, 3];
      const of = (x: AnyValue, i: number, a: number, b: number) =>
        valueFrom(
          x.shape,
          x.dtype,
          'any',
          seed + i + (has(i, 2) ? 11 * a : 0) + (has(i, 1) ? 5 * b : 0),
          1 + i,
        );
      const args = inputs.map((x, i) => {
        const rows = (a: number) =>
          has(i, 1)
            ? stackAt(
                0,
                build.range(n).map((b) => of(x, i, a, b)),
                x,
              )
            : of(x, i, a, 0);
        return has(i, 2) ? stackAt(0, build.range(m).map(rows), rows(0)) : rows(0);
      });
      const both = untyped(untyped(f, { in: inner, out: 0 }), { in: outer, out: 0 });
      const alone = build.range(m).map((a) =>
        build.range(n).map((b) =>
          run(
            f,
            inputs.map((x, i) => of(x, i, a, b)),
          ),
        ),
      );
      const expected = resultsOf({ program, inputs }).map((type, i) => {
        const rows = alone.map((line) =>
          stackAt(
            0,
            line.flatMap((results) => results[i] ?? []),
            type,
          ),
        );
        return stackAt(0, rows, { shape: [n, ...type.shape], dtype: type.dtype });
      });
      expectSameBits(run(both, args), expected);
    }),
  );
});

it('commutes with composition: vmap(g ∘ f) = vmap(g) ∘ vmap(f)', () => {
  fc.assert(
    fc.property(programs({ maxSteps: 6 }), fc.nat(60), ({ program, inputs }, seed) => {
      const f: Many = (...xs) => inline(program, xs);
      const g: Many = (...ys) => ys.map((y) => build.reverse(build.reshapeTo(y, [build.elements(y)]), [0]));
      const all = { in: inputs.map(() => 0), out: 0 };
      const args = joined(inputs, all.in, examples(inputs, all.in, 2, seed));
      const apart: Many = (...xs) => {
        const ys = untyped(f, all)(...xs);
        return untyped(g, { in: ys.map(() => 0), out: 0 })(...ys);
      };
      expectSameBits(
        run(
          untyped((...xs) => g(...f(...xs)), all),
          args,
        ),
        run(apart, args),
      );
    }),
  );
});

it('makes programs whose size does not depend on the batch', () => {
  fc.assert(
    fc.property(programs(), fc.integer({ min: 2, max: 500 }), ({ program, inputs }, size) => {
      const sizeOf = (n: number): number => {
        const args = inputs.map((x) => ({
          structure: { kind: 'leaf' } as const,
          leaves: [aval([n, ...x.shape], x.dtype)],
        }));
        const f = untyped((...xs) => inline(program, xs), { in: inputs.map(() => 0), out: 0 });
        return equationsOf(programFor((...xs) => f(...leavesOf(xs)), args).program);
      };
      expect(sizeOf(size)).toBe(sizeOf(2));
    }),
  );
});

it('maps trees: every leaf has its batch, structures stay', () => {
  fc.assert(
    fc.property(typedTrees(1), fc.constantFrom(1, 2, 3), fc.nat(60), (tree, size, seed) => {
      const twice = (x: AnyTensor): AnyTensor => build.reshapeTo(x, [...x.shape, 1]);
      const inputs = tree.types.map(({ shape, dtype }, i) =>
        valueFrom([size, ...shape], dtype, 'any', seed + i, 1),
      );
      const f = vmap<readonly [unknown], unknown>((x) => unflatten(tree.structure, leavesOf(x).map(twice)));
      const mapped: Many = (...leaves) => {
        const g: (x: unknown) => unknown = f;
        return leavesOf(g(unflatten(tree.structure, leaves)));
      };
      expectSameBits(
        run(mapped, inputs),
        run((...xs) => xs.map(twice), inputs),
      );
    }),
  );
});

describe('mistakes', () => {
  const x = build.full([2, 3], 0, 'f32');
  const add: Many = (a, b) => [build.binary('add', a ?? x, b ?? x)];
  it('are named: no batch at all, batches of two sizes, an axis that is not there', () => {
    expect(() => untyped(add, { in: [null, null], out: 0 })(x, x)).toThrow('no argument has a batch');
    expect(() => untyped(add, { in: [0, 1], out: 0 })(x, x)).toThrow('batch sizes differ');
    expect(() => untyped(add, { in: [2, 0], out: 0 })(x, x)).toThrow('axis 2 is out of range');
    expect(() => untyped(add, { in: [0, 0], out: 2 })(x, x)).toThrow('axis 2 is out of range');
    expect(() => untyped(add, { in: [0], out: 0 })(x, x)).toThrow('1 axes for 2 arguments');
  });
});
