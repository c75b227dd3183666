import { splatOf } from '../simplify/facts.ts';
import type { Rule } from './scene.ts';

/**
 * Adding 0 changes nothing but the sign of a zero.
 *
 * ```text
 * 0 + x  ⟶  x
 * ```
 *
 * Only where x is a sum itself, whose zeros are +0 as it is, so that 1 / x keeps its sign.
 */
export const addNothing: Rule = ({ into }, equation) => {
  if (equation.primitive !== 'binary' || equation.params.op !== 'add') return undefined;
  const [a = -1, b = -1] = equation.inputs;
  const isZero = (n: number): boolean => splatOf(into.definition, n)?.number === 0;
  const isSum = (n: number): boolean => {
    const maker = into.definition(n);
    const primitive = maker?.primitive;
    return (
      primitive === 'scatterAdd' ||
      primitive === 'dot' ||
      (maker?.primitive === 'reduce' && maker.params.op === 'sum')
    );
  };
  if (isZero(a) && isSum(b)) return [b];
  return isZero(b) && isSum(a) ? [a] : undefined;
};
