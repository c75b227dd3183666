/**
 * Files on disk, for Node: the subpath `thwc/io/node`.
 *
 * @module thwc/io/node
 */
export { readFileBytes, withFile } from './node/file-source.ts';
export { readNpyFile, readSafetensorsFile, writeNpyFile, writeSafetensorsFile } from './node/formats.ts';
export { writeFileAtomic } from './node/write-atomic.ts';
