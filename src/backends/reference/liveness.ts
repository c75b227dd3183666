import type { Program } from '../../tensor/program.ts';

/** Found once for each program: the body of a scan runs many times. */
const found = new WeakMap<Program, readonly (readonly number[])[]>();

/** For each equation, the numbers of the values that nothing needs after it, so that their memory can be let go. */
export const spentBy = (program: Program): readonly (readonly number[])[] => {
  const known = found.get(program);
  if (known !== undefined) return known;
  const needed = new Set(program.outputs);
  let end = program.inputs.length + program.equations.reduce((n, { outputs }) => n + outputs.length, 0);
  const spent = program.equations
    .toReversed()
    .map(({ inputs, outputs }) => {
      end -= outputs.length;
      const values = new Set([...inputs, ...outputs.map((_, i) => end + i)]);
      const last = [...values].filter((n) => !needed.has(n));
      for (const n of last) needed.add(n);
      return last;
    })
    .toReversed();
  found.set(program, spent);
  return spent;
};
