import type { Params } from '../../tensor/primitives.ts';
import { allocate, makeValue } from '../../tensor/values.ts';
import { bitsOf } from '../print/numbers.ts';
import type { Identity, Site } from './site.ts';

/** A constant that is one number everywhere is that number, repeated: smaller, and the other identities see it. */
export const constantRule = ({ value }: Params['constant'], { into, path }: Site): Identity => {
  const { shape, dtype, data } = value;
  if (shape.length === 0 || data.length === 0) return undefined;
  const bits = bitsOf(data);
  if (!bits.every((word) => word === bits[0])) return undefined;
  const one = allocate(dtype, 1);
  // By bits: assigning numbers may change the payload of a NaN.
  bitsView(one).set([bits[0] ?? 0]);
  const scalar = into.apply('constant', { value: makeValue([], dtype, one) }, [], path);
  return into.apply('broadcast', { shape, axes: [] }, [scalar], path);
};

const bitsView = (data: ReturnType<typeof allocate>): Uint8Array | Uint32Array =>
  data instanceof Uint8Array ? data : new Uint32Array(data.buffer);
