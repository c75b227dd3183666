/**
 * The arena: one piece of memory for all buffers of a program. Buffers that are never alive together share places:
 * largest first, each at the lowest place that is free for as long as it lives ("greedy by size": Pisarchyk and Lee,
 * Efficient Memory Management for Deep Neural Net Inference, 2020, §5).
 */
import type { Call, Lowered, Step } from './steps.ts';

export interface Arena {
  /** The offset of every buffer, by number; of those that nothing uses, 0. */
  readonly offsets: readonly number[];
  readonly bytes: number;
  /** What would be needed if no place were used twice. */
  readonly bytesUnshared: number;
  /** When each buffer lives, in numbers of calls; nothing for those that are never used. */
  readonly lifetimes: readonly (Lifetime | undefined)[];
}

export interface Lifetime {
  readonly start: number;
  readonly end: number;
}

const alignment = 64;
const aligned = (bytes: number): number => Math.ceil(bytes / alignment) * alignment;

/** The calls of steps in order, each with the loops it is in as spans of calls. */
interface Placed {
  readonly call: Call;
  readonly at: number;
  readonly loops: readonly { readonly first: number; readonly last: number }[];
}

const callsOf = (steps: readonly Step[], from: number): readonly Placed[] => {
  const placed: Placed[] = [];
  let at = from;
  const visit = (list: readonly Step[], loops: { first: number; last: number }[]): void => {
    for (const step of list) {
      if (step.kind === 'call') placed.push({ call: step, at: at++, loops });
      else {
        const span = { first: at, last: at };
        visit(step.body, [...loops, span]);
        span.last = Math.max(at - 1, span.first);
      }
    }
  };
  visit(steps, []);
  return placed;
};

/** When each buffer is alive. */
const lifetimesOf = ({ buffers, prepare, run }: Lowered): readonly (Lifetime | undefined)[] => {
  const before = callsOf(prepare, 1);
  const runStart = before.length + 1;
  const during = callsOf(run, runStart + 1);
  const end = runStart + during.length + 1;
  const uses: Placed[][] = buffers.map(() => []);
  for (const placed of [...before, ...during]) {
    for (const { buffer } of placed.call.args) uses[buffer]?.push(placed);
  }
  return buffers.map(({ role }, i) => {
    const all = uses[i] ?? [];
    if (all.length === 0 && role === 'between') return undefined;
    let [first, last] = [Number.POSITIVE_INFINITY, 0];
    for (const { at, loops } of all) {
      // Of the loops around this use, the outermost that another use (the host's among them) is outside of: alive in all of it.
      const crossed = loops.find(
        (loop) => role !== 'between' || all.some((other) => other.at < loop.first || other.at > loop.last),
      );
      first = Math.min(first, crossed?.first ?? at);
      last = Math.max(last, crossed?.last ?? at);
    }
    if (role === 'constant') return { start: 0, end: last >= runStart ? end : last };
    if (role === 'input') return { start: runStart, end: Math.max(last, runStart) };
    if (role === 'output') return { start: Math.min(first, end), end };
    return { start: first, end: first < runStart && last >= runStart ? end : last };
  });
};

/** A buffer, and what it must not share a place with. */
interface Tenant {
  readonly bytes: number;
  readonly life: Lifetime;
  readonly isInput: boolean;
  /** Whether it holds what the run before made while the inputs are filled. */
  readonly isResident: boolean;
}

const meet = (a: Tenant, b: Tenant): boolean =>
  (a.life.start <= b.life.end && b.life.start <= a.life.end) ||
  (a.isInput && b.isResident) ||
  (a.isResident && b.isInput);

/**
 * Gives every buffer a place, from `base` on. The outputs in `residents` may be inputs of the next run: no input is where one of
 * them is, or filling one input would spoil what another is to be filled with.
 */
export const planArena = (lowered: Lowered, base: number, residents: ReadonlySet<number>): Arena => {
  const lifetimes = lifetimesOf(lowered);
  const offsets = lowered.buffers.map(() => base);
  const order = lowered.buffers
    .map(({ bytes, role }, i) => ({
      i,
      bytes: aligned(bytes),
      life: lifetimes[i],
      isInput: role === 'input',
      isResident: residents.has(i),
    }))
    .filter((b): b is typeof b & { life: Lifetime } => b.life !== undefined && b.bytes > 0)
    .sort((a, b) => b.bytes - a.bytes || a.life.start - b.life.start || a.i - b.i);
  // Buffers with a place, by ascending offset.
  const settled: (Tenant & { readonly offset: number })[] = [];
  let top = base;
  let unshared = 0;
  for (const tenant of order) {
    const { i, bytes } = tenant;
    let offset = base;
    for (const other of settled) {
      if (!meet(tenant, other)) continue;
      if (offset + bytes <= other.offset) break;
      offset = Math.max(offset, other.offset + other.bytes);
    }
    offsets[i] = offset;
    const place = settled.findIndex((other) => other.offset > offset);
    settled.splice(place < 0 ? settled.length : place, 0, { ...tenant, offset });
    top = Math.max(top, offset + bytes);
    unshared += bytes;
  }
  return { offsets, bytes: top - base, bytesUnshared: unshared, lifetimes };
};
