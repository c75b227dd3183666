import { mapBody, type Program } from '../../tensor/program.ts';
import { rewrite } from './builder.ts';
import { sendsMessages } from './facts.ts';
import { type Keys, keys } from './keys.ts';

/**
 * Computes each thing once: equations that do the same to the same values become one, inside the bodies of scans
 * too. Constants are compared by bits. Equations that send messages are not merged: each counts.
 *
 * @example
 * ```ts
 * // %1 = unary(%0) { op: exp }       %1 = unary(%0) { op: exp }
 * // %2 = unary(%0) { op: exp }  ⟶   %2 = binary(%1, %1) { op: add }
 * // %3 = binary(%1, %2) { op: add }
 * ```
 */
export const shareCommon = (program: Program): Program => shareWith(keys(), program);

const shareWith = (keyed: Keys, program: Program): Program => {
  const seen = new Map<string, readonly number[]>();
  return rewrite(program, (given, into) => {
    const equation = mapBody(given, (body) => shareWith(keyed, body));
    if (sendsMessages(equation)) return into.emit(equation);
    const key = keyed.equation(equation);
    const results = seen.get(key) ?? into.emit(equation);
    seen.set(key, results);
    return results;
  });
};
