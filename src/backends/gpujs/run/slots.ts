/** Which of a plan's arrays take turns in one place: those of one length that are not needed at the same time. */
import type { Plan } from '../plan/plan.ts';

/** For each array that is computed, the number of its place. `kept` are needed after the last call. */
export const slotsOf = (plan: Plan, kept: readonly number[]): readonly (number | undefined)[] => {
  const lastRead = plan.arrays.map((_, i) => (kept.includes(i) ? plan.arrays.length : i));
  plan.arrays.forEach(({ origin }, i) => {
    if (origin.kind === 'call')
      for (const array of origin.arrays) lastRead[array] = Math.max(lastRead[array] ?? i, i);
  });
  const free = new Map<number, number[]>();
  const slots: (number | undefined)[] = [];
  let count = 0;
  const endingAt = new Map<number, number[]>();
  lastRead.forEach((last, i) => {
    endingAt.set(last, [...(endingAt.get(last) ?? []), i]);
  });
  plan.arrays.forEach(({ origin, length }, i) => {
    if (origin.kind === 'call') {
      const slot = free.get(length)?.pop() ?? count++;
      slots[i] = slot;
    }
    // What is read for the last time by this call is still being read while the call writes.
    for (const array of endingAt.get(i) ?? []) {
      const slot = slots[array];
      const size = plan.arrays[array]?.length ?? 0;
      if (slot !== undefined) free.set(size, [...(free.get(size) ?? []), slot]);
    }
  });
  return slots;
};
