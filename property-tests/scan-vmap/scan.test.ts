import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateProgram } from '../../src/backends/reference/index.ts';
import { programOf } from '../../src/compile/program.ts';
import { apply } from '../../src/tensor/apply.ts';
import * as build from '../../src/tensor/build.ts';
import { fold, scan } from '../../src/tensor/scan.ts';
import type { AnyTensor } from '../../src/tensor/tensor.ts';
import { inline } from '../../src/tensor/trace.ts';
import { flattenTensors, unflatten } from '../../src/tensor/tree.ts';
import type { AnyValue } from '../../src/tensor/value.ts';
import { equationsOf } from '../../src/transforms/cost/index.ts';
import { valueFrom } from '../arbitraries/palette.ts';
import { programs } from '../arbitraries/program.ts';
import { type LeafType, type TypedTree, typedTrees } from '../arbitraries/trees.ts';
import { expectSameBits } from '../transforms/support.ts';
import { mixed } from './mixing.ts';
import { leavesOf, type Many, rowsOf, run, stackAt } from './support.ts';
import { unrolled } from './unrolled.ts';

/** A scan over trees, described; its body mixes all it sees. */
interface Loop {
  readonly carry: TypedTree;
  readonly xs: TypedTree;
  readonly ys: TypedTree;
  readonly outer: TypedTree;
  readonly length: number;
  readonly reverse: boolean;
  readonly nested: boolean;
  readonly seed: number;
}

const loops: fc.Arbitrary<Loop> = fc.record({
  carry: typedTrees(),
  xs: typedTrees(1),
  ys: typedTrees(),
  outer: typedTrees(),
  length: fc.constantFrom(3, 2, 1, 0),
  reverse: fc.boolean(),
  nested: fc.boolean(),
  seed: fc.nat(60),
});

const stackedTypes = ({ xs, length }: Loop): readonly LeafType[] =>
  xs.types.map(({ dtype, shape }) => ({ dtype, shape: [length, ...shape] }));

/** What the body makes of the leaves it is given, in order: next carry, then ys. */
const body = ({ carry, ys, nested }: Loop, seen: readonly AnyTensor[]): readonly AnyTensor[] =>
  mixed([...carry.types, ...ys.types], seen, nested);

/** The scan as a function of all leaves. */
const scanned =
  (loop: Loop): Many =>
  (...leaves) => {
    const [c, x] = [loop.carry.types.length, loop.xs.types.length];
    const outer = leaves.slice(c + x);
    const [last, ys] = scan<unknown, unknown, unknown>(
      (state, slices) => {
        const made = body(loop, [...leavesOf(state), ...leavesOf(slices), ...outer]);
        return [
          unflatten(loop.carry.structure, made.slice(0, c)),
          unflatten(loop.ys.structure, made.slice(c)),
        ];
      },
      unflatten(loop.carry.structure, leaves.slice(0, c)),
      unflatten(loop.xs.structure, leaves.slice(c, c + x)),
      { reverse: loop.reverse },
    );
    expect(flattenTensors(last).structure).toEqual(loop.carry.structure);
    expect(flattenTensors(ys).structure).toEqual(loop.ys.structure);
    return [...leavesOf(last), ...leavesOf(ys)];
  };

/** The same, run step by step on values. */
const looped = (loop: Loop, inputs: readonly AnyValue[]): readonly AnyValue[] => {
  const [c, x] = [loop.carry.types.length, loop.xs.types.length];
  const outer = inputs.slice(c + x);
  const rows = inputs.slice(c, c + x).map(rowsOf);
  let state = inputs.slice(0, c);
  const ys: (readonly AnyValue[])[] = [];
  for (let step = 0; step < loop.length; step++) {
    const t = loop.reverse ? loop.length - 1 - step : step;
    const made = run(
      (...seen) => body(loop, seen),
      [...state, ...rows.flatMap((row) => row[t] ?? []), ...outer],
    );
    state = made.slice(0, c);
    ys[t] = made.slice(c);
  }
  return [
    ...state,
    ...loop.ys.types.map((type, i) =>
      stackAt(
        0,
        ys.flatMap((made) => made[i] ?? []),
        type,
      ),
    ),
  ];
};

describe('scan', () => {
  it('is a loop: any trees, either direction, any length, scans inside, tensors from outside', () => {
    fc.assert(
      fc.property(loops, (loop) => {
        const types = [...loop.carry.types, ...stackedTypes(loop), ...loop.outer.types];
        const inputs = types.map(({ shape, dtype }, i) =>
          valueFrom(shape, dtype, 'safe', loop.seed + 3 * i, 1 + i),
        );
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
          const types = [
            ...loop.carry.types,
            ...stackedTypes({ ...loop, length: steps }),
            ...loop.outer.types,
          ];
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
        const types = [...loop.carry.types, ...stackedTypes(loop), ...loop.outer.types];
        const inputs = types.map(({ shape, dtype }, i) =>
          valueFrom(shape, dtype, 'safe', loop.seed + 3 * i, 1 + i),
        );
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
