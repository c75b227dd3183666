/** Every primitive by itself, of any shape, empty ones and single elements among them. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { evaluateProgram } from '../../src/backends/reference/index.ts';
import { comparisonOps, logicalOps, type Primitive, type UnaryOp } from '../../src/tensor/primitives.ts';
import { type ProgramOptions, programs, steady } from '../arbitraries/program.ts';
import { nesting } from '../arbitraries/recipe.ts';
import { allPrimitives } from '../arbitraries/steps.ts';
import { normalised } from './normal.ts';
import { expectEqual, expectNear, inEachMode, runGpujs } from './support.ts';
import { primitiveTolerances, toleranceOf } from './tolerances.ts';

/** Functions that round nothing. */
const exactUnary: readonly UnaryOp[] = [
  'neg',
  'abs',
  'sign',
  'not',
  'relu',
  'floor',
  'ceil',
  'round',
  'bitsToUnit',
];
const moving: readonly Primitive[] = ['slice', 'pad', 'reverse', 'select', 'unary'];

/** Primitives that call others are given some to call. */
const only = (primitive: Primitive): ProgramOptions => ({
  primitives: nesting.includes(primitive) ? [primitive, ...moving] : [primitive],
  maxSteps: nesting.includes(primitive) ? 6 : 3,
  dead: false,
});

/** Sums of floats depend on their order, and products are rounded: those are held to tolerances only. */
const exactPrimitives = allPrimitives.filter((p) => p !== 'dot' && p !== 'conv' && p !== 'selectScatter');
const integers: ProgramOptions = { inputs: ['i32', 'bool'], outputs: ['i32', 'bool'] };

const exactOptions = (primitive: Primitive): ProgramOptions => ({
  ...only(primitive),
  range: 'any',
  unaryOps: exactUnary,
  binaryOps: ['max', 'min', ...comparisonOps, ...logicalOps],
  reduceOps: ['max', 'min'],
  ...(primitive === 'scatterAdd' ? integers : {}),
});

inEachMode('each primitive by itself', (mode) => {
  it.each(exactPrimitives)(
    '%s gives the very numbers of the reference where it rounds none',
    async (primitive) => {
      await fc.assert(
        fc.asyncProperty(programs(exactOptions(primitive)), async (example) => {
          const { program, inputs } = normalised(example);
          expectEqual(await runGpujs(mode, program, inputs), evaluateProgram(program, inputs));
        }),
        { numRuns: 12 },
      );
    },
  );

  const rounding = allPrimitives.filter((primitive) => primitiveTolerances[primitive] !== undefined);
  it.each(rounding)('%s is near the numbers of double precision', async (primitive) => {
    const options: ProgramOptions = {
      ...only(primitive),
      ...steady,
    };
    await fc.assert(
      fc.asyncProperty(programs(options), async ({ program, inputs }) => {
        const expected = evaluateProgram(program, inputs, { precision: 'f64' });
        expectNear(await runGpujs(mode, program, inputs), expected, toleranceOf(primitive, mode));
      }),
      { numRuns: 15 },
    );
  });
});

it('the exact programs have what they say: strange numbers, empty tensors, single elements', () => {
  const seen = { strange: false, empty: false, single: false };
  fc.assert(
    fc.property(programs(exactOptions('select')), (example) => {
      for (const { data } of normalised(example).inputs) {
        seen.empty ||= data.length === 0;
        seen.single ||= data.length === 1;
        seen.strange ||= data.some((x) => !Number.isFinite(x));
      }
    }),
    { numRuns: 100 },
  );
  expect(seen).toEqual({ strange: true, empty: true, single: true });
});
