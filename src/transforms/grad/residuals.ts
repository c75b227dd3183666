import { nextId } from '../../tensor/apply.ts';
import type { Aval } from '../../tensor/aval.ts';
import type { Primitive } from '../../tensor/primitives.ts';
import type { AnyTensor } from '../../tensor/tensor.ts';
import { type Traced, traceWhere } from '../../tensor/trace.ts';

/** What is rather made again than kept: it moves or repeats what is kept anyway, or follows from nothing. */
const cheap: ReadonlySet<Primitive> = new Set<Primitive>([
  'constant',
  'iota',
  'reshape',
  'transpose',
  'broadcast',
]);

/**
 * Traces the way back. All that it makes belongs inside it; what it captures of the forward run are the residuals:
 * what has to be kept for it.
 */
export const traceBack = (
  avals: readonly Aval[],
  f: (cts: readonly AnyTensor[]) => readonly AnyTensor[],
): Traced => {
  const born = nextId();
  return traceWhere(avals, f, ({ source }) => source.id >= born || cheap.has(source.primitive));
};
