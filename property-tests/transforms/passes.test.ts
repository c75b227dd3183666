import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateProgram } from '../../src/backends/reference/evaluate.ts';
import type { Equation, Program } from '../../src/tensor/program.ts';
import { costOf } from '../../src/transforms/cost/index.ts';
import { showProgram } from '../../src/transforms/print/index.ts';
import { builder, transplant } from '../../src/transforms/simplify/builder.ts';
import { constantBytesOf } from '../../src/transforms/simplify/facts.ts';
import {
  eliminateDead,
  foldConstants,
  hoistInvariants,
  openCustom,
  shareCommon,
} from '../../src/transforms/simplify/index.ts';
import { programs } from '../arbitraries/program.ts';
import { allPrimitives } from '../arbitraries/steps.ts';
import { programsIn } from './support.ts';

/** All programs inside a program, itself included. */
const allPrograms = (program: Program): readonly Program[] => [
  program,
  ...program.equations.flatMap((e) => programsIn(e).flatMap(allPrograms)),
];

const scansOf = (program: Program): readonly Equation<'scan'>[] =>
  allPrograms(program).flatMap((p) => p.equations.flatMap((e) => (e.primitive === 'scan' ? [e] : [])));

describe('eliminateDead', () => {
  it('leaves no value that nothing reads', () => {
    fc.assert(
      fc.property(programs(), ({ program }) => {
        const after = eliminateDead(program);
        for (const { inputs, equations, outputs } of allPrograms(after)) {
          const read = new Set([...equations.flatMap((e) => e.inputs), ...outputs]);
          let next = inputs.length;
          for (const { outputs: made } of equations) {
            expect(made.some((_, i) => read.has(next + i))).toBe(true);
            next += made.length;
          }
        }
        for (const { params } of scansOf(after)) {
          const read = new Set([...params.body.equations.flatMap((e) => e.inputs), ...params.body.outputs]);
          params.body.inputs.forEach((_, i) => {
            const isCarry = i >= params.consts && i < params.consts + params.carries;
            expect(read.has(i) || isCarry).toBe(true);
          });
        }
      }),
    );
  });

  it('gives what would have been written without the dead code', () => {
    // Planted: every equation again, twice over, with nothing reading the copies.
    fc.assert(
      fc.property(programs({ dead: false }), ({ program }) => {
        expect(showProgram(eliminateDead({ ...twice(program), outputs: program.outputs }))).toBe(
          showProgram(eliminateDead(program)),
        );
      }),
    );
  });
});

/** A program that computes everything twice. */
const twice = (program: Program): Program => {
  const into = builder(program.inputs);
  const inputs = program.inputs.map((_, i) => i);
  const [first, second] = [transplant(program, into, inputs), transplant(program, into, inputs)];
  return into.finish([...program.outputs.map(first), ...program.outputs.map(second)]);
};

describe('shareCommon', () => {
  const silent = programs({ primitives: allPrimitives.filter((p) => p !== 'messages') });

  it('makes of two copies one', () => {
    fc.assert(
      fc.property(silent, ({ program }) => {
        const [once, shared] = [shareCommon(program), shareCommon(twice(program))];
        expect(shared.equations.length).toBe(once.equations.length);
        expect(shared.outputs).toEqual([...once.outputs, ...once.outputs]);
      }),
    );
  });

  it('counts messages of both copies', () => {
    fc.assert(
      fc.property(programs(), ({ program }) => {
        const [once, shared] = [costOf(program), costOf(shareCommon(twice(program)))];
        expect([...shared.messages]).toEqual([...once.messages].map(([label, n]) => [label, 2 * n]));
      }),
    );
  });
});

describe('hoistInvariants', () => {
  it('leaves in bodies only what changes, is sent, or is a repeated number', () => {
    fc.assert(
      fc.property(programs(), ({ program }) => {
        for (const { params } of scansOf(hoistInvariants(openCustom(program)))) {
          if (params.length === 0) continue;
          const { body, consts } = params;
          const varies = body.inputs.map((_, i) => i >= consts);
          for (const e of body.equations) {
            const cheap =
              e.primitive === 'constant' || (e.primitive === 'broadcast' && e.params.axes.length === 0);
            const sends = costOf({ ...body, equations: [e] }).messages.size > 0;
            const changes = sends || e.inputs.some((n) => varies[n]);
            expect(changes || cheap || e.outputs.length === 0).toBe(true);
            varies.push(...e.outputs.map(() => changes));
          }
        }
      }),
    );
  });
});

describe('foldConstants', () => {
  it('adds no more bytes than allowed', () => {
    fc.assert(
      fc.property(programs(), fc.nat(200), fc.nat(64), ({ program }, addedBytes, constantBytes) => {
        const after = foldConstants(program, evaluateProgram, { addedBytes, constantBytes });
        expect(constantBytesOf(after)).toBeLessThanOrEqual(constantBytesOf(program) + addedBytes);
        expect(largestConstant(after)).toBeLessThanOrEqual(
          Math.max(constantBytes, 4, largestConstant(program)),
        );
      }),
    );
  });
});

const largestConstant = (program: Program): number =>
  Math.max(
    0,
    ...allPrograms(program).flatMap((p) =>
      p.equations.flatMap((e) => (e.primitive === 'constant' ? e.params.value.data.byteLength : [])),
    ),
  );
