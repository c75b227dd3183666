import type { Check, ShapeError } from '../shape-types/error.ts';
import type { Layer } from './layer.ts';
import type { SpecOf, TensorOf } from './spec.ts';

/** Nothing when the spec is one that the layer takes. */
type TakesSpec<Given, In> =
  Given extends SpecOf<In> ? unknown : ShapeError<'use: the layer takes another input', SpecOf<In>, Given>;

/** Gives a finished layer. */
export type Use<Params, In, Out> = <Given>(
  input: Given & Check<TakesSpec<Given, In>>,
) => Layer<Params, TensorOf<Given>, Out>;

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
export function use<Params, In, Out>(layer: Layer<Params, In, Out>): Use<Params, In, Out>;
export function use(layer: unknown): unknown {
  return () => layer;
}
