import fc from 'fast-check';
import { expect, it } from 'vitest';
import { programs } from '../../../../property-tests/arbitraries/program.ts';
import { planOf } from '../plan/interpret.ts';
import type { Plan } from '../plan/plan.ts';
import { computed } from './runner.ts';
import { slotsOf } from './slots.ts';

/** What is wrong with what calls read, if each overwrites what the call before it in its slot has made. */
const overwritten = (plan: Plan): readonly string[] => {
  const wanted = computed(plan);
  const slots = slotsOf(plan, wanted);
  const holds = new Map<string | undefined, number>();
  const wrong: string[] = [];
  const check = (array: number, reader: string): void => {
    if (plan.arrays[array]?.origin.kind === 'call' && holds.get(slots[array]) !== array)
      wrong.push(`${reader} reads ${array} when its place holds ${holds.get(slots[array])}`);
  };
  plan.arrays.forEach(({ origin }, i) => {
    if (origin.kind !== 'call') return;
    for (const array of origin.arrays) {
      check(array, `call ${i}`);
      if (slots[array] === slots[i]) wrong.push(`call ${i} writes where it reads`);
    }
    holds.set(slots[i], i);
  });
  for (const array of wanted) check(array, 'the end');
  return wrong;
};

it('calls that take turns with one place leave what is still to be read, and what the program gives', () => {
  fc.assert(
    fc.property(programs({ range: 'safe' }), ({ program }) => {
      expect(overwritten(planOf(program))).toEqual([]);
    }),
    { numRuns: 200 },
  );
});
