import type { Equation } from '../../tensor/program.ts';
import { bodyOf } from '../../tensor/program.ts';

/**
 * Whether an equation gains by running for all steps at once: a product (or convolution) of something that changes with
 * something that does not, which becomes one product of many rows. Or a loop with such a product inside.
 */
export const gainsByBatching = (equation: Equation, varies: readonly boolean[]): boolean => {
  const [a, b] = varies;
  if (equation.primitive === 'dot') return a !== b;
  if (equation.primitive === 'conv') return a === true && b !== true;
  if (equation.primitive === 'custom') return false;
  const inside = bodyOf(equation);
  if (inside === undefined) return false;
  const { body } = inside;
  const varying: boolean[] = [...varies];
  if (equation.primitive === 'scan') {
    // What a varying step gives back varies: all carries, to be safe about what does not.
    const { consts, carries } = equation.params;
    for (let i = consts; i < consts + carries; i++) varying[i] = true;
  }
  return body.equations.some((inner) => {
    const flags = inner.inputs.map((n) => varying[n] === true);
    varying.push(...inner.outputs.map(() => flags.includes(true)));
    return gainsByBatching(inner, flags);
  });
};
