import { apply } from '../../tensor/apply.ts';
import { type Aval, aval } from '../../tensor/aval.ts';
import { full, range, reshapeTo, transposeBy } from '../../tensor/build.ts';
import type { Params } from '../../tensor/primitives.ts';
import { outputsOf } from '../../tensor/shape-rules/index.ts';
import type { AnyTensor } from '../../tensor/tensor.ts';
import { type Batch, type Lane, moveTo, pair } from './lane.ts';

/** Kernels of all examples as one: […window, C/g, (groups, batch, O/g)] or […, (batch, O)]. */
const joinKernels = (kernel: AnyTensor, groups: number, groupsFirst: boolean): AnyTensor => {
  const [size = 1, ...shape] = kernel.shape;
  const filters = shape.at(-1) ?? 1;
  const lead = shape.slice(0, -1);
  const split = reshapeTo(kernel, [size, ...lead, groups, filters / groups]);
  const inner = range(lead.length).map((i) => i + 1);
  const [g, o] = [lead.length + 1, lead.length + 2];
  return reshapeTo(transposeBy(split, groupsFirst ? [...inner, g, 0, o] : [...inner, 0, g, o]), [
    ...lead,
    size * filters,
  ]);
};

/** What no examples give: there is no convolution in no groups. */
const nothing = (params: Params['conv'], x: AnyTensor, kernel: AnyTensor): AnyTensor => {
  const one = ({ shape, dtype }: Aval): Aval => aval(shape.slice(1), dtype);
  const shape = outputsOf('conv', params, [one(x), one(kernel)]).flatMap((out) => out.shape);
  return full([0, ...shape], 0, 'f32');
};

/** The batch joins the images (one kernel), the filters (one image), or the groups (both differ). */
export const conv = (
  params: Params['conv'],
  inputs: readonly Lane[],
  { size }: Batch,
): readonly AnyTensor[] => {
  const [x, kernel] = pair(inputs);
  const { groups } = params;
  if (!kernel.batched) {
    const [, images = 1, ...rest] = x.x.shape;
    const out = apply('conv', params, [reshapeTo(x.x, [size * images, ...rest]), kernel.x]);
    return [reshapeTo(out, [size, images, ...out.shape.slice(1)])];
  }
  const filters = kernel.x.shape.at(-1) ?? 1;
  if (!x.batched) {
    const out = apply('conv', params, [x.x, joinKernels(kernel.x, groups, true)]);
    const lead = out.shape.slice(0, -1);
    const split = reshapeTo(out, [...lead, groups, size, filters / groups]);
    const [g, b, o] = [lead.length, lead.length + 1, lead.length + 2];
    return [reshapeTo(transposeBy(split, [b, ...range(lead.length), g, o]), [size, ...lead, filters])];
  }
  if (size === 0) return [nothing(params, x.x, kernel.x)];
  const [, ...image] = x.x.shape;
  const last = image.length - 1;
  const joined = reshapeTo(moveTo(x.x, last), [...image.slice(0, last), size * (image[last] ?? 1)]);
  const out = apply('conv', { ...params, groups: groups * size }, [
    joined,
    joinKernels(kernel.x, groups, false),
  ]);
  const lead = out.shape.slice(0, -1);
  const split = reshapeTo(out, [...lead, size, filters]);
  return [transposeBy(split, [lead.length, ...range(lead.length), lead.length + 1])];
};
