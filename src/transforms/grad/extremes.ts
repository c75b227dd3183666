import { apply } from '../../tensor/apply.ts';
import { sizeOf } from '../../tensor/aval.ts';
import { binary, broadcastTo, full, range, reshapeTo, select, transposeBy } from '../../tensor/build.ts';
import type { AnyTensor } from '../../tensor/tensor.ts';

/** Where the extreme element of each reduction over `axes` is, the first of equals: bool, of x's shape. */
const isExtreme = (x: AnyTensor, op: 'max' | 'min', axes: readonly number[]): AnyTensor => {
  const kept = range(x.shape.length).filter((i) => !axes.includes(i));
  const order = [...kept, ...axes];
  const sizes = order.map((i) => x.shape[i] ?? 1);
  const lead = sizes.slice(0, kept.length);
  const count = sizeOf(sizes.slice(kept.length));
  const rows = reshapeTo(transposeBy(x, order), [...lead, count]);
  const first = apply('argReduce', { op: op === 'max' ? 'argmax' : 'argmin', axis: kept.length }, [rows]);
  const places = apply('iota', { shape: [...lead, count], axis: kept.length }, []);
  const mask = binary('eq', places, broadcastTo('gradient', reshapeTo(first, [...lead, 1]), places.shape));
  return transposeBy(
    reshapeTo(mask, sizes),
    range(x.shape.length).map((i) => order.indexOf(i)),
  );
};

/** Repeats a result of reducing x over `axes` along those axes. */
export const spreadOver = (d: AnyTensor, x: AnyTensor, axes: readonly number[]): AnyTensor =>
  apply('broadcast', { shape: x.shape, axes: range(x.shape.length).filter((i) => !axes.includes(i)) }, [d]);

/** d where x has the extreme element that was chosen, else 0. */
export const toExtreme = (
  d: AnyTensor,
  x: AnyTensor,
  op: 'max' | 'min',
  axes: readonly number[],
): AnyTensor =>
  sizeOf(x.shape) === 0
    ? full(x.shape, 0, 'f32')
    : select('gradient', isExtreme(x, op, axes), spreadOver(d, x, axes), 0);

/** The element of d at the place of the extreme element of x that was chosen. */
export const atExtreme = (
  d: AnyTensor,
  x: AnyTensor,
  op: 'max' | 'min',
  axes: readonly number[],
): AnyTensor =>
  sizeOf(x.shape) === 0
    ? apply('reduce', { op: 'sum', axes }, [d])
    : apply('reduce', { op: 'sum', axes }, [select('gradient', isExtreme(x, op, axes), d, 0)]);
