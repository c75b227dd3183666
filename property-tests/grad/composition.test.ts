import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateProgram } from '../../src/backends/reference/index.ts';
import { parseProgram, showProgram } from '../../src/transforms/print/index.ts';
import { simplify } from '../../src/transforms/simplify/index.ts';
import { type ProgramCase, programs } from '../arbitraries/program.ts';
import { batched, expectLoop } from '../scan-vmap/mapping.ts';
import { expectSameBits, expectValid } from '../transforms/support.ts';
import { floatPart, gradientOf, mostlyFloats, programAt } from './support.ts';

/** The gradient of a program (a sum of all elements of its f32 results), as a program of its inputs. */
const gradientProgram = ({ program, inputs }: ProgramCase): ProgramCase => ({
  program: programAt((...args) => {
    const { f, xs } = floatPart(program, args);
    return gradientOf(f)(...xs);
  }, inputs),
  inputs,
});

const twice = (example: ProgramCase): ProgramCase => gradientProgram(gradientProgram(example));

const some = programs({ inputs: mostlyFloats, outputs: ['f32'], maxSteps: 8 });

describe('gradients are programs like others', () => {
  it('valid ones, that print and parse', () => {
    fc.assert(
      fc.property(some, (example) => {
        const { program } = gradientProgram(example);
        expectValid(program);
        expect(parseProgram(showProgram(program))).toEqual({ _tag: 'Right', right: program });
      }),
    );
  });

  it('vmap(grad f) is a loop over grad f', () => {
    fc.assert(fc.property(batched(some.map(gradientProgram)), expectLoop));
  });

  it('compiled or not, simplified or not, the bits are the same', () => {
    fc.assert(
      fc.property(some, fc.boolean(), (example, again) => {
        const { program, inputs } = (again ? twice : gradientProgram)(example);
        const smaller = simplify(program, { evaluate: evaluateProgram, verify: true });
        expectSameBits(evaluateProgram(smaller, inputs), evaluateProgram(program, inputs));
      }),
    );
  });
});
