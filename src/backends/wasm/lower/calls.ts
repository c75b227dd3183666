/** Single calls of kernels. */
import { sizeOf } from '../../../tensor/aval.ts';
import type { Kernel } from '../kernels/kernel.ts';
import { mapKernel } from '../map/kernel.ts';
import type { MapSpec } from '../map/spec.ts';
import type { Address, Call } from '../plan/steps.ts';
import type { Storage } from './storage.ts';
import type { View } from './view.ts';
import type { Node } from './works.ts';

/** A call of a kernel that takes what it reads, then what it writes. */
export const callOf = (kernel: Kernel, reads: readonly Address[], writes: readonly Address[]): Call => ({
  kind: 'call',
  kernel,
  args: [...reads, ...writes],
  reads: reads.map((_, i) => i),
  writes: writes.map((_, i) => reads.length + i),
});

/** Puts a number everywhere. */
export const fillKernel = (node: Node, value: number): Kernel =>
  mapKernel({
    sizes: [sizeOf(node.shape)],
    leaves: [],
    nodes: [],
    stores: [{ dtype: node.dtype, strides: [1], source: { kind: 'splat', value, dtype: node.dtype } }],
    folds: [],
  });

/** Copies a view to elements that lie by strides. */
export const copyCall = (storage: Storage, view: View, strides: readonly number[], to: Address): Call => {
  const store = { dtype: view.dtype, strides };
  const spec: MapSpec =
    view.splat === undefined
      ? {
          sizes: view.shape,
          leaves: [{ dtype: view.dtype, strides: view.strides }],
          nodes: [],
          stores: [{ ...store, source: { kind: 'leaf', index: 0 } }],
          folds: [],
        }
      : {
          sizes: view.shape,
          leaves: [],
          nodes: [],
          stores: [{ ...store, source: { kind: 'splat', value: view.splat, dtype: view.dtype } }],
          folds: [],
        };
  return callOf(mapKernel(spec), view.splat === undefined ? [storage.address(view)] : [], [to]);
};
