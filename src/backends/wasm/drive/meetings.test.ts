import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Kernel } from '../kernels/kernel.ts';
import type { Call, Step } from '../plan/steps.ts';
import { meetings, type Timed } from './meetings.ts';

const kernel = (units: number): Kernel => ({
  key: 'k',
  units,
  pointers: 1,
  work: 1,
  scratch: 0,
  build: () => {
    throw new Error('not built here');
  },
});

const buffers = 4;
const buffer = fc.nat(buffers - 1);

const call = fc
  .record({ units: fc.constantFrom(1, 2), reads: fc.array(buffer, { maxLength: 2 }), write: buffer })
  .map(
    ({ units, reads, write }): Call => ({
      kind: 'call',
      kernel: kernel(units),
      args: [...reads, write].map((b) => ({ buffer: b, offset: 0, motions: [] })),
      reads: reads.map((_, i) => i),
      writes: [reads.length],
    }),
  );

const { steps } = fc.letrec<{ step: Step; steps: readonly Step[] }>((tie) => ({
  steps: fc.array(tie('step'), { minLength: 1, maxLength: 5 }),
  step: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    { weight: 3, arbitrary: call },
    {
      weight: 1,
      arbitrary: tie('steps').map((body): Step => ({ kind: 'loop', loop: 0, length: 2, body })),
    },
  ),
}));

/** What happens, in order, with all loops unrolled. */
type Event =
  | 'meeting'
  | { readonly shared: boolean; readonly reads: readonly number[]; readonly writes: readonly number[] };

const happenings = (timed: readonly Timed[]): readonly Event[] =>
  timed.flatMap((step): readonly Event[] => {
    if (step.kind === 'call') {
      const at = (i: number): number => step.call.args[i]?.buffer ?? -1;
      const { reads, writes } = step.call;
      const event = { shared: step.shared, reads: reads.map(at), writes: writes.map(at) };
      return step.meets ? ['meeting', event] : [event];
    }
    const turns = Array.from({ length: step.loop.length }, (): readonly Event[] => [
      ...(step.meets === 'each step' ? (['meeting'] as const) : []),
      ...happenings(step.body),
    ]);
    return [...(step.meets === 'before' ? (['meeting'] as const) : []), ...turns.flat()];
  });

describe('meetings', () => {
  it('lie between any two uses of a place by different threads, one of which writes it', () => {
    fc.assert(
      fc.property(steps, (list) => {
        const timed = meetings(
          list,
          ({ kernel: { units } }) => units > 1,
          (b) => ({ start: 4 * b, end: 4 * b + 4 }),
        );
        let since: Exclude<Event, 'meeting'>[] = [];
        for (const event of happenings(timed)) {
          if (event === 'meeting') {
            since = [];
            continue;
          }
          for (const before of since)
            if (before.shared || event.shared) {
              const touched = [...event.reads, ...event.writes];
              expect(before.writes.filter((b) => touched.includes(b))).toEqual([]);
              expect(before.reads.filter((b) => event.writes.includes(b))).toEqual([]);
            }
          since.push(event);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
