import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseRstgConfig } from '../../src/cli/config.ts';
import { parameterTree } from '../../src/rstg/index.ts';
import type { AnyValue, Value } from '../../src/tensor/value.ts';
import { valueFrom } from '../../src/tensor/values.ts';
import type { Sample } from '../arbitraries/rstg.ts';
import { rightOf } from '../io/support.ts';

/** A worked example of an independent implementation. */
export interface Golden {
  readonly name: string;
  readonly sample: Sample;
  readonly output: AnyValue;
  readonly cotangent: Value;
  /** Of Σ output·cotangent: `features`, and every parameter by its name. */
  readonly gradients: ReadonlyMap<string, Value>;
}

interface Entry {
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

export const goldenFolder = join(import.meta.dirname, '../../test-data/golden');

/** Reads the format by hand, so that a fault in `src/io` can not hide one here. */
const readGolden = (file: string): Golden => {
  const bytes = readFileSync(join(goldenFolder, file));
  const start = 8 + Number(bytes.readBigUInt64LE(0));
  const header: Record<string, Entry> & { readonly __metadata__: { readonly config: string } } = JSON.parse(
    bytes.toString('utf8', 8, start),
  );
  const entry = (name: string): Entry => {
    const found = header[name];
    if (found === undefined) throw new Error(`${file} has no ${name}`);
    return found;
  };
  const floats = (name: string): Float32Array => {
    const [from, to] = entry(name).data_offsets;
    return new Float32Array(Uint8Array.from(bytes.subarray(start + from, start + to)).buffer);
  };
  const config = rightOf(parseRstgConfig(header.__metadata__.config));
  const { frames, height, width, channels } = config;
  return {
    name: file.replace('.safetensors', ''),
    sample: {
      config,
      params: parameterTree(config, {
        matrix: (name, rows, columns) => valueFrom([rows, columns], floats(`params.${name}`)),
        vector: (name, size) => valueFrom([size], floats(`params.${name}`)),
      }),
      features: valueFrom([frames, height, width, channels], floats('features')),
    },
    output: valueFrom(entry('output').shape, floats('output')),
    cotangent: valueFrom(entry('cotangent').shape, floats('cotangent')),
    gradients: new Map(
      Object.keys(header)
        .filter((key) => key.startsWith('grad.'))
        .map((key) => [key.slice('grad.'.length), valueFrom(entry(key).shape, floats(key))]),
    ),
  };
};

export const goldens: readonly Golden[] = readdirSync(goldenFolder).map(readGolden);
