/**
 * The types of a network that follow from its configuration: exact where the configuration is known to the
 * compiler, `number` where it is not.
 */

import type { Same } from '../shape-types/dim.ts';
import type { AddDims, MultiplyDims } from '../shape-types/dim-arithmetic.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { RstgConfig } from './config.ts';
import type { AnyRstgParams } from './params.ts';

/** N = Σ s². (`Now`: see `Same` in shape-types.) */
export type NodeCount<Scales extends readonly number[], Now = unknown, Sum = 0> = Scales extends readonly [
  infer S,
  ...infer Rest extends readonly number[],
]
  ? NodeCount<Rest, Now, AddDims<Sum, MultiplyDims<S, S, Now>, Now>>
  : number extends Scales['length']
    ? number
    : Sum;

/** Weight and bias of `x·W + b`. */
export interface RstgDense<I, O> {
  readonly weight: Tensor<[I, O]>;
  readonly bias: Tensor<[O]>;
}

/** Two dense layers, I → D → D. */
export type RstgMlp<I, D> = readonly [RstgDense<I, D>, RstgDense<D, D>];

/** Input, hidden and bias weights of the gates i, f, g, o: G = 4·D. */
export interface RstgLstm<D, G> {
  readonly input: Tensor<[D, G]>;
  readonly hidden: Tensor<[D, G]>;
  readonly bias: Tensor<[G]>;
}

/** P, the entries of a position map. */
type Positions<C extends RstgConfig, Now> = C['positional'] extends { readonly size: infer P }
  ? MultiplyDims<P, P, Now>
  : 0;

type Project<C extends RstgConfig, Now> =
  Same<C['channels'], C['dim'], Now> extends true
    ? unknown
    : { readonly project: RstgDense<C['channels'], C['dim']> };

type Attend<C extends RstgConfig> = C['gather'] extends 'sum'
  ? unknown
  : {
      readonly attend: {
        readonly source: Tensor<[C['dim'], C['dim']]>;
        readonly target: Tensor<[C['dim'], C['dim']]>;
      };
    };

type Update<C extends RstgConfig, U> = C['update'] extends 'shared'
  ? RstgMlp<U, C['dim']>
  : { readonly [S in C['scales'][number] as `scale${S}`]: RstgMlp<U, C['dim']> };

type Space<C extends RstgConfig, D2, Now> = C['schedule'] extends 'time-only'
  ? unknown
  : Attend<C> & {
      readonly send: RstgMlp<AddDims<D2, Positions<C, Now>, Now>, C['dim']>;
      readonly update: Update<C, D2>;
    };

type Time<C extends RstgConfig, D4> = C['schedule'] extends 'all-temp'
  ? { readonly time: { readonly inner: RstgLstm<C['dim'], D4>; readonly outer: RstgLstm<C['dim'], D4> } }
  : C['schedule'] extends 'one-temp' | 'time-only'
    ? { readonly time: { readonly outer: RstgLstm<C['dim'], D4> } }
    : unknown;

type Unproject<C extends RstgConfig, Now> = C['readout'] extends 'map'
  ? Same<C['channels'], C['dim'], Now> extends true
    ? unknown
    : { readonly unproject: RstgDense<C['dim'], C['channels']> }
  : unknown;

/** An intersection as one object; `infer` makes hovers and errors print the object instead of this name. */
type Flat<T> = T extends infer U ? { readonly [K in keyof U]: U[K] } : never;

/** Whether the compiler knows the configuration's choices, not only its type. */
type IsKnown<C extends RstgConfig> = RstgConfig['schedule'] extends C['schedule'] ? false : true;

/** The parameters of a network (RSTG.md, §Parameters). */
export type RstgParams<C extends RstgConfig, Now = unknown> =
  IsKnown<C> extends true
    ? Flat<
        Project<C, Now> &
          Space<C, MultiplyDims<2, C['dim'], Now>, Now> &
          Time<C, MultiplyDims<4, C['dim'], Now>> &
          Unproject<C, Now>
      >
    : AnyRstgParams;

/** `[D]` of RSTG-to-vec, `[T, H, W, C]` of RSTG-to-map. */
export type RstgOutput<C extends RstgConfig> = RstgConfig['readout'] extends C['readout']
  ? Tensor
  : C['readout'] extends 'vec'
    ? Tensor<[C['dim']]>
    : Tensor<[C['frames'], C['height'], C['width'], C['channels']]>;

/** What a stream gives for one frame: `[D]`, or the frame's `[H, W, C]`. */
export type RstgFrameOutput<C extends RstgConfig> = RstgConfig['readout'] extends C['readout']
  ? Tensor
  : C['readout'] extends 'vec'
    ? Tensor<[C['dim']]>
    : Tensor<[C['height'], C['width'], C['channels']]>;
