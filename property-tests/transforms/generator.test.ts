import fc from 'fast-check';
import { expect, it } from 'vitest';
import { evaluateProgram } from '../../src/backends/reference/evaluate.ts';
import type { Primitive } from '../../src/tensor/primitives.ts';
import type { Program } from '../../src/tensor/program.ts';
import { programs, smooth } from '../arbitraries/program.ts';
import { allPrimitives } from '../arbitraries/steps.ts';
import { limit } from '../arbitraries/workshop.ts';
import { expectValid, programsIn } from './support.ts';

const primitivesOf = (program: Program): readonly Primitive[] =>
  program.equations.flatMap((e) => [e.primitive, ...programsIn(e).flatMap(primitivesOf)]);

it('generated programs are valid', () => {
  fc.assert(fc.property(programs(), ({ program }) => expectValid(program)));
});

it('every primitive is generated, inside scans too', () => {
  const sample = fc.sample(programs(), { numRuns: 500, seed: 1 });
  const found = new Set(sample.flatMap(({ program }) => primitivesOf(program)));
  expect(allPrimitives.filter((p) => !found.has(p))).toEqual([]);
  const bodies = sample.flatMap(({ program }) =>
    program.equations.flatMap((e) => programsIn(e).flatMap(primitivesOf)),
  );
  expect(allPrimitives.filter((p) => !bodies.includes(p))).toEqual([]);
});

it('safe programs stay in range', () => {
  fc.assert(
    fc.property(programs({ range: 'safe' }), ({ program, inputs }) => {
      for (const { dtype, data } of evaluateProgram(program, inputs)) {
        if (dtype === 'f32') for (const x of data) expect(Math.abs(x)).toBeLessThanOrEqual(limit * 1.0001);
      }
    }),
  );
});

it('smooth programs have f32 results made of the primitives asked for', () => {
  fc.assert(
    fc.property(programs(smooth), ({ program }) => {
      for (const p of primitivesOf(program)) expect(smooth.primitives).toContain(p);
    }),
  );
});
