import { join } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { type AnyValue, valueFrom } from '../../src/index.ts';
import { renderIoError } from '../../src/io/index.ts';
import { readSafetensorsFile } from '../../src/io/node.ts';
import { graphBuilder } from '../graph/builder.ts';
import type { Sizes } from '../graph/graph.ts';
import { clipGraph, type Form } from '../graph/rstg.ts';
import { side } from './config.ts';
import { structure } from './structure.ts';
import type { TaskMaker } from './task.ts';

const file = join(import.meta.dirname, '../../test-data/golden/all-temp-positional-vec.safetensors');

/** The sizes of that file's network. */
const sizes: Sizes = {
  frames: 4,
  channels: 12,
  dim: 8,
  iterations: 3,
  scales: [1, 2, 3],
  edges: 'intersect',
};

/** A worked example that was made by another implementation in f64: everybody's numbers must be its. */
const goldenTask = (form: Form): TaskMaker => {
  const name = `golden file, as ${form}`;
  const make = async () => {
    const read = await readSafetensorsFile(file)();
    if (E.isLeft(read)) throw new Error(renderIoError(read.left));
    const tensors = new Map<string, AnyValue>();
    for (const [tensor, { shape, data }] of read.right.tensors)
      if (data instanceof Float32Array) tensors.set(tensor, valueFrom([...shape], data));
    const [features, output] = [tensors.get('features'), tensors.get('output')];
    if (features === undefined || output === undefined) throw new Error(`${file}: no features or no output`);
    const rows = [sizes.frames, side * side, sizes.channels];
    const numbers = Float32Array.from(features.data, Number);
    const b = graphBuilder();
    return {
      name,
      group: 'golden',
      mode: { kind: 'run' },
      own: { kind: 'rstg', sizes, clips: 1 },
      graph: b.graph([clipGraph(b, sizes, form, 'params.', b.input('rows', rows))]),
      tensors: new Map([
        ...[...tensors].filter(([tensor]) => tensor.startsWith('params.')),
        ...structure(sizes, sizes.frames, 1),
        ['clips', valueFrom([1, sizes.frames, side, side, sizes.channels], numbers)],
        ['rows', valueFrom(rows, numbers)],
      ]),
      expected: [Float32Array.from(output.data, Number)],
    } as const;
  };
  return { name, group: 'golden', make };
};

export const goldenTasks: readonly TaskMaker[] = [goldenTask('defined'), goldenTask('rewritten')];
