import { lstat, stat } from 'node:fs/promises';
import * as E from 'fp-ts/lib/Either.js';
import { compile } from '../compile/compile.ts';
import { renderIoError } from '../io/index.ts';
import { writeSafetensorsFile } from '../io/node.ts';
import { type Clip, type Frame, type RstgConfig, type RstgParams, rstg } from '../rstg/index.ts';
import type { Backend } from '../tensor/backend.ts';
import { constants } from '../tensor/ops/index.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { flattenValues } from '../tensor/tree.ts';
import type { AnyValue, Value } from '../tensor/value.ts';
import { valueFrom } from '../tensor/values.ts';
import { vjp } from '../transforms/grad/index.ts';
import { Failure } from './failure.ts';
import { type ModelFile, readModelFile } from './model-file.ts';
import { withProgress } from './progress.ts';

export interface ApplyOptions {
  readonly model: string;
  readonly out: string;
  readonly backend: Backend;
  /** Frame by frame, as a stream, instead of the whole clip at once. */
  readonly stream: boolean;
  /** Also the gradients of Σ output·cotangent, for the file's cotangent. */
  readonly grad: boolean;
}

/** What is written, by name. */
type Outputs = ReadonlyMap<string, AnyValue>;

const wholeClip = ({ config, params, features }: ModelFile, backend: Backend): Promise<AnyValue> =>
  compile(rstg(config).apply, { backend })(params, features);

/** Frame t of the features, `[H, W, C]`: a view. */
const frameOf = ({ config, features }: ModelFile, t: number): Value<[number, number, number]> => {
  const { height, width, channels } = config;
  const size = height * width * channels;
  return valueFrom([height, width, channels], features.data.subarray(t * size, (t + 1) * size));
};

/** The outputs of all frames as one volume. */
const stackFrames = ({ config }: ModelFile, frames: readonly AnyValue[]): AnyValue => {
  const { height, width, channels } = config;
  const size = height * width * channels;
  const data = new Float32Array(frames.length * size);
  for (const [t, frame] of frames.entries()) data.set(frame.data, t * size);
  return valueFrom([frames.length, height, width, channels], data);
};

/**
 * Runs the network frame by frame. To-vec: the answer after the last frame. To-map: every frame's map; where time
 * is averaged these are settled by a second pass, once all frames were seen.
 */
const frameByFrame = async (file: ModelFile, backend: Backend): Promise<AnyValue> => {
  const { config, params } = file;
  const { stream } = rstg(config);
  const passes = stream.averages && config.readout === 'map' ? 2 : 1;
  const outputs: AnyValue[] = [];
  await withProgress('frames', config.frames * passes, async (done) => {
    const step = compile(
      (before: ReturnType<typeof stream.start>, frame: Frame) =>
        stream.step(constants(params), before, frame),
      { backend, donate: [0] },
    );
    let state = await compile(stream.start, { backend })();
    for (let t = 0; t < config.frames; t++) {
      const [next, output] = await step(state, frameOf(file, t));
      state = next;
      outputs.push(output);
      done(t + 1);
    }
    if (passes === 1) return;
    const settle = compile(stream.settle, { backend });
    for (let t = 0; t < config.frames; t++) {
      outputs[t] = await settle(params, state, frameOf(file, t));
      done(config.frames + t + 1);
    }
  });
  const last = outputs.at(-1);
  if (last === undefined) throw new Failure('there are no frames');
  return config.readout === 'vec' ? last : stackFrames(file, outputs);
};

/** The output, and `grad.features` and `grad.<name>` of every parameter (RSTG.md, §Parameters). */
const withGradients = async (file: ModelFile, backend: Backend): Promise<Outputs> => {
  const { config, params, features, cotangent } = file;
  if (cotangent === undefined) throw new Failure('there is no cotangent');
  const net = rstg(config);
  const run = compile(
    (p: RstgParams<RstgConfig>, x: Clip, ct: Tensor) => {
      const [output, pullback] = vjp(net.apply, p, x);
      return [output, pullback(ct)] as const;
    },
    { backend },
  );
  const [output, [ofParams, ofFeatures]] = await run(params, features, cotangent);
  const { paths, leaves } = flattenValues(ofParams);
  return new Map([
    ['output', output],
    ['grad.features', ofFeatures],
    ...paths.flatMap((path, i) => leaves.slice(i, i + 1).map((leaf) => [`grad.${path}`, leaf] as const)),
  ]);
};

/** Whether writing `out` would replace the model, and so lose its parameters. A link at `out` is replaced itself. */
const isSameFile = async (model: string, out: string): Promise<boolean> => {
  const read = await stat(model, { bigint: true });
  const replaced = await lstat(out, { bigint: true }).catch(() => undefined);
  return read.dev === replaced?.dev && read.ino === replaced.ino;
};

/**
 * `thwc apply`: reads a network and its features, writes `output`, and gradients if they are asked for. Writes the whole
 * file or nothing.
 */
export const apply = async ({ model, out, backend, stream, grad }: ApplyOptions): Promise<void> => {
  if (model === '' || out === '') throw new Failure(`${model === '' ? '--model' : '--out'} is empty`);
  if (stream && grad)
    throw new Failure(
      '--grad needs the whole clip: a stream keeps nothing of earlier frames; leave --stream out',
    );
  const file = await readModelFile(model, { cotangent: grad });
  if (await isSameFile(model, out)) throw new Failure(`${out}: --out is the model's own file`);
  const outputs: Outputs = grad
    ? await withGradients(file, backend)
    : new Map([['output', await (stream ? frameByFrame(file, backend) : wholeClip(file, backend))]]);
  const written = await writeSafetensorsFile(out, {
    tensors: new Map([...outputs].map(([name, value]) => [name, asFloats(name, value)])),
    metadata: new Map([['config', JSON.stringify(file.config)]]),
  })();
  if (E.isLeft(written)) throw new Failure(renderIoError(written.left));
};

const asFloats = (name: string, { dtype, shape, data }: AnyValue) => {
  if (!(data instanceof Float32Array)) throw new Failure(`${name} is ${dtype}, expected f32`);
  return { dtype: 'f32', shape, data } as const;
};
