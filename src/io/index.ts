/**
 * Reading and writing tensors: pure parsers that run anywhere. Files on disk are in `thwc/io/node`.
 *
 * @module thwc/io
 */
export { type ByteSource, blobSource, bytesSource } from './byte-source.ts';
export { type F32Tensor, fromF32, type I32Tensor, toF32, toI32 } from './convert.ts';
export { type FileDType, fileDTypes } from './dtype.ts';
export { type IoError, type IoErrorTag, renderIoError, type Where, withPath } from './error.ts';
export type { FileArrays, FileTensor } from './file-tensor.ts';
export { bf16ToNumber, f16ToNumber, numberToBf16, numberToF16 } from './half.ts';
export { type NpySource, openNpy, parseNpy, readNpyRows } from './npy.ts';
export type { NpyHeader, NpyVersion } from './npy-header.ts';
export { npyChunks, serializeNpy } from './npy-write.ts';
export {
  openSafetensors,
  parseSafetensors,
  rawBytesOf,
  readTensor,
  readTensorRows,
  type SafetensorsBytes,
  type SafetensorsSource,
  type TensorFile,
  tensorOf,
  tensorsOf,
} from './safetensors.ts';
export type { SafetensorsHeader, TensorInfo } from './safetensors-header.ts';
export { safetensorsChunks, serializeSafetensors } from './safetensors-write.ts';
