/** Computes the operations of a spec at one index (or four), from the values that were loaded. */
import { type Stmt, seq, type V128 } from '../assembler/index.ts';
import type { Kit } from '../kernels/kit.ts';
import { splat } from './elements.ts';
import { applyOp } from './operations.ts';
import type { MapSpec, Source } from './spec.ts';

export interface Computed {
  readonly code: Stmt;
  readonly operand: (source: Source) => V128;
}

/** @param loaded the values of the leaves: cheap to write more than once */
export const compute = (kit: Kit, { nodes }: MapSpec, loaded: readonly V128[]): Computed => {
  const results: V128[] = [];
  const code: Stmt[] = [];
  const operand = (source: Source): V128 => {
    const value =
      source.kind === 'splat'
        ? splat(kit, source.dtype, source.value)
        : source.kind === 'leaf'
          ? loaded[source.index]
          : results[source.index];
    if (value === undefined) throw new RangeError(`map: ${source.kind} is not there yet`);
    return value;
  };
  for (const { op, dtype, sources } of nodes) {
    const value = applyOp(kit, op, dtype, sources.map(operand));
    const named = kit.named(value);
    code.push(named.set);
    results.push(named.get);
  }
  return { code: seq(...code), operand };
};
