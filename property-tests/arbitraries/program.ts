/**
 * Random programs: any primitives, well shaped, scans within scans, with inputs to run them on. A property that
 * holds for these holds for what people write.
 *
 * @example
 * ```ts
 * fc.assert(fc.property(programs(), ({ program, inputs }) => {
 *   expectSame(backend(program, inputs), evaluateProgram(program, inputs));
 * }));
 * ```
 */
import fc from 'fast-check';
import { nextId, placeholder } from '../../src/tensor/apply.ts';
import { aval, showAval } from '../../src/tensor/aval.ts';
import type { DType } from '../../src/tensor/dtype.ts';
import {
  arithmeticOps,
  type BinaryOp,
  comparisonOps,
  logicalOps,
  type Primitive,
  type ReduceOp,
  type UnaryOp,
  unaryOps,
} from '../../src/tensor/primitives.ts';
import type { Program } from '../../src/tensor/program.ts';
import type { AnyValue } from '../../src/tensor/value.ts';
import { showElements } from '../../src/transforms/print/numbers.ts';
import { showProgram } from '../../src/transforms/print/show.ts';
import { choices } from './choices.ts';
import { linearise } from './linearise.ts';
import { type Range, valueFrom } from './palette.ts';
import { type Recipe, recipes, type Step } from './recipe.ts';
import { allPrimitives, makers } from './steps.ts';
import { limit, type Menu, type Sample, type Workshop } from './workshop.ts';

export interface ProgramOptions {
  /**
   * The primitives that steps apply; all by default. A few others still appear where operands are made to fit:
   * constant, reshape, broadcast, slice and pad, and binary where values are kept in range.
   */
  readonly primitives?: readonly Primitive[];
  readonly unaryOps?: readonly UnaryOp[];
  readonly binaryOps?: readonly BinaryOp[];
  readonly reduceOps?: readonly ReduceOp[];
  /** The dtypes of inputs. */
  readonly inputs?: readonly DType[];
  /** Only outputs of these dtypes. */
  readonly outputs?: readonly DType[];
  /** `any` (the default): NaN, ±∞, −0, denormals, indices outside. `safe`: every f32 is in [−2, 2] throughout. */
  readonly range?: Range;
  readonly maxSteps?: number;
  /** How deep scans nest; 2 by default. */
  readonly maxDepth?: number;
  /** Keep equations that no output needs (the default). */
  readonly dead?: boolean;
}

/** A program and inputs for it. Printed as a listing when a property fails. */
export interface ProgramCase {
  readonly program: Program;
  readonly inputs: readonly AnyValue[];
}

const jumping: readonly UnaryOp[] = ['sign', 'floor', 'ceil', 'round'];

/**
 * Options for programs that are held to a tolerance: without what jumps, where rounding differently by a hair makes another number
 * (`floor` of 2 and of 1.9999999). What jumps is held to the bits, where nothing before it rounds.
 */
export const steady = {
  range: 'safe',
  unaryOps: unaryOps.filter((op) => !jumping.includes(op)),
  binaryOps: arithmeticOps.filter((op) => op !== 'rem'),
} satisfies ProgramOptions;

/** Options for programs that can be differentiated everywhere: no steps, kinks, comparisons or integers of floats. */
export const smooth = {
  range: 'safe',
  unaryOps: ['neg', 'sin', 'cos', 'tanh', 'exp', 'expm1', 'sigmoid', 'erf', 'log', 'log1p', 'sqrt', 'rsqrt'],
  binaryOps: ['add', 'mul', 'sub', 'div', 'pow'],
  reduceOps: ['sum'],
  inputs: ['f32'],
  outputs: ['f32'],
  primitives: [
    'unary',
    'binary',
    'reshape',
    'transpose',
    'broadcast',
    'slice',
    'pad',
    'concat',
    'reverse',
    'gather',
    'scatterAdd',
    'dot',
    'conv',
    'reduce',
    'reduceWindow',
    'select',
    'constant',
    'iota',
    'scan',
    'checkpoint',
    'messages',
  ],
} as const satisfies ProgramOptions;

/** Random programs with inputs. */
export const programs = (options: ProgramOptions = {}): fc.Arbitrary<ProgramCase> => {
  const menu: Menu = {
    range: options.range ?? 'any',
    unaryOps: options.unaryOps ?? unaryOps,
    binaryOps: options.binaryOps ?? [...arithmeticOps, ...comparisonOps, ...logicalOps],
    reduceOps: options.reduceOps ?? ['sum', 'max', 'min'],
  };
  return recipes(
    options.primitives ?? allPrimitives,
    options.inputs ?? ['f32', 'f32', 'i32', 'bool'],
    options.maxSteps ?? 16,
    options.maxDepth ?? 2,
  ).map((recipe) => prepare(recipe, menu, options));
};

const carryOut = (menu: Menu) => {
  const run = (steps: readonly Step[], pool: Sample[]): void => {
    for (const { primitive, numbers, inner } of steps) {
      const workshop: Workshop = { ...choices(numbers), menu, pool, inner, carryOut: run };
      makers[primitive](workshop);
    }
  };
  return run;
};

const prepare = (recipe: Recipe, menu: Menu, options: ProgramOptions): ProgramCase => {
  const born = nextId();
  const placeholders = recipe.inputs.map(({ shape, dtype }, i) => placeholder(i, aval(shape, dtype)));
  const bounds = { f32: limit, i32: menu.range === 'safe' ? 5 : 2 ** 31, bool: 1 };
  const pool: Sample[] = placeholders.map((x) => ({ x, bound: bounds[x.dtype] }));
  carryOut(menu)(recipe.steps, pool);

  const { below } = choices(recipe.finish);
  const wanted = pool.filter(({ x }) => options.outputs?.includes(x.dtype) ?? true);
  // The newest always, the newest that has elements, and up to three others.
  const newest = wanted.toReversed().findIndex(({ x }) => !x.shape.includes(0));
  const picks = [
    ...new Set([0, Math.max(0, newest)]),
    ...Array.from({ length: below(4) }, () => below(wanted.length)),
  ];
  const results = picks.flatMap((i) => wanted[wanted.length - 1 - i]?.x ?? []);
  const all = options.dead === false ? [] : pool.map(({ x }) => x);
  const { program } = linearise(placeholders, [...results, ...all], born);
  return described({
    program: { ...program, outputs: program.outputs.slice(0, results.length) },
    inputs: recipe.inputs.map(({ shape, dtype }, i) =>
      valueFrom(shape, dtype, menu.range, recipe.seed + 5 * i, 1 + (recipe.seed % 7)),
    ),
  });
};

/** The same, but shown readably in counterexamples. */
export const described = (example: ProgramCase): ProgramCase =>
  Object.assign(example, {
    [fc.toStringMethod]: () =>
      [
        '',
        showProgram(example.program),
        ...example.inputs.map((x, i) => `%${i} = ${showAval(x)}{${showElements(x)}}`),
        '',
      ].join('\n'),
  });
