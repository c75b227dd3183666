import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateProgram } from '../../src/backends/reference/evaluate.ts';
import type { Program } from '../../src/tensor/program.ts';
import { costOf } from '../../src/transforms/cost/index.ts';
import { showProgram } from '../../src/transforms/print/index.ts';
import {
  applyIdentities,
  eliminateDead,
  foldConstants,
  hoistInvariants,
  openCustom,
  shareCommon,
  simplify,
  straightenLoops,
} from '../../src/transforms/simplify/index.ts';
import { programs } from '../arbitraries/program.ts';
import { expectSameBits, expectValid, programsIn } from './support.ts';

type Pass = (program: Program) => Program;

const once: Readonly<Record<string, Pass>> = {
  applyIdentities,
  straightenLoops,
  foldConstants: (program) => foldConstants(program, evaluateProgram),
};

const idempotent: Readonly<Record<string, Pass>> = {
  eliminateDead,
  shareCommon,
  hoistInvariants,
  openCustom,
  simplify: (program) => simplify(program, { verify: true }),
  'simplify with folding': (program) => simplify(program, { verify: true, evaluate: evaluateProgram }),
};

describe.each(Object.entries({ ...once, ...idempotent }))('%s', (_, pass) => {
  it('keeps every result bit for bit, the type of the program, and its validity', () => {
    fc.assert(
      fc.property(programs(), ({ program, inputs }) => {
        const after = pass(program);
        expectValid(after);
        expect(after.inputs).toEqual(program.inputs);
        expectSameBits(evaluateProgram(after, inputs), evaluateProgram(program, inputs));
      }),
    );
  });

  it('neither adds work nor loses messages that reach a result', () => {
    fc.assert(
      fc.property(programs(), ({ program }) => {
        const live = eliminateDead(openCustom(program));
        const [before, after] = [costOf(live), costOf(eliminateDead(pass(live)))];
        expect(after.total.operations).toBeLessThanOrEqual(before.total.operations);
        // A loop that runs once may never read the state it starts with, which unrolling makes plain.
        if (!unrolls(live)) expect(sent(after)).toEqual(sent(before));
        else
          for (const [label, n] of after.messages)
            expect(n).toBeLessThanOrEqual(before.messages.get(label) ?? 0);
      }),
    );
  });
});

describe.each(Object.entries(idempotent))('%s', (_, pass) => {
  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(programs(), ({ program }) => {
        const first = pass(program);
        expect(showProgram(pass(first))).toBe(showProgram(first));
      }),
    );
  });
});

/** Messages by label, in a fixed order; loops that never run send none. */
const sent = ({ messages }: ReturnType<typeof costOf>) => [...messages].filter(([, n]) => n > 0).sort();

const unrolls = (program: Program): boolean =>
  program.equations.some(
    (e) => (e.primitive === 'scan' && e.params.length === 1) || programsIn(e).some(unrolls),
  );
