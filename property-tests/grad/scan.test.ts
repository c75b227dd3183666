import fc from 'fast-check';
import { describe, it } from 'vitest';
import * as build from '../../src/tensor/build.ts';
import { inline } from '../../src/tensor/trace.ts';
import { type ProgramCase, programs } from '../arbitraries/program.ts';
import { inputsOf, loops, scanned } from '../scan-vmap/looping.ts';
import type { Many } from '../scan-vmap/support.ts';
import { unrolled } from '../scan-vmap/unrolled.ts';
import { linearised } from './rules.ts';
import {
  expectClose,
  floatPart,
  gradientOf,
  mostlyFloats,
  programAt,
  pushForward,
  runExactly,
} from './support.ts';

type Inlined = typeof inline;

/** The gradient of a program in reverse mode, and forward along a direction, loops as they are or written out. */
const derivatives =
  ({ program }: ProgramCase, how: Inlined): Many =>
  (...args) => {
    const { f, xs } = floatPart(program, args, how);
    const v = xs.map((x, i) => build.full(x.shape, 0.3 + i, 'f32'));
    return [...gradientOf(f)(...xs), ...pushForward({ f, xs }, v).dys];
  };

const expectUnrolled = (example: ProgramCase): void =>
  expectClose(
    runExactly(derivatives(example, inline), example.inputs),
    runExactly(derivatives(example, unrolled), example.inputs),
  );

describe('the derivative of a scan is that of its steps written out', () => {
  it('in any program: loops in loops, either direction', () => {
    const cases = programs({
      inputs: mostlyFloats,
      outputs: ['f32'],
      range: 'safe',
      primitives: ['scan', 'unary', 'binary', 'dot', 'select', 'concat', 'reduce', 'stopGradient'],
    });
    fc.assert(fc.property(cases, expectUnrolled));
  });

  it('in any program of everything', () => {
    const cases = programs({ inputs: mostlyFloats, outputs: ['f32'], range: 'safe' });
    fc.assert(fc.property(cases.map(linearised), expectUnrolled));
  });

  it('for any trees, tensors from outside, loops inside', () => {
    fc.assert(
      fc.property(loops, (loop) => {
        const inputs = inputsOf(loop);
        expectUnrolled({ program: programAt(scanned(loop), inputs), inputs });
      }),
    );
  });

  it('twice over', () => {
    fc.assert(
      fc.property(loops, (loop) => {
        const inputs = inputsOf(loop);
        const example = { program: programAt(scanned(loop), inputs), inputs };
        const second =
          (how: Inlined): Many =>
          (...args) => {
            const { f, xs } = floatPart(example.program, args, how);
            return gradientOf(gradientOf(f))(...xs);
          };
        expectClose(runExactly(second(inline), inputs), runExactly(second(unrolled), inputs));
      }),
    );
  });
});
