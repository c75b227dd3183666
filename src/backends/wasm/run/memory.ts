/** Numbers in a program's memory, as typed arrays. */
import type { Aval } from '../../../tensor/aval.ts';
import { sizeOf } from '../../../tensor/aval.ts';
import type { DType, TypedArrayOf } from '../../../tensor/dtype.ts';

/** A window on the elements of something in memory. */
export const elementsAt = (
  memory: WebAssembly.Memory,
  offset: number,
  { dtype, shape }: Aval,
): TypedArrayOf<DType> => {
  const size = sizeOf(shape);
  if (dtype === 'f32') return new Float32Array(memory.buffer, offset, size);
  return dtype === 'i32'
    ? new Int32Array(memory.buffer, offset, size)
    : new Uint8Array(memory.buffer, offset, size);
};
