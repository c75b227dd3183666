import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { programs } from '../../../property-tests/arbitraries/program.ts';
import { bodyOf, type Program } from '../../tensor/program.ts';
import type { AnyValue } from '../../tensor/value.ts';
import { evaluateProgram } from './evaluate.ts';
import { spentBy } from './liveness.ts';

/** All values that are written into a program, those in bodies too. */
const constantsOf = (program: Program): readonly AnyValue[] =>
  program.equations.flatMap((equation) => {
    const inside = bodyOf(equation);
    if (inside !== undefined) return constantsOf(inside.body);
    return equation.primitive === 'constant' ? [equation.params.value] : [];
  });

const copies = (values: readonly AnyValue[]): readonly (readonly number[])[] =>
  values.map(({ data }) => [...data]);

describe('evaluateProgram', () => {
  it('gives values of their own: writing over them changes no input, no constant and no other result', () => {
    fc.assert(
      fc.property(
        programs(),
        fc.constantFrom('f32' as const, 'f64' as const),
        ({ program, inputs }, precision) => {
          const given = [...inputs, ...constantsOf(program)];
          const before = copies(given);
          const outputs = evaluateProgram(program, inputs, { precision });
          expect(copies(given)).toEqual(before);
          outputs.forEach(({ data }, i) => {
            const later = copies(outputs.slice(i + 1));
            data.fill(1);
            expect(copies(outputs.slice(i + 1))).toEqual(later);
          });
          expect(copies(given)).toEqual(before);
        },
      ),
    );
  });

  it('lets each value go once: after the last equation that reads it, and never a result', () => {
    fc.assert(
      fc.property(programs(), ({ program }) => {
        const spent = spentBy(program);
        const gone = new Set<number>();
        let next = program.inputs.length;
        program.equations.forEach(({ inputs, outputs }, e) => {
          next += outputs.length;
          expect(inputs.filter((n) => gone.has(n))).toEqual([]);
          for (const n of spent[e] ?? []) {
            expect(gone.has(n) || n >= next || program.outputs.includes(n)).toBe(false);
            gone.add(n);
          }
        });
        const read = new Set(program.equations.flatMap(({ inputs }) => inputs));
        const made = Array.from({ length: next }, (_, n) => n).filter(
          (n) => n >= program.inputs.length || read.has(n),
        );
        expect(gone.size).toBe(made.filter((n) => !program.outputs.includes(n)).length);
      }),
    );
  });
});
