import fc from 'fast-check';
import { describe, it } from 'vitest';
import { apply } from '../../src/tensor/apply.ts';
import * as build from '../../src/tensor/build.ts';
import { scan } from '../../src/tensor/scan.ts';
import type { AnyTensor } from '../../src/tensor/tensor.ts';
import { vjp } from '../../src/transforms/grad/index.ts';
import { programs } from '../arbitraries/program.ts';
import { untyped } from '../scan-vmap/mapping.ts';
import { leavesOf, type Many } from '../scan-vmap/support.ts';
import { linearised } from './rules.ts';
import {
  directions,
  expectClose,
  floatPart,
  floatValues,
  gradientOf,
  mostlyFloats,
  pullBack,
  runExactly,
} from './support.ts';

type Tensors = readonly AnyTensor[];

const cases = programs({ inputs: mostlyFloats, outputs: ['f32'], range: 'safe', maxSteps: 6 })
  .map(linearised)
  .filter(({ inputs }) => floatValues(inputs).length > 0);

/** Tensors of one shape, one on the other. */
const stacked = (rows: Tensors): AnyTensor =>
  apply(
    'concat',
    { axis: 0 },
    rows.map((x) => build.reshapeTo(x, [1, ...x.shape])),
  );

const sumOf = (xs: Tensors): AnyTensor => xs.reduce((sum, x) => build.binary('add', sum, x));

/** One step downhill on a sum of results, a small one however steep it is. */
const descend =
  (f: Many): Many =>
  (...xs) =>
    gradientOf(f)(...xs).map((g, i) =>
      build.binary('sub', xs[i] ?? g, build.binary('mul', build.unary('tanh', g), 0.05)),
    );

/** The step so many times, by a loop. */
const descent =
  (f: Many, steps: number): Many =>
  (...xs) =>
    leavesOf(
      scan<unknown, unknown, unknown>(
        (state) => [descend(f)(...leavesOf(state)), []],
        xs,
        build.full([steps], 0, 'f32'),
      )[0],
    );

/** The step so many times, written out. */
const writtenOut =
  (f: Many, steps: number): Many =>
  (...xs) =>
    build.range(steps).reduce<Tensors>((state) => descend(f)(...state), xs);

/** Two results of a function of tensors that should be the same, and the sets of arguments to try it on. */
type Sides = (f: Many, sets: readonly Tensors[]) => readonly [actual: Tensors, expected: Tensors];

/** The sides agree for the f32 part of any program, at sets of random numbers. */
const expectSides = (count: number, sides: Sides): void => {
  fc.assert(
    fc.property(cases, fc.nat(), ({ program, inputs }, seed) => {
      const own = floatValues(inputs);
      const sets = build.range(count).map((b) => directions(own, seed + b));
      let n = 0;
      const results = runExactly(
        (...args) => {
          const { f } = floatPart(program, args.slice(0, inputs.length));
          const given = args.slice(inputs.length);
          const of = (b: number): Tensors => given.slice(b * own.length, (b + 1) * own.length);
          const [actual, expected] = sides(f, build.range(count).map(of));
          n = actual.length;
          return [...actual, ...expected];
        },
        [...inputs, ...sets.flat()],
      );
      expectClose(results.slice(0, n), results.slice(n));
    }),
  );
};

/** Sets of arguments as batches; of those that are shared, one. */
const batches = (sets: readonly Tensors[], isShared: (i: number) => boolean): Tensors =>
  (sets[0] ?? []).map((x, i) => (isShared(i) ? x : stacked(sets.flatMap((set) => set[i] ?? []))));

describe('gradients of batches', () => {
  it('grad of the sum over a batch is the gradient of each example', () => {
    expectSides(3, (f, sets) => {
      const mapped = untyped(f, { in: (sets[0] ?? []).map(() => 0), out: 0 });
      const alone = sets.map((set) => gradientOf(f)(...set));
      return [gradientOf(mapped)(...batches(sets, () => false)), batches(alone, () => false)];
    });
  });

  it('of what all examples share it is the sum of theirs', () => {
    expectSides(2, (f, sets) => {
      const isShared = (i: number): boolean => i > 0;
      const [first = []] = sets;
      const mapped = untyped(f, { in: first.map((_, i) => (isShared(i) ? null : 0)), out: 0 });
      const alone = sets.map((set) =>
        gradientOf(f)(...first.map((x, i) => (isShared(i) ? x : (set[i] ?? x)))),
      );
      const expected = first.map((_, i) => {
        const all = alone.flatMap((gradients) => gradients[i] ?? []);
        return isShared(i) ? sumOf(all) : stacked(all);
      });
      return [gradientOf(mapped)(...batches(sets, isShared)), expected];
    });
  });
});

describe('gradients inside of loops', () => {
  it('descend as the steps written out do', () => {
    expectSides(1, (f, [xs = []]) => [descent(f, 3)(...xs), writtenOut(f, 3)(...xs)]);
  });

  it('and can be differentiated in turn', () => {
    expectSides(1, (f, [xs = []]) => [gradientOf(descent(f, 2))(...xs), gradientOf(writtenOut(f, 2))(...xs)]);
  });

  it('of batches of loops are the gradients of each', () => {
    expectSides(2, (f, sets) => {
      const mapped = untyped(descent(f, 2), { in: (sets[0] ?? []).map(() => 0), out: 0 });
      const alone = sets.map((set) => gradientOf(writtenOut(f, 2))(...set));
      return [gradientOf(mapped)(...batches(sets, () => false)), batches(alone, () => false)];
    });
  });
});

describe('a pullback', () => {
  it('can be used again, and inside a loop', () => {
    expectSides(1, (f, [xs = []]) => {
      const ys = f(...xs);
      const rows = build.range(3).map((t) => ys.map((y, i) => build.full(y.shape, 0.5 + t + i, 'f32')));
      const [, pullback] = vjp<[Tensors], Tensors>((args) => f(...args), xs);
      const [, looped] = scan<unknown, unknown, unknown>(
        (state, row) => [state, pullback(leavesOf(row).slice(1))[0]],
        build.scalar(0, 'f32'),
        [build.full([3], 0, 'f32'), ...batches(rows, () => false)],
      );
      const each = rows.map((row) => pullback(row)[0]);
      return [
        [...leavesOf(looped), ...each.flat()],
        [...batches(each, () => false), ...rows.flatMap((row) => pullBack({ f, xs }, row))],
      ];
    });
  });
});
