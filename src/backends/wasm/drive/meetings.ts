/** Where the threads of a program have to meet: before what touches a place that another may still write or read. */
import type { Call, Loop, Step } from '../plan/steps.ts';
import { hazards } from './hazards.ts';

export type Timed =
  | {
      readonly kind: 'call';
      readonly call: Call;
      /** Whether all threads take part, or only the first. */
      readonly shared: boolean;
      /** Whether they meet before. */
      readonly meets: boolean;
    }
  | {
      readonly kind: 'loop';
      readonly loop: Loop;
      readonly meets: 'before' | 'each step' | 'never';
      readonly body: readonly Timed[];
    };

export interface Span {
  readonly start: number;
  readonly end: number;
}

const hasShared = (steps: readonly Step[], isShared: (call: Call) => boolean): boolean =>
  steps.some((step) => (step.kind === 'call' ? isShared(step) : hasShared(step.body, isShared)));

/** The steps, with the meetings they need; `spanOf` tells the place of a buffer. */
export const meetings = (
  steps: readonly Step[],
  isShared: (call: Call) => boolean,
  spanOf: (buffer: number) => Span,
): readonly Timed[] => {
  const waiting = hazards();

  const timeCall = (call: Call): Timed => {
    const shared = isShared(call);
    const access = (writes: boolean) => (i: number) => ({
      ...spanOf(call.args[i]?.buffer ?? -1),
      writes,
      shared,
    });
    const meets =
      call.kernel.units > 0 &&
      waiting.note([...call.reads.map(access(false)), ...call.writes.map(access(true))]);
    return { kind: 'call', call, shared, meets };
  };

  const timeLoop = (loop: Loop): Timed => {
    const mixed = hasShared(loop.body, isShared);
    // A loop of the first thread alone waits once for the others, not in each step. If it need not wait, what the
    // first thread did before it is still to be waited for after it.
    const before = !mixed && waiting.isShared();
    if (mixed || before) waiting.clear();
    const meets = mixed ? 'each step' : before ? 'before' : 'never';
    return { kind: 'loop', loop, meets, body: time(loop.body) };
  };

  const time = (list: readonly Step[]): readonly Timed[] =>
    list.map((step) => (step.kind === 'call' ? timeCall(step) : timeLoop(step)));

  return time(steps);
};
