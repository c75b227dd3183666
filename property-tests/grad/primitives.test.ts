import fc from 'fast-check';
import { describe, it } from 'vitest';
import {
  described,
  type ProgramCase,
  type ProgramOptions,
  programs,
  smooth,
} from '../arbitraries/program.ts';
import { nesting } from '../arbitraries/recipe.ts';
import { allPrimitives } from '../arbitraries/steps.ts';
import { truthful } from './rules.ts';
import { expectAllSlopes, expectSlopes } from './slopes.ts';
import { directions, floatPart, floatValues, mostlyFloats, withFloats } from './support.ts';

/** `stopGradient` is the one whose derivative is not what differences say. */
const differentiable = allPrimitives.filter((p) => p !== 'stopGradient');

/** Numbers in general position: no ties among them, no kinks at them. */
const generic = (example: ProgramCase, seed: number): ProgramCase => {
  const { program, inputs } = truthful(example);
  return described({ program, inputs: withFloats(inputs, directions(floatValues(inputs), seed)) });
};

/** Programs in range, whose rules are true. */
const cases = (options: ProgramOptions) =>
  fc.tuple(
    fc
      .tuple(programs({ inputs: mostlyFloats, outputs: ['f32'], range: 'safe', ...options }), fc.nat())
      .map(([raw, seed]) => generic(raw, seed)),
    fc.nat(),
  );

const check = (options: ProgramOptions): void =>
  expectAllSlopes(cases(options), ([{ program, inputs }, seed]) =>
    expectSlopes((args) => floatPart(program, args), inputs, seed),
  );

describe('derivatives, forward and reverse, are what central differences say', () => {
  it.each(differentiable)('for programs of %s', (primitive) => {
    check({ primitives: [primitive, 'unary'], maxSteps: 4 });
  });

  it('for smooth programs of all that is smooth', () => {
    check({ ...smooth, primitives: [...smooth.primitives, 'custom'] });
  });

  it('for programs of everything, away from kinks and ties', () => {
    check({ primitives: differentiable });
  });

  it('for loops in loops, either direction', () => {
    check({ primitives: [...nesting, 'unary', 'binary', 'dot', 'gather', 'concat'], maxDepth: 3 });
  });
});
