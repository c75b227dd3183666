/**
 * Which calls of a kernel take turns with one texture. In WebGL a kernel of gpu.js owns the texture that it draws into:
 * as long as what it made is needed, another call of the same text needs another kernel, which is compiled anew. So
 * there are as many of each as are needed at the same time, and no more.
 */
import type { Plan } from '../plan/plan.ts';

/**
 * For each array that is computed, a name of what makes it: calls of one name are of one text, read arrays of the same
 * lengths (gpu.js writes the sizes of textures into shaders), and come when what the last one made is not needed any
 * more. The arrays in `kept` are needed after the last call.
 */
export const slotsOf = (plan: Plan, kept: readonly number[]): readonly (string | undefined)[] => {
  const lastRead = plan.arrays.map((_, i) => (kept.includes(i) ? plan.arrays.length : i));
  plan.arrays.forEach(({ origin }, i) => {
    if (origin.kind === 'call')
      for (const array of origin.arrays) lastRead[array] = Math.max(lastRead[array] ?? i, i);
  });
  const endingAt = new Map<number, number[]>();
  lastRead.forEach((last, i) => {
    endingAt.set(last, [...(endingAt.get(last) ?? []), i]);
  });
  const kindOf = (i: number): string | undefined => {
    const origin = plan.arrays[i]?.origin;
    if (origin?.kind !== 'call') return undefined;
    return `${origin.kernel} of ${origin.arrays.map((array) => plan.arrays[array]?.length)}`;
  };
  const free = new Map<string, string[]>();
  const counts = new Map<string, number>();
  const slots: (string | undefined)[] = [];
  plan.arrays.forEach((_, i) => {
    const kind = kindOf(i);
    if (kind !== undefined) {
      const count = counts.get(kind) ?? 0;
      slots[i] = free.get(kind)?.pop() ?? `${kind} #${count}`;
      if (slots[i] === `${kind} #${count}`) counts.set(kind, count + 1);
    }
    // What is read for the last time by this call is still being read while the call writes.
    for (const array of endingAt.get(i) ?? []) {
      const [kind, slot] = [kindOf(array), slots[array]];
      if (kind !== undefined && slot !== undefined) free.set(kind, [...(free.get(kind) ?? []), slot]);
    }
  });
  return slots;
};
