import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { leftOf, rightOf } from '../../../property-tests/io/support.ts';
import { renderIoError } from '../error.ts';
import type { FileTensor } from '../file-tensor.ts';
import {
  readFileBytes,
  readNpyFile,
  readSafetensorsFile,
  withFile,
  writeFileAtomic,
  writeNpyFile,
  writeSafetensorsFile,
} from '../node.ts';
import { openSafetensors, readTensorRows } from '../safetensors.ts';

const tensor: FileTensor = { dtype: 'f32', shape: [3, 2], data: Float32Array.of(1, 2, 3, 4, 5, 6) };
const file = { tensors: new Map([['t', tensor]]), metadata: new Map([['k', 'v']]) };

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'thwc-io-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

describe('files', () => {
  it('are written and read', async () => {
    const path = join(directory, 'a.safetensors');
    rightOf(await writeSafetensorsFile(path, file)());
    expect(rightOf(await readSafetensorsFile(path)())).toEqual(file);
    rightOf(await writeNpyFile(join(directory, 'a.npy'), tensor)());
    expect(rightOf(await readNpyFile(join(directory, 'a.npy'))())).toEqual(tensor);
  });

  it('may have names as long as the file system allows', async () => {
    const path = join(directory, 'n'.repeat(255));
    rightOf(await writeFileAtomic(path, [Uint8Array.of(1)])());
    expect(rightOf(await readFileBytes(path)())).toEqual(Uint8Array.of(1));
  });

  it('are named in errors without the temporary file', async () => {
    const message = renderIoError(leftOf(await writeFileAtomic(directory, [Uint8Array.of(1)])()));
    expect(message).toMatch(/^[^']+$/);
    expect(message).not.toContain('.tmp');
  });

  it('give rows without reading the rest', async () => {
    const path = join(directory, 'a.safetensors');
    rightOf(await writeSafetensorsFile(path, file)());
    const rows = await withFile(path, (source) =>
      pipe(
        openSafetensors(source),
        TE.flatMap((opened) => readTensorRows(opened, 't', 1, 3)),
      ),
    )();
    expect(rightOf(rows)).toEqual({ dtype: 'f32', shape: [2, 2], data: Float32Array.of(3, 4, 5, 6) });
  });

  it('larger than memory are opened and read in part', async () => {
    // A sparse file: 8 GiB by its size, a few hundred bytes on disk.
    const rows = 2 ** 23;
    const header = `{"t":{"dtype":"F32","shape":[${rows},256],"data_offsets":[0,${rows * 1024}]}}`.padEnd(96);
    const start = new Uint8Array(8 + 96);
    start[0] = 96;
    start.set(new TextEncoder().encode(header), 8);
    const path = join(directory, 'huge.safetensors');
    await writeFile(path, start);
    await truncate(path, 104 + rows * 1024);
    const read = await withFile(path, (source) =>
      pipe(
        openSafetensors(source),
        TE.flatMap((opened) => readTensorRows(opened, 't', rows - 2, rows)),
      ),
    )();
    expect(rightOf(read)).toEqual({ dtype: 'f32', shape: [2, 256], data: new Float32Array(512) });
  });
});

describe('errors', () => {
  it('name a missing file', async () => {
    const path = join(directory, 'none.npy');
    const error = leftOf(await readNpyFile(path)());
    expect(error).toMatchObject({ _tag: 'MissingFile', path });
    expect(renderIoError(error)).toBe(`${path}: opening: no such file`);
  });

  it('name the file of a bad header', async () => {
    const path = join(directory, 'bad.safetensors');
    await writeFile(path, 'nonsense nonsense');
    expect(leftOf(await readSafetensorsFile(path)())).toMatchObject({ _tag: 'BadHeader', path });
  });

  it.skipIf(process.platform === 'win32')('refuse a pipe without waiting for its writer', async () => {
    const path = join(directory, 'pipe');
    execFileSync('mkfifo', [path]);
    expect(leftOf(await readFileBytes(path)()).message).toContain('not a regular file');
  });

  it('refuse a directory', async () => {
    expect(leftOf(await readFileBytes(directory)())).toMatchObject({ _tag: 'FileSystem', path: directory });
  });
});

describe('writeFileAtomic', () => {
  it('replaces what was there and leaves no temporary file', async () => {
    const path = join(directory, 'f');
    rightOf(await writeFileAtomic(path, [Uint8Array.of(1)])());
    rightOf(await writeFileAtomic(path, [Uint8Array.of(2), Uint8Array.of(3, 4)])());
    expect(await readFile(path)).toEqual(Buffer.of(2, 3, 4));
    expect(await readdir(directory)).toEqual(['f']);
  });

  it('leaves the old content, and no temporary file, when the pieces fail half-way', async () => {
    const path = join(directory, 'f');
    await writeFile(path, 'old');
    function* failing() {
      yield Uint8Array.of(1);
      throw new Error('the pieces\nran out');
    }
    const error = leftOf(await writeFileAtomic(path, failing())());
    expect(error).toMatchObject({ _tag: 'FileSystem', path, message: 'writing: the pieces ran out' });
    expect(await readFile(path, 'utf8')).toBe('old');
    expect(await readdir(directory)).toEqual(['f']);
  });

  it('leaves no temporary file when the rename fails', async () => {
    const path = join(directory, 'folder');
    await mkdir(join(path, 'full'), { recursive: true });
    expect(leftOf(await writeFileAtomic(path, [Uint8Array.of(1)])())._tag).toBe('FileSystem');
    expect(await readdir(directory)).toEqual(['folder']);
  });

  it('says so when the directory is missing', async () => {
    const path = join(directory, 'none', 'f');
    expect(leftOf(await writeFileAtomic(path, [])())).toMatchObject({ _tag: 'MissingFile', path });
  });

  it('does not touch the disk when the content is refused', async () => {
    const bad = { tensors: new Map([['t', { ...tensor, shape: [7] }]]), metadata: new Map<string, string>() };
    expect(leftOf(await writeSafetensorsFile(join(directory, 'x'), bad)())._tag).toBe('BadTensor');
    expect(await readdir(directory)).toEqual([]);
  });
});
