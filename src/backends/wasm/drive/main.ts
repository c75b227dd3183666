/** The functions that call the kernels: every thread runs them, takes its share of each, and meets the others where it must. */
import {
  type Callable,
  call,
  doWhile,
  type FunctionCode,
  type I32,
  i32,
  type Local,
  memory,
  procedure,
  type Stmt,
  seq,
  when,
} from '../assembler/index.ts';
import type { Arena } from '../plan/arena.ts';
import type { Address, Buffer, Call, Step } from '../plan/steps.ts';
import { barrierFunction, threads, tid } from './barrier.ts';
import { meetings, type Timed } from './meetings.ts';
import type { Registry } from './registry.ts';

/** About the operations of a step below which meeting the other threads takes longer than its work. */
export const usualShare = 50_000;

export interface Driving {
  readonly site: Registry;
  readonly buffers: readonly Buffer[];
  readonly arena: Arena;
  /** Where the threads' own memory begins, and how much each has. */
  readonly scratch: { readonly start: number; readonly bytes: number };
  /** Operations from which on a step is shared among threads. */
  readonly shareFrom: number;
  /** Whether there can be more than one thread. */
  readonly shared: boolean;
  /** Whether memory is spoilt as soon as nothing should read it: a test of the plan. Runs on one thread. */
  readonly poison: boolean;
}

/** Whether all threads take part. */
const isShared = ({ kernel }: Call, shareFrom: number): boolean =>
  kernel.units > 1 && kernel.units * kernel.work >= shareFrom;

const spoilt = 0xff;

/**
 * A procedure without parameters for steps; `from` is the number of their first call in the plan.
 */
export const mainFunction = (driving: Driving, steps: readonly Step[], from: number): FunctionCode => {
  const { site, buffers, arena, scratch, poison } = driving;
  let anyShared = false;
  const timed = meetings(
    steps,
    (step) => driving.shared && !poison && isShared(step, driving.shareFrom),
    (buffer) => {
      const start = arena.offsets[buffer] ?? 0;
      return { start, end: start + (buffers[buffer]?.bytes ?? 0) };
    },
  );
  return procedure([], (_, local) => {
    const counters = new Map<number, Local<'i32'>>();
    const barrier: Callable | undefined = driving.shared
      ? site.function('barrier', barrierFunction)
      : undefined;
    const meet: Stmt = barrier === undefined ? seq() : call(barrier, []);
    let at = from;

    const addressOf = (address: Address): I32 => {
      const start = (arena.offsets[address.buffer] ?? 0) + address.offset;
      return address.motions.reduce<I32>((sum, { loop, stride, kind, phase }) => {
        const counter = counters.get(loop);
        if (counter === undefined)
          throw new RangeError(`wasm: an address moves with loop ${loop}, outside of it`);
        const turns =
          kind === 'turn' ? i32.and(i32.add(counter.get, i32.const(phase)), i32.const(1)) : counter.get;
        return stride === 0 ? sum : i32.add(sum, i32.mul(turns, i32.const(stride)));
      }, i32.const(start));
    };

    const emitCall = ({ call: step, shared, meets }: Extract<Timed, { kind: 'call' }>): Stmt => {
      const { kernel, args } = step;
      if (kernel.units === 0) return seq();
      const callee = site.function(`kernel ${kernel.key}`, () => kernel.build(site));
      anyShared ||= shared;
      const share = (number: I32): I32 => i32.div_u(i32.mul(i32.const(kernel.units), number), threads);
      const own = i32.add(i32.const(scratch.start), i32.mul(tid, i32.const(scratch.bytes)));
      const given = [...args.map(addressOf), own];
      const run = shared
        ? call(callee, [...given, share(tid), share(i32.add(tid, i32.const(1)))])
        : whenFirst(call(callee, [...given, i32.const(0), i32.const(kernel.units)]));
      return meets ? seq(meet, run) : run;
    };

    const whenFirst = (statement: Stmt): Stmt => (driving.shared ? when(i32.eqz(tid), statement) : statement);

    const spoil = (isDead: (start: number, end: number) => boolean): Stmt =>
      seq(
        ...arena.lifetimes.flatMap((life, i) => {
          const bytes = buffers[i]?.bytes ?? 0;
          return life === undefined ||
            buffers[i]?.role === 'output' ||
            bytes === 0 ||
            !isDead(life.start, life.end)
            ? []
            : [memory.fill(i32.const(arena.offsets[i] ?? 0), i32.const(spoilt), i32.const(bytes))];
        }),
      );

    const emit = (list: readonly Timed[], loopStart: number): Stmt =>
      seq(
        ...list.map((step) => {
          if (step.kind === 'loop') return emitLoop(step, loopStart);
          const made = emitCall(step);
          const now = at++;
          return poison
            ? seq(
                made,
                spoil((start, end) => end === now && start >= loopStart),
              )
            : made;
        }),
      );

    const emitLoop = ({ loop, meets, body }: Extract<Timed, { kind: 'loop' }>, loopStart: number): Stmt => {
      const counter = local('i32');
      counters.set(loop.loop, counter);
      const first = at;
      const inside = emit(body, first);
      const last = Math.max(first, at - 1);
      const after = poison
        ? spoil((start, end) => end === last && start < first && start >= loopStart)
        : seq();
      return seq(
        meets === 'before' ? meet : seq(),
        counter.set(i32.const(0)),
        doWhile(
          // Where threads share work they meet at the start of each step: what the last one left is all there.
          seq(meets === 'each step' ? meet : seq(), inside, counter.set(i32.add(counter.get, i32.const(1)))),
          i32.lt_u(counter.get, i32.const(loop.length)),
        ),
        after,
      );
    };

    const body = emit(timed, 0);
    // At the end all meet: when the first thread returns, all work is done.
    return seq(body, anyShared ? meet : seq());
  });
};

/** About how many operations threads can share. */
export const sharedWork = (steps: readonly Step[], shareFrom: number): number =>
  steps.reduce((sum, step) => {
    if (step.kind === 'loop') return sum + step.length * sharedWork(step.body, shareFrom);
    return isShared(step, shareFrom) ? sum + step.kernel.units * step.kernel.work : sum;
  }, 0);
