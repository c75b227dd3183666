import { type Aval, sizeOf } from '../../tensor/aval.ts';
import { bytesPerElement } from '../../tensor/dtype.ts';

export const elementsOf = (aval: Aval): number => sizeOf(aval.shape);

export const bytesOf = (aval: Aval): number => elementsOf(aval) * bytesPerElement[aval.dtype];

export const totalBytes = (avals: readonly Aval[]): number => avals.reduce((n, a) => n + bytesOf(a), 0);

export const totalElements = (avals: readonly Aval[]): number => avals.reduce((n, a) => n + elementsOf(a), 0);
