/**
 * Other axes for the same elements in the same order.
 */
import { sizeOf } from '../aval.ts';
import * as build from '../build.ts';
import { demand } from '../error.ts';
import type { AnyTensor } from '../tensor.ts';
import { type Sized, sizesOf } from '../values.ts';

export function reshape(x: AnyTensor, shape: Sized): AnyTensor {
  const wanted = sizesOf(shape);
  const shown = `[${wanted.join(',')}]`;
  const open = wanted.filter((n) => n === -1).length;
  const known = sizeOf(wanted.filter((n) => n !== -1));
  const size = sizeOf(x.shape);
  const whole = wanted.every((n) => Number.isSafeInteger(n) && n >= -1);
  demand(whole && open <= 1, 'reshape', `can not make ${shown}`, [x], 'whole numbers ≥ 0 and at most one −1');
  const fits = open === 0 ? known === size : known > 0 && size % known === 0;
  demand(fits, 'reshape', `${size} elements do not fit ${shown}`, [x], open === 0 ? `${known}` : `a multiple of ${known}`);
  return build.reshapeTo(x, wanted.map((n) => (n === -1 ? size / known : n)));
}

export function flatten(x: AnyTensor, from = 0, to = -1): AnyTensor {
  if (x.shape.length === 0) return build.reshapeTo(x, [1]);
  const [first, last] = [build.normalAxis('flatten', from, x), build.normalAxis('flatten', to, x)];
  demand(first <= last, 'flatten', `axis ${from} stands behind axis ${to}`, [x]);
  const merged = sizeOf(x.shape.slice(first, last + 1));
  return build.reshapeTo(x, [...x.shape.slice(0, first), merged, ...x.shape.slice(last + 1)]);
}

export function squeeze(x: AnyTensor, axis: number): AnyTensor {
  const at = build.normalAxis('squeeze', axis, x);
  demand(x.shape[at] === 1, 'squeeze', `axis ${axis} has size ${x.shape[at]}`, [x], '1');
  return build.dropAxes(x, [at]);
}

export function expandDims(x: AnyTensor, axis: number): AnyTensor {
  const at = build.normalAxis('expandDims', axis, x, x.shape.length + 1);
  return build.reshapeTo(x, x.shape.toSpliced(at, 0, 1));
}

export function broadcastTo(x: AnyTensor, shape: Sized): AnyTensor {
  return build.broadcastTo('broadcastTo', x, sizesOf(shape));
}

export function ensureShape(x: AnyTensor, shape: Sized): AnyTensor {
  const sizes = sizesOf(shape);
  const same = sizes.length === x.shape.length && sizes.every((n, i) => n === x.shape[i]);
  demand(same, 'ensureShape', 'has another shape', [x], `[${sizes.join(',')}]`);
  return x;
}
