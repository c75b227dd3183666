import fc from 'fast-check';
import { type Aval, aval } from '../../src/tensor/aval.ts';
import * as build from '../../src/tensor/build.ts';
import { inline } from '../../src/tensor/trace.ts';
import type { AnyValue } from '../../src/tensor/value.ts';
import { vmap } from '../../src/transforms/vmap/vmap.ts';
import { valueFrom } from '../arbitraries/palette.ts';
import type { ProgramCase } from '../arbitraries/program.ts';
import { expectSameBits } from '../transforms/support.ts';
import { leavesOf, type Many, run, stackAt } from './support.ts';

/** Where the batch lies in each input (null: one for all), and in the results. */
export interface Axes {
  readonly in: readonly (number | null)[];
  readonly out: number;
}

export const untyped = (f: Many, axes: Axes): Many => {
  const g: (...args: readonly unknown[]) => unknown = vmap<
    readonly unknown[],
    unknown,
    (number | null)[],
    number
  >((...xs) => f(...leavesOf(xs)), { in: [...axes.in], out: axes.out });
  return (...xs) => leavesOf(g(...xs));
};

/** Each example's own inputs, or the first example's where one serves all. */
export const examples = (
  inputs: readonly AnyValue[],
  axes: readonly (number | null)[],
  size: number,
  seed: number,
): readonly (readonly AnyValue[])[] =>
  build
    .range(size)
    .map((b) =>
      inputs.map((x, i) =>
        b === 0 || axes[i] === null
          ? x
          : valueFrom(x.shape, x.dtype, 'any', seed + 7 * b + i, 1 + ((seed + b) % 5)),
      ),
    );

export const joined = (
  inputs: readonly AnyValue[],
  axes: readonly (number | null)[],
  all: readonly (readonly AnyValue[])[],
) =>
  inputs.map((x, i) => {
    const axis = axes[i] ?? null;
    return axis === null
      ? x
      : stackAt(
          placed(axis, x),
          all.flatMap((own) => own[i] ?? []),
          x,
        );
  });

/** An axis of the batched tensor, counted from the front. */
export const placed = (axis: number, { shape }: Aval): number => (axis < 0 ? axis + shape.length + 1 : axis);

/** A program with axes for its inputs (at least one has a batch) and for its results. */
export const batched = (cases: fc.Arbitrary<ProgramCase>) =>
  fc
    .tuple(cases, fc.array(fc.nat(97), { minLength: 6, maxLength: 6 }), fc.constantFrom(2, 1, 3), fc.nat(60))
    .map(([example, picks, size, seed]) => {
      const { program, inputs } = example;
      const choose = (x: Aval, pick: number) =>
        pick % 3 === 0 ? null : (pick % (2 * x.shape.length + 2)) - x.shape.length - 1;
      const chosen = inputs.map((x, i) => choose(x, picks[i] ?? 0));
      const within = chosen.some((axis) => axis !== null) ? chosen : [0, ...chosen.slice(1)];
      const avals = resultsOf(example);
      const least = Math.min(...avals.map(({ shape }) => shape.length));
      const out = ((picks[5] ?? 0) % (2 * least + 2)) - least - 1;
      return { program, inputs, axes: { in: within, out }, size, seed };
    });

export const resultsOf = ({ program, inputs }: ProgramCase): readonly Aval[] =>
  run((...xs) => inline(program, xs), inputs).map(({ shape, dtype }) => aval(shape, dtype));

export type BatchCase = ReturnType<typeof batched> extends fc.Arbitrary<infer A> ? A : never;

export const expectLoop = ({ program, inputs, axes, size, seed }: BatchCase): void => {
  const f: Many = (...xs) => inline(program, xs);
  const all = examples(inputs, axes.in, size, seed);
  const alone = all.map((own) => run(f, own));
  const expected = resultsOf({ program, inputs }).map((type, i) =>
    stackAt(
      placed(axes.out, type),
      alone.flatMap((results) => results[i] ?? []),
      type,
    ),
  );
  expectSameBits(run(untyped(f, axes), joined(inputs, axes.in, all)), expected);
};
