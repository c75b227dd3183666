import type { Aval } from '../../tensor/aval.ts';
import { bodyOf, type Equation, type Program } from '../../tensor/program.ts';
import { bytesOf, totalBytes } from './bytes.ts';

/**
 * An estimate of the most bytes in use at once, by the liveness of values in the order of the equations:
 *
 * - inputs and constants are there throughout; every other value from when it is made until its last use;
 * - an equation's outputs do not share memory with its inputs, but `reshape`, `messages` and `stopGradient` are views of theirs;
 * - a scan needs a second copy of its carries and the peak of its body; slices of xs and the consts are views of
 *   what lies outside.
 *
 * Backends fuse and reuse more, or pad and keep more: it is a guide for comparing programs, not a promise.
 */
export const peakBytesOf = (program: Program): number => totalBytes(program.inputs) + peakInside(program);

/** The peak of what a program makes, its inputs not counted. */
const peakInside = (program: Program): number => {
  const storage = storageOf(program);
  const lastUse = lastUses(program, storage);
  let constants = 0;
  let live = 0;
  let peak = 0;
  let next = program.inputs.length;
  const expiring = new Map<number, number>();
  program.equations.forEach((equation, i) => {
    const made = isView(equation) ? 0 : totalBytes(equation.outputs);
    if (equation.primitive === 'constant') constants += made;
    else {
      live += made;
      equation.outputs.forEach((aval: Aval, j) => {
        const end = lastUse.get(next + j) ?? i;
        if (!isView(equation)) expiring.set(end, (expiring.get(end) ?? 0) + bytesOf(aval));
      });
    }
    next += equation.outputs.length;
    peak = Math.max(peak, live + extra(equation));
    live -= expiring.get(i) ?? 0;
  });
  return peak + constants;
};

/** Memory that an equation needs while it runs, beyond its inputs and outputs. */
const extra = (equation: Equation): number => {
  const inside = bodyOf(equation);
  if (inside === undefined) return 0;
  const { primitive, params } = equation;
  const carried =
    primitive === 'scan' ? params.body.inputs.slice(params.consts, params.consts + params.carries) : [];
  return totalBytes(carried) + peakInside(inside.body);
};

const isView = ({ primitive }: Equation): boolean =>
  primitive === 'reshape' || primitive === 'messages' || primitive === 'stopGradient';

/** For each value the number of the value whose memory it is. */
const storageOf = (program: Program): readonly number[] => {
  const storage = program.inputs.map((_, i) => i);
  for (const equation of program.equations) {
    const [source] = equation.inputs;
    for (const _ of equation.outputs) {
      const own = storage.length;
      storage.push(isView(equation) && source !== undefined ? (storage[source] ?? own) : own);
    }
  }
  return storage;
};

/** The last equation that reads each stored value; results are read after the last equation. */
const lastUses = (program: Program, storage: readonly number[]): ReadonlyMap<number, number> => {
  const last = new Map<number, number>();
  program.equations.forEach(({ inputs }, i) => {
    for (const n of inputs) last.set(storage[n] ?? n, i);
  });
  for (const n of program.outputs) last.set(storage[n] ?? n, program.equations.length);
  return last;
};
