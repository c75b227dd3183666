/** Identities of what only moves elements: two moves that are one, and moves that are none. */
import { sameShape, sizeOf } from '../../tensor/aval.ts';
import type { Params } from '../../tensor/primitives.ts';
import { type Identity, madeBy, type Site } from './site.ts';

/** Moving about what is one number everywhere gives that number, in the new shape. */
const ofUniform = (site: Site): Identity => {
  const repeated = madeBy(site, 'broadcast');
  const [x] = repeated?.params.axes.length === 0 ? repeated.inputs : [];
  return x === undefined
    ? undefined
    : site.into.apply('broadcast', { shape: site.output.shape, axes: [] }, [x], site.path);
};

const reshapeOf = (site: Site, x: number): number =>
  site.into.apply('reshape', { shape: site.output.shape }, [x], site.path);

export const reshape = ({ shape }: Params['reshape'], site: Site): Identity => {
  const [x] = site.inputs;
  const [aval] = site.avals;
  if (x === undefined || aval === undefined) return undefined;
  if (sameShape(aval.shape, shape)) return x;
  // A tensor without axes is repeated rather than reshaped: one form for one thing.
  if (aval.shape.length === 0) return site.into.apply('broadcast', { shape, axes: [] }, [x], site.path);
  const [source] = madeBy(site, 'reshape')?.inputs ?? [];
  return source === undefined ? ofUniform(site) : reshapeOf(site, source);
};

export const transpose = ({ permutation }: Params['transpose'], site: Site): Identity => {
  const [x] = site.inputs;
  const [aval] = site.avals;
  if (x === undefined || aval === undefined) return undefined;
  if (permutation.every((axis, i) => axis === i)) return x;
  // Axes of size 1 may go anywhere: the elements keep their order.
  const long = permutation.filter((axis) => aval.shape[axis] !== 1);
  if (long.every((axis, i) => axis > (long[i - 1] ?? -1))) return reshapeOf(site, x);
  const inner = madeBy(site, 'transpose');
  const [source] = inner?.inputs ?? [];
  if (inner === undefined || source === undefined) return ofUniform(site);
  const both = permutation.map((axis) => inner.params.permutation[axis] ?? 0);
  return site.into.apply('transpose', { permutation: both }, [source], site.path);
};

export const broadcast = ({ shape, axes }: Params['broadcast'], site: Site): Identity => {
  const [x] = site.inputs;
  const [aval] = site.avals;
  if (x === undefined || aval === undefined) return undefined;
  if (sameShape(aval.shape, shape)) return x;
  if (aval.shape.length > 0 && sizeOf(aval.shape) === sizeOf(shape)) return reshapeOf(site, x);
  const inner = madeBy(site, 'broadcast');
  const [source] = inner?.inputs ?? [];
  if (inner === undefined || source === undefined) return undefined;
  const both = inner.params.axes.map((axis) => axes[axis] ?? 0);
  return site.into.apply('broadcast', { shape, axes: both }, [source], site.path);
};

export const slice = ({ starts, strides }: Params['slice'], site: Site): Identity => {
  const [x] = site.inputs;
  const [aval] = site.avals;
  const { shape } = site.output;
  if (x === undefined || aval === undefined) return undefined;
  // As many elements as before can only be all of them, in order.
  if (sameShape(aval.shape, shape)) return x;
  const inner = madeBy(site, 'slice');
  const [source] = inner?.inputs ?? [];
  if (inner === undefined || source === undefined) return ofUniform(site);
  const both = shape.map((count, i) => {
    const start = (inner.params.starts[i] ?? 0) + (starts[i] ?? 0) * (inner.params.strides[i] ?? 1);
    const stride = (strides[i] ?? 1) * (inner.params.strides[i] ?? 1);
    return count === 0 ? [0, 0, 1] : [start, start + (count - 1) * stride + 1, stride];
  });
  const column = (j: number) => both.map((axis) => axis[j] ?? 0);
  return site.into.apply(
    'slice',
    { starts: column(0), limits: column(1), strides: column(2) },
    [source],
    site.path,
  );
};

export const reverse = ({ axes }: Params['reverse'], site: Site): Identity => {
  const [x] = site.inputs;
  const [aval] = site.avals;
  if (x === undefined || aval === undefined) return undefined;
  const turned = axes.filter((axis) => (aval.shape[axis] ?? 0) > 1);
  if (turned.length === 0) return x;
  const inner = madeBy(site, 'reverse');
  const [source] = inner?.inputs ?? [];
  if (inner === undefined || source === undefined) return ofUniform(site);
  const both = aval.shape.flatMap((_, axis) =>
    turned.includes(axis) === inner.params.axes.includes(axis) ? [] : [axis],
  );
  return both.length === 0 ? source : site.into.apply('reverse', { axes: both }, [source], site.path);
};
