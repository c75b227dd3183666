/**
 * Structural keys: two equations have one key exactly when they are the same primitive with the same parameters
 * and inputs. Numbers and constants are compared by their bits, so −0 is not 0 and each NaN only itself; the path
 * through the layers does not count.
 */
import { showAval } from '../../tensor/aval.ts';
import type { Equation, Program } from '../../tensor/program.ts';
import type { AnyValue } from '../../tensor/value.ts';
import { fieldsOf, type Kind } from '../print/fields.ts';
import { isOfKind } from '../print/kinds.ts';
import { bitsOf, showNumber } from '../print/numbers.ts';

export interface Keys {
  readonly equation: (equation: Equation) => string;
  readonly program: (program: Program) => string;
}

/** Operations whose two inputs may be exchanged, bit for bit. (`max` and `min` of 0 and −0 are left alone.) */
const commutative: ReadonlySet<string> = new Set(['add', 'mul', 'eq', 'ne', 'and', 'or', 'xor']);

/** Numbers things by content, so that keys stay short; keys are comparable within one `keys()` only. */
export const keys = (): Keys => {
  const constants = constantNumbers();
  const programs = new Map<string, number>();

  const program = ({ inputs, equations, outputs }: Program): string => {
    const text = [inputs.map(showAval).join(), ...equations.map(equation), outputs.join()].join('\n');
    const known = programs.get(text) ?? programs.size;
    programs.set(text, known);
    return `program ${known}`;
  };

  const field = (kind: Kind, x: unknown): string => {
    if (kind === 'value' && isOfKind.value(x)) return constants(x);
    if (kind === 'program' && isOfKind.program(x)) return program(x);
    if (kind === 'number' && isOfKind.number(x)) return showNumber(x);
    return JSON.stringify(x);
  };

  const equation = ({ primitive, params, inputs }: Equation): string => {
    const given: ReadonlyMap<string, unknown> = new Map(Object.entries(params));
    const fields = fieldsOf(primitive).map(([name, kind]) => field(kind, given.get(name)));
    const exchangeable = primitive === 'binary' && commutative.has(params.op);
    const order = exchangeable ? inputs.toSorted((a, b) => a - b) : inputs;
    return `${primitive}(${order.join()}) ${fields.join(' ')}`;
  };

  return { equation, program };
};

/** Gives values of one type and content one text. */
const constantNumbers = (): ((value: AnyValue) => string) => {
  const known = new WeakMap<AnyValue['data'], number>();
  const byHash = new Map<string, { readonly bits: Uint32Array; readonly number: number }[]>();
  let count = 0;
  const numberOf = ({ dtype, data }: AnyValue): number => {
    const bits = bitsOf(data);
    const hash = `${dtype} ${data.length} ${hashOf(bits)}`;
    const candidates = byHash.get(hash) ?? [];
    byHash.set(hash, candidates);
    const same = candidates.find((candidate) => sameBits(candidate.bits, bits));
    if (same !== undefined) return same.number;
    candidates.push({ bits, number: count });
    return count++;
  };
  return (value) => {
    const n = known.get(value.data) ?? numberOf(value);
    known.set(value.data, n);
    return `${showAval(value)}#${n}`;
  };
};

const sameBits = (a: Uint32Array, b: Uint32Array): boolean => {
  if (a.length !== b.length) return false;
  if (a.buffer === b.buffer && a.byteOffset === b.byteOffset) return true;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
};

/** Words that are looked at: weights are millions of numbers, and two that differ do so nearly everywhere. */
const mostWords = 1024;

/** FNV-1a on words. Only a filter: equal hashes are compared bit by bit. */
const hashOf = (bits: Uint32Array): number => {
  const step = Math.max(1, Math.floor(bits.length / mostWords));
  let hash = 0x811c9dc5;
  for (let i = 0; i < bits.length; i += step) hash = Math.imul(hash ^ (bits[i] ?? 0), 0x01000193);
  return hash >>> 0;
};
