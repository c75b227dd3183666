/** The gradients of products: of `dot` they are dots, of `conv` they are convs. */
import { apply } from '../../tensor/apply.ts';
import { full, range, reshapeTo, reverse, transposeBy } from '../../tensor/build.ts';
import type { Params } from '../../tensor/primitives.ts';
import { dilated, freeAxes } from '../../tensor/shape-rules/contraction.ts';
import type { AnyTensor } from '../../tensor/tensor.ts';

const ascending = (axes: readonly number[]): number[] => axes.toSorted((a, b) => a - b);

/** Puts the axes of a result, of which `order` says what each is, in order. */
const restore = (x: AnyTensor, order: readonly number[]): AnyTensor =>
  transposeBy(
    x,
    range(order.length).map((i) => order.indexOf(i)),
  );

/** The axes of a dot's output: those of the batch, a's free ones, b's free ones. */
const layout = ({ aBatch, bBatch, aContract, bContract }: Params['dot'], a: AnyTensor, b: AnyTensor) => {
  const aFree = freeAxes(a.shape.length, aBatch, aContract);
  const bFree = freeAxes(b.shape.length, bBatch, bContract);
  const batch = range(aBatch.length);
  const ofA = range(aFree.length).map((i) => i + batch.length);
  const ofB = range(bFree.length).map((i) => i + batch.length + ofA.length);
  return { aFree, bFree, batch, ofA, ofB };
};

/** The cotangent of a: ct · b over b's free axes. */
export const dotA = (params: Params['dot'], a: AnyTensor, b: AnyTensor, ct: AnyTensor): AnyTensor => {
  const { aFree, bFree, batch, ofB } = layout(params, a, b);
  const { aBatch, bBatch, aContract, bContract } = params;
  const out = apply('dot', { aBatch: batch, bBatch, aContract: ofB, bContract: bFree }, [ct, b]);
  const rest = ascending(bContract).map((axis) => aContract[bContract.indexOf(axis)] ?? -1);
  return restore(out, [...aBatch, ...aFree, ...rest]);
};

/** The cotangent of b: a · ct over a's free axes. */
export const dotB = (params: Params['dot'], a: AnyTensor, b: AnyTensor, ct: AnyTensor): AnyTensor => {
  const { aFree, bFree, batch, ofA } = layout(params, a, b);
  const { aBatch, bBatch, aContract, bContract } = params;
  const out = apply('dot', { aBatch, bBatch: batch, aContract: aFree, bContract: ofA }, [a, ct]);
  const rest = ascending(aContract).map((axis) => bContract[aContract.indexOf(axis)] ?? -1);
  return restore(out, [...bBatch, ...rest, ...bFree]);
};

/** Sizes along the axes of space, and what the parameters say there. */
const spaces = (params: Params['conv'], x: AnyTensor, kernel: AnyTensor, ct: AnyTensor) =>
  params.strides.map((stride, i) => {
    const [inputDilation, kernelDilation] = [params.inputDilation[i] ?? 1, params.kernelDilation[i] ?? 1];
    return {
      stride,
      inputDilation,
      low: params.padding[i]?.[0] ?? 0,
      size: x.shape[i + 1] ?? 0,
      /** Cells that x and the kernel cover with their gaps, and those that ct covers with gaps of the stride. */
      input: dilated(x.shape[i + 1] ?? 0, inputDilation),
      window: dilated(kernel.shape[i] ?? 0, kernelDilation),
      output: dilated(ct.shape[i + 1] ?? 0, stride),
      kernelDilation,
      taps: kernel.shape[i] ?? 0,
    };
  });

const isEmpty = (...tensors: readonly AnyTensor[]): boolean => tensors.some((x) => x.shape.includes(0));

/** The kernel of the convolution back: in space turned round, channels and filters exchanged within each group. */
const turned = (kernel: AnyTensor, groups: number): AnyTensor => {
  const rank = kernel.shape.length - 2;
  const space = range(rank);
  const [inner = 0, filters = 0] = kernel.shape.slice(rank);
  const window = kernel.shape.slice(0, rank);
  const split = reshapeTo(reverse(kernel, space), [...window, inner, groups, filters / groups]);
  const exchanged = transposeBy(split, [...space, rank + 2, rank + 1, rank]);
  return reshapeTo(exchanged, [...window, filters / groups, groups * inner]);
};

/** The cotangent of x: ct, spread by the strides, convolved with the kernel turned round. */
export const convInput = (
  params: Params['conv'],
  x: AnyTensor,
  kernel: AnyTensor,
  ct: AnyTensor,
): AnyTensor => {
  if (isEmpty(x, kernel)) return full(x.shape, 0, 'f32');
  const axes = spaces(params, x, kernel, ct);
  return apply(
    'conv',
    {
      strides: axes.map((s) => s.inputDilation),
      inputDilation: axes.map((s) => s.stride),
      kernelDilation: axes.map((s) => s.kernelDilation),
      // So many cells before that tap 0 meets position 0, and so many after that there is a place for each cell of x.
      padding: axes.map((s) => {
        const low = s.window - 1 - s.low;
        return [low, (s.size - 1) * s.inputDilation + s.window - s.output - low] as const;
      }),
      groups: params.groups,
    },
    [ct, turned(kernel, params.groups)],
  );
};

/** Images as filters see them: […channels of a group, …space, groups · images]. */
const channelsFirst = (x: AnyTensor, groups: number): AnyTensor => {
  const rank = x.shape.length - 2;
  const [images = 0] = x.shape;
  const channels = x.shape[rank + 1] ?? 0;
  const space = x.shape.slice(1, rank + 1);
  const split = reshapeTo(x, [images, ...space, groups, channels / groups]);
  const moved = transposeBy(split, [rank + 2, ...range(rank).map((i) => i + 1), rank + 1, 0]);
  return reshapeTo(moved, [channels / groups, ...space, groups * images]);
};

/** The cotangent of the kernel: x convolved with ct, images in the place of channels. */
export const convKernel = (
  params: Params['conv'],
  x: AnyTensor,
  kernel: AnyTensor,
  ct: AnyTensor,
): AnyTensor => {
  if (isEmpty(x, kernel)) return full(kernel.shape, 0, 'f32');
  const axes = spaces(params, x, kernel, ct);
  const rank = axes.length;
  const space = range(rank).map((i) => i + 1);
  const out = apply(
    'conv',
    {
      strides: axes.map((s) => s.kernelDilation),
      inputDilation: axes.map((s) => s.inputDilation),
      kernelDilation: axes.map((s) => s.stride),
      padding: axes.map(
        (s) => [s.low, (s.taps - 1) * s.kernelDilation + s.output - s.input - s.low] as const,
      ),
      groups: params.groups,
    },
    [channelsFirst(x, params.groups), transposeBy(ct, [...space, 0, rank + 1])],
  );
  return transposeBy(out, [...space, 0, rank + 1]);
};
