/** Model files on disk, sound and damaged, made of a golden one. */
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { goldenFolder } from '../rstg/golden.ts';

export interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/** A safetensors file taken apart. */
export interface Parts {
  readonly config: string;
  readonly entries: Readonly<Record<string, Entry>>;
  readonly data: Uint8Array;
}

export const goldenPath = (name: string): string => join(goldenFolder, `${name}.safetensors`);

export const partsOf = (path: string): Parts => {
  const bytes = readFileSync(path);
  const start = 8 + Number(bytes.readBigUInt64LE(0));
  const {
    __metadata__,
    ...entries
  }: { readonly __metadata__: { readonly config: string } } & Record<string, Entry> = JSON.parse(
    bytes.toString('utf8', 8, start),
  );
  return { config: __metadata__.config, entries, data: bytes.subarray(start) };
};

/** A file with this header, as it stands, and these bytes after it. */
export const fileOf = (
  header: string,
  data: Uint8Array,
  length = BigInt(Buffer.byteLength(header)),
): Uint8Array => {
  const first = Buffer.alloc(8);
  first.writeBigUInt64LE(length);
  return Buffer.concat([first, Buffer.from(header), data]);
};

export const assembled = ({ config, entries, data }: Parts): Uint8Array =>
  fileOf(JSON.stringify({ __metadata__: { config }, ...entries }), data);

/** Runs `f` in a folder of its own, which is gone afterwards. */
export const inFolder = async <A>(f: (folder: string) => Promise<A>): Promise<A> => {
  const folder = await mkdtemp(join(tmpdir(), 'thwc-cli-'));
  try {
    return await f(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

export const filesIn = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder)).toSorted();
