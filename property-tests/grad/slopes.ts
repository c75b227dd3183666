/** Both modes of differentiation against central differences, and against each other. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { avalsOf } from '../../src/tensor/program.ts';
import type { AnyTensor } from '../../src/tensor/tensor.ts';
import type { AnyValue } from '../../src/tensor/value.ts';
import { type Compared, differences, mismatches } from './differences.ts';
import {
  directions,
  floatValues,
  inner,
  type Place,
  programAt,
  pullBack,
  pushForward,
  runExactly,
} from './support.ts';

/** Makes a place of the tensors that stand for some values. */
export type At = (args: readonly AnyTensor[]) => Place;

/** Directions for all results of a function. */
export const weightsOf = (at: At, inputs: readonly AnyValue[], seed: number): readonly AnyValue[] => {
  const program = programAt((...args) => {
    const { f, xs } = at(args);
    return f(...xs);
  }, inputs);
  const avals = avalsOf(program);
  return directions(
    program.outputs.flatMap((n) => avals[n] ?? []),
    seed,
  );
};

/**
 * J·v is what central differences say, element by element, where the function is smooth enough to tell; and where it is so
 * throughout, ⟨Jᵀw, v⟩ is ⟨w, what they say⟩.
 */
export const expectSlopes = (at: At, inputs: readonly AnyValue[], seed: number): Compared => {
  const along = directions(floatValues(inputs), seed);
  const weights = weightsOf(at, inputs, seed + 1);
  const m = weights.length;
  const results = runExactly(
    (...args) => {
      const place = at(args.slice(0, inputs.length));
      const v = args.slice(inputs.length, inputs.length + along.length);
      const w = args.slice(inputs.length + along.length);
      const { dys } = pushForward(place, v);
      const { fine, coarse, bend } = differences(place, v);
      return [...dys, ...fine, ...coarse, ...bend, inner(fine, w), inner(pullBack(place, w), v)];
    },
    [...inputs, ...along, ...weights],
  );
  const part = (k: number): readonly AnyValue[] => results.slice(k * m, (k + 1) * m);
  const { wrong, ...compared } = mismatches(part(0), { fine: part(1), coarse: part(2), bend: part(3) });
  expect(wrong).toEqual([]);
  const [said = Number.NaN, pulled = Number.NaN] = results.slice(4 * m).map(({ data }) => data[0]);
  const size = 1 + part(1).reduce((n, { data }) => n + [...data].reduce((sum, x) => sum + Math.abs(x), 0), 0);
  if (compared.rough === 0) expect(Math.abs(pulled - said)).toBeLessThanOrEqual(1e-4 * size);
  return compared;
};

/** For functions that differ in little but their numbers. */
export const fewer = { numRuns: Math.ceil(0.3 * (fc.readConfigureGlobal()?.numRuns ?? 100)) };

/** Tries a property that compares derivatives, and expects that nearly everywhere there was something to compare. */
export const expectAllSlopes = <A>(
  cases: fc.Arbitrary<A>,
  property: (example: A) => Compared,
  settings: fc.Parameters<[A]> = {},
): void => {
  const count = { smooth: 0, rough: 0 };
  fc.assert(
    fc.property(cases, (example) => {
      const { smooth, rough } = property(example);
      count.smooth += smooth;
      count.rough += rough;
    }),
    settings,
  );
  // Room for bad luck in short runs.
  expect(count.rough).toBeLessThanOrEqual(0.1 * count.smooth + 10);
};
