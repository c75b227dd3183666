import type { Layer } from './layer.ts';
import type { Builder } from './spec.ts';

/**
 * A finished layer as a step of a sequence.
 *
 * @example
 * ```ts
 * import { dense, sequence, spec, use } from 'thwc/nn';
 * const head = sequence(spec(['batch', 256]), dense(46));
 * const whole = sequence(spec(['batch', 512]), dense(256), use(head));
 * ```
 */
export const use =
  <Params, In, Out>(layer: Layer<Params, In, Out>): Builder<Params, In, Out> =>
  () =>
    layer;
