import { type Aval, sizeOf } from '../../tensor/aval.ts';
import type { DType } from '../../tensor/dtype.ts';

const bytesPerElement: { readonly [D in DType]: number } = { f32: 4, i32: 4, bool: 1 };

export const elementsOf = (aval: Aval): number => sizeOf(aval.shape);

export const bytesOf = (aval: Aval): number => elementsOf(aval) * bytesPerElement[aval.dtype];

export const totalBytes = (avals: readonly Aval[]): number => avals.reduce((n, a) => n + bytesOf(a), 0);

export const totalElements = (avals: readonly Aval[]): number => avals.reduce((n, a) => n + elementsOf(a), 0);
