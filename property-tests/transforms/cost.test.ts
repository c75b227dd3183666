import fc from 'fast-check';
import { expect, it } from 'vitest';
import { aval } from '../../src/tensor/aval.ts';
import { avalsOf, bodyOf, type Program } from '../../src/tensor/program.ts';
import { totalBytes } from '../../src/transforms/cost/bytes.ts';
import { costOf, equationsOf, peakBytesOf, showCost } from '../../src/transforms/cost/index.ts';
import { times } from '../../src/transforms/cost/tally.ts';
import { programs } from '../arbitraries/program.ts';
import { expectValid } from './support.ts';

/** A program run `length` times by a scan, on the same inputs each time. */
const repeated = (body: Program, length: number): Program => {
  const avals = avalsOf(body);
  const outputs = body.outputs
    .flatMap((n) => avals[n] ?? [])
    .map(({ shape, dtype }) => aval([length, ...shape], dtype));
  const params = { body, length, consts: body.inputs.length, carries: 0, reverse: false };
  const inputs = body.inputs.map((_, i) => i);
  return {
    inputs: body.inputs,
    equations: [{ primitive: 'scan', params, inputs, outputs, path: [] }],
    outputs: outputs.map((_, i) => inputs.length + i),
  };
};

it('a scan of length n costs n times its body, messages too', () => {
  fc.assert(
    fc.property(programs(), fc.nat(1000), ({ program }, n) => {
      const loop = repeated(program, n);
      expectValid(loop);
      const [body, whole] = [costOf(program), costOf(loop)];
      const { applications, ...rest } = times(n, body.total);
      expect(whole.total).toEqual({ ...rest, applications: applications + 1 });
      expect(whole.messages).toEqual(new Map([...body.messages].map(([label, count]) => [label, n * count])));
      expect(whole.equations).toBe(body.equations + 1);
    }),
  );
});

it('counts are whole numbers ≥ 0, and transcendentals are among the operations', () => {
  fc.assert(
    fc.property(programs(), ({ program }) => {
      const { total, byPrimitive, messages } = costOf(program);
      for (const tally of [total, ...byPrimitive.values()]) {
        for (const n of Object.values(tally)) expect(Number.isSafeInteger(n) && n >= 0).toBe(true);
        expect(tally.transcendentals).toBeLessThanOrEqual(tally.operations);
      }
      for (const n of messages.values()) expect(Number.isSafeInteger(n)).toBe(true);
    }),
  );
});

it('the peak lies between the inputs and all that is ever made', () => {
  const made = (program: Program): number =>
    program.equations.reduce((n, e) => {
      const body = bodyOf(e)?.body;
      return n + totalBytes(e.outputs) + (body === undefined ? 0 : totalBytes(body.inputs) + made(body));
    }, 0);
  fc.assert(
    fc.property(programs(), ({ program }) => {
      const inputs = totalBytes(program.inputs);
      expect(peakBytesOf(program)).toBeGreaterThanOrEqual(inputs);
      expect(peakBytesOf(program)).toBeLessThanOrEqual(inputs + made(program));
    }),
  );
});

it('does not grow with the length of a loop, but for what the loop stacks', () => {
  fc.assert(
    fc.property(programs(), fc.integer({ min: 1, max: 100 }), ({ program }, n) => {
      const stacked = (length: number) => totalBytes(repeated(program, length).equations[0]?.outputs ?? []);
      const [one, many] = [peakBytesOf(repeated(program, 1)), peakBytesOf(repeated(program, n))];
      expect(many - one).toBe(stacked(n) - stacked(1));
      expect(equationsOf(repeated(program, n))).toBe(equationsOf(program) + 1);
    }),
  );
});

it('tables have a line for each primitive', () => {
  fc.assert(
    fc.property(programs(), ({ program }) => {
      const cost = costOf(program);
      const lines = showCost(cost).split('\n');
      for (const primitive of cost.byPrimitive.keys())
        expect(lines.some((line) => line.startsWith(`${primitive} `))).toBe(true);
    }),
  );
});
