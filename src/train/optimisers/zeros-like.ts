import * as build from '../../tensor/build.ts';
import { mapNamedTrees } from '../../tensor/map-tree.ts';
import { shapedLike } from '../../tensor/ops/shaped-like.ts';

/** Zeros in the shapes of the parameters. */
export const zerosLike = <P>(op: string, params: P): P =>
  mapNamedTrees(
    { op, names: ['the parameters'] },
    ([x]) => shapedLike(build.full(x.shape, 0, 'f32'), x),
    params,
  );
