import { expect } from 'vitest';
import { evaluateProgram } from '../../src/backends/reference/index.ts';
import { programFor } from '../../src/compile/program.ts';
import { sizeOf } from '../../src/tensor/aval.ts';
import * as build from '../../src/tensor/build.ts';
import type { Program } from '../../src/tensor/program.ts';
import type { AnyTensor, Tensor } from '../../src/tensor/tensor.ts';
import { inline } from '../../src/tensor/trace.ts';
import { isTensor, type Structure } from '../../src/tensor/tree.ts';
import type { AnyValue } from '../../src/tensor/value.ts';
import { makeValue } from '../../src/tensor/values.ts';
import { grad, jvp, valueAndGrad, vjp } from '../../src/transforms/grad/index.ts';
import { floats, seeded } from '../arbitraries/seeded.ts';
import type { Many } from '../scan-vmap/support.ts';

type Tensors = readonly AnyTensor[];

const leaf: Structure = { kind: 'leaf' };

/** The program of a function of tensors, traced at values of these shapes. */
export const programAt = (f: Many, inputs: readonly AnyValue[]): Program =>
  programFor(
    (...xs) => f(...xs.filter(isTensor)),
    inputs.map((x) => ({ structure: leaf, leaves: [x] })),
  ).program;

/** Runs a function of tensors in doubles: only inputs and results are rounded to f32. */
export const runExactly = (f: Many, inputs: readonly AnyValue[]): readonly AnyValue[] =>
  evaluateProgram(programAt(f, inputs), inputs, { precision: 'f64' });

/** The dtypes of inputs: programs have to do with floats, but see others too. */
export const mostlyFloats = ['f32', 'f32', 'f32', 'i32', 'bool'] as const;

const isFloat = ({ dtype }: { readonly dtype: string }): boolean => dtype === 'f32';

/** A function that can be differentiated, and where. */
export interface Place {
  readonly f: Many;
  readonly xs: Tensors;
}

/** A program as a function of its f32 inputs that gives its f32 outputs; all other inputs are held fast. `run` applies programs. */
export const floatPart = (program: Program, all: Tensors, run = inline): Place => ({
  f: (...xs) => {
    const floatInputs = xs.values();
    return run(
      program,
      all.map((x) => (isFloat(x) ? (floatInputs.next().value ?? x) : x)),
    ).filter(isFloat);
  },
  xs: all.filter(isFloat),
});

/** The f32 values among some. */
export const floatValues = (values: readonly AnyValue[]): readonly AnyValue[] => values.filter(isFloat);

/** Values in the place of the f32 ones, in order. */
export const withFloats = (values: readonly AnyValue[], others: readonly AnyValue[]): readonly AnyValue[] => {
  const next = others.values();
  return values.map((x) => (isFloat(x) ? (next.next().value ?? x) : x));
};

/** Numbers of either sign and from ½ to 1 in size, no two alike, in the shapes of some values. */
export const directions = (
  like: readonly { readonly shape: readonly number[] }[],
  seed: number,
): readonly AnyValue[] => {
  const next = seeded(seed);
  return like.map(({ shape }) =>
    makeValue(
      shape,
      'f32',
      floats(next, sizeOf(shape)).map((x) => (x + Math.sign(x)) / 2),
    ),
  );
};

/** Results and J·tangents. */
export const pushForward = (
  { f, xs }: Place,
  tangents: Tensors,
): { readonly ys: Tensors; readonly dys: Tensors } => {
  const [ys, dys] = jvp<[Tensors], Tensors>((args) => f(...args), [xs], [tangents]);
  return { ys, dys };
};

/** Jᵀ·cotangents. */
export const pullBack = ({ f, xs }: Place, cotangents: Tensors): Tensors => {
  const [, pullback] = vjp<[Tensors], Tensors>((args) => f(...args), xs);
  return pullback(cotangents)[0];
};

/** The sum of all elements, those of each tensor weighted by its number. */
const weighedSum = (ys: Tensors): AnyTensor =>
  ys.reduce(
    (sum, y, i) => build.binary('add', sum, build.binary('mul', build.reduce('sum', 'sum', y, {}), 0.7 + i)),
    build.scalar(0, 'f32'),
  );

/** One number made of all of f's results. */
export const lossOf =
  (f: Many) =>
  (xs: Tensors): AnyTensor =>
    weighedSum(f(...xs));

function asNumber(x: AnyTensor): Tensor<[]>;
function asNumber(x: AnyTensor): AnyTensor {
  return build.reshapeTo(x, []);
}

/** `grad`, of functions of lists of tensors. */
export const gradOf =
  (loss: (xs: Tensors) => AnyTensor) =>
  (xs: Tensors): Tensors =>
    grad((at: Tensors) => asNumber(loss(at)))(xs);

/** The gradient of {@link lossOf} f. */
export const gradientOf =
  (f: Many): Many =>
  (...xs) =>
    gradOf(lossOf(f))(xs);

/** f's results and then the gradient of {@link lossOf} f. */
export const withGradient =
  (f: Many): Many =>
  (...xs) => {
    const [[, ys], gradient] = valueAndGrad(
      (at: Tensors) => {
        const results = f(...at);
        return [asNumber(weighedSum(results)), results];
      },
      { aux: true },
    )(xs);
    return [...ys, ...gradient];
  };

/** Σ of the products of all elements. */
export const inner = (as: Tensors, bs: Tensors): AnyTensor =>
  as.reduce(
    (total, a, i) => {
      const b = bs[i];
      if (b === undefined) throw new RangeError('inner: lists of different lengths');
      return build.binary('add', total, build.reduce('inner', 'sum', build.binary('mul', a, b), {}));
    },
    build.scalar(0, 'f32'),
  );

/** Values that are the same but for the rounding of each to f32, and of what was added up to it. */
export const expectClose = (
  actual: readonly AnyValue[],
  expected: readonly AnyValue[],
  tolerance = 1e-6,
): void => {
  expect(actual.map(({ shape }) => shape)).toEqual(expected.map(({ shape }) => shape));
  const wrong = expected.flatMap(({ data }, k) =>
    [...data].flatMap((y, i) => {
      const x = actual[k]?.data[i] ?? Number.NaN;
      return Math.abs(x - y) <= tolerance * (1 + Math.abs(y))
        ? []
        : [`value ${k}, element ${i}: ${x}, not ${y}`];
    }),
  );
  expect(wrong).toEqual([]);
};
