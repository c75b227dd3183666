import type { Dim, Shape, Same } from '../../shape-types/dim.ts';
import type { LastDim, RemoveAxis, InsertAxis, DimAt } from '../../shape-types/axis.ts';
import type { Check, ShapeError } from '../../shape-types/error.ts';
import type { MatmulShape } from '../../shape-types/matmul.ts';
import type { DType } from '../../tensor/dtype.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import type { Layer } from '../layer.ts';

export interface Spec<S extends Shape = Shape, D extends DType = 'f32'> {
  readonly shape: S;
  readonly dtype: D;
}
export declare function spec<const S extends readonly Dim[]>(shape: S): Spec<{ -readonly [K in keyof S]: S[K] }>;
export type SpecOf<T> = T extends Tensor<infer S extends Shape, infer D extends DType> ? Spec<S, D> : { readonly [K in keyof T]: SpecOf<T[K]> };

export interface DenseParams<I, O> { readonly weight: Tensor<[I, O]>; readonly bias: Tensor<[O]> }

type SymbolBox<D> = string extends D ? [] : D extends string ? [D] : [];
export type IsSymbol<D> =
  (<T>() => T extends [[D]] ? 1 : 2) extends (<T>() => T extends [SymbolBox<D>] ? 1 : 2) ? ([D] extends [string] ? true : false) : false;

type DenseRule<S extends Shape, O> = S extends readonly [] ? ShapeError<'dense: a scalar has no features', S, O>
  : IsSymbol<LastDim<S>> extends true ? ShapeError<'dense: the number of features must be a number in the spec', LastDim<S>, S> : MatmulShape<S, [LastDim<S>, O]>;
type Ok<R> = R extends Shape ? R : any;

export interface Dense<O> {
  <S extends Shape>(input: Spec<S> & Check<DenseRule<S, O>>): Layer<DenseParams<LastDim<S>, O>, Tensor<S>, Tensor<Ok<DenseRule<S, O>>>>;
}
export declare function dense<O extends number>(out: O): Dense<O>;
export declare function relu<S extends Shape>(x: Tensor<S>): Tensor<S>;
export type NoParams = readonly [];
export interface Activation { <S extends Shape>(input: Spec<S>): Layer<NoParams, Tensor<S>, Tensor<S>> }
export declare function activation(f: <S extends Shape>(x: Tensor<S>) => Tensor<S>): Activation;

export declare function residual<S extends Shape, P>(build: (input: Spec<S>) => Layer<P, Tensor<S>, Tensor<S>>): (input: Spec<S>) => Layer<P, Tensor<S>, Tensor<S>>;
export declare function overAxis<A extends number, S extends Shape, P, In, O extends Shape>(axis: A, build: (input: Spec<RemoveAxis<S, A, 'x'> & Shape>) => Layer<P, In, Tensor<O>>): (input: Spec<S>) => Layer<P, Tensor<S>, Tensor<InsertAxis<O, A, DimAt<S, A>, 'x'> & Shape>>;
export declare function steps<In, P1, A, P2, B>(b1: (input: SpecOf<In>) => Layer<P1, In, A>, b2: (input: SpecOf<A>) => Layer<P2, A, B>): (input: SpecOf<In>) => Layer<[P1, P2], In, B>;
export declare function pure<A, B>(name: string, f: (a: A) => B): (input: SpecOf<A>) => Layer<NoParams, A, B>;
export declare function use<P, A, B>(l: Layer<P, A, B>): (input: SpecOf<A>) => Layer<P, A, B>;

export declare function sequence<S extends Shape, D extends DType, P1, A>(input: Spec<S, D>, b1: (input: Spec<S, D>) => Layer<P1, Tensor<S, D>, A>): Layer<[P1], Tensor<S, D>, A>;
export declare function sequence<S extends Shape, D extends DType, P1, A, P2, B>(input: Spec<S, D>, b1: (input: Spec<S, D>) => Layer<P1, Tensor<S, D>, A>, b2: (input: SpecOf<A>) => Layer<P2, A, B>): Layer<[P1, P2], Tensor<S, D>, B>;
export declare function sequence<S extends Shape, D extends DType, P1, A, P2, B, P3, C>(input: Spec<S, D>, b1: (input: Spec<S, D>) => Layer<P1, Tensor<S, D>, A>, b2: (input: SpecOf<A>) => Layer<P2, A, B>, b3: (input: SpecOf<B>) => Layer<P3, B, C>): Layer<[P1, P2, P3], Tensor<S, D>, C>;

export const a = sequence(spec(['batch', 512]), dense(256), activation(relu), dense(46));
export const b = sequence(spec(['batch', 512]), dense(256), residual(dense(256)));
export const c = sequence(spec(['batch', 7, 512]), overAxis(1, dense(256)), pure('r', relu));
export const c2 = sequence(spec(['batch', 7, 512]), overAxis(1, dense(256)), residual(overAxis(0, dense(256))));
export const d = sequence(spec(['batch', 512]), dense(256), (s) => sequence(s, dense(3)), dense(5));
export const e = sequence(spec(['batch', 512]), dense(256), residual(steps(dense(3), dense(256))));
export const f = <C extends number, I extends number, B extends Dim>(batch: B, i: I, c: C) => sequence(spec([batch, i]), dense(c), activation(relu), residual(dense(c)));
export const g = residual(dense(5));
export const h = steps(dense(5), activation(relu));
export const i = h(spec(['batch', 3]));
export const ready = sequence(spec(['batch', 256]), dense(7));
export const j = sequence(spec(['batch', 512]), dense(256), use(ready));
// wrong
export const w1 = sequence(spec(['batch', 'h']), dense(256), activation(relu), dense(46));
export const w2 = sequence(spec(['batch', 64]), dense(256), residual(dense(46)), dense(3));
export const w3 = sequence(spec(['batch', 64]), dense(257), use(ready));
export const w4 = sequence(spec([]), dense(257), activation(relu));
