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
import { hazards } from './hazards.ts';
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
  return procedure([], (_, local) => {
    const counters = new Map<number, Local<'i32'>>();
    const waiting = hazards();
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

    const emitCall = (step: Call): Stmt => {
      const { kernel, args, reads, writes } = step;
      if (kernel.units === 0) return seq();
      const callee = site.function(`kernel ${kernel.key}`, () => kernel.build(site));
      const shared = driving.shared && !poison && isShared(step, driving.shareFrom);
      anyShared ||= shared;
      const share = (number: I32): I32 => i32.div_u(i32.mul(i32.const(kernel.units), number), threads);
      const own = i32.add(i32.const(scratch.start), i32.mul(tid, i32.const(scratch.bytes)));
      const given = [...args.map(addressOf), own];
      const run = shared
        ? call(callee, [...given, share(tid), share(i32.add(tid, i32.const(1)))])
        : whenFirst(call(callee, [...given, i32.const(0), i32.const(kernel.units)]));
      const access = (writesIt: boolean) => (i: number) => {
        const buffer = args[i]?.buffer ?? -1;
        const start = arena.offsets[buffer] ?? 0;
        return { start, end: start + (buffers[buffer]?.bytes ?? 0), writes: writesIt, shared };
      };
      const mustMeet = waiting.note([...reads.map(access(false)), ...writes.map(access(true))]);
      return mustMeet ? seq(meet, run) : run;
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

    const emit = (list: readonly Step[], loopStart: number): Stmt =>
      seq(
        ...list.map((step) => {
          if (step.kind === 'call') {
            const made = emitCall(step);
            const now = at++;
            return poison
              ? seq(
                  made,
                  spoil((start, end) => end === now && start >= loopStart),
                )
              : made;
          }
          return emitLoop(step, loopStart);
        }),
      );

    const emitLoop = (step: Extract<Step, { kind: 'loop' }>, loopStart: number): Stmt => {
      const counter = local('i32');
      counters.set(step.loop, counter);
      const first = at;
      const mixed = driving.shared && !poison && hasShared(step.body, driving.shareFrom);
      // A loop of the first thread alone waits once for the others, not in each step.
      const meetBefore = driving.shared && !mixed && waiting.isShared() ? meet : seq();
      if (driving.shared) waiting.clear();
      const body = emit(step.body, first);
      const last = Math.max(first, at - 1);
      const after = poison
        ? spoil((start, end) => end === last && start < first && start >= loopStart)
        : seq();
      return seq(
        meetBefore,
        counter.set(i32.const(0)),
        doWhile(
          // Where threads share work they meet at the start of each step: what the last one left is all there.
          seq(mixed ? meet : seq(), body, counter.set(i32.add(counter.get, i32.const(1)))),
          i32.lt_u(counter.get, i32.const(step.length)),
        ),
        after,
      );
    };

    const body = emit(steps, 0);
    // At the end all meet: when the first thread returns, all work is done.
    return seq(body, anyShared ? meet : seq());
  });
};

/** Whether any of the steps is shared. */
const hasShared = (steps: readonly Step[], shareFrom: number): boolean =>
  steps.some((step) => (step.kind === 'call' ? isShared(step, shareFrom) : hasShared(step.body, shareFrom)));

/** About how many operations threads can share. */
export const sharedWork = (steps: readonly Step[], shareFrom: number): number =>
  steps.reduce((sum, step) => {
    if (step.kind === 'loop') return sum + step.length * sharedWork(step.body, shareFrom);
    return isShared(step, shareFrom) ? sum + step.kernel.units * step.kernel.work : sum;
  }, 0);
