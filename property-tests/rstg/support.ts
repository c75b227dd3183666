import { expect } from 'vitest';
import { referenceIn } from '../../src/backends/reference/index.ts';
import { type CompileOptions, compile } from '../../src/compile/compile.ts';
import { type RstgConfig, rstg } from '../../src/rstg/index.ts';
import type { AnyValue, Value } from '../../src/tensor/value.ts';
import { valueFrom } from '../../src/tensor/values.ts';
import type { ClipValue, ParamValues, Sample } from '../arbitraries/rstg.ts';

/** Computes in doubles, so that laws of real numbers hold to the last digits of a float. */
export const exact: CompileOptions = { backend: referenceIn('f64') };

/** max|a − b| / max|b|, or max|a − b| / least where b is smaller than that. */
export const relativeError = (a: AnyValue, b: AnyValue, least = 1e-3): number => {
  expect(a.shape).toEqual(b.shape);
  let [difference, size] = [0, least];
  b.data.forEach((y, i) => {
    const x = a.data[i] ?? Number.NaN;
    difference = Math.max(difference, x === y ? 0 : Math.abs(x - y));
    size = Math.max(size, Math.abs(y));
  });
  return difference / size;
};

/**
 * The size of what samples are made of: inputs, weights, states. They are kept as floats, as shares like 1/3 are, even where
 * sums are exact: an output in which they cancel is off by as much as they are, however small it is itself.
 */
const usual = 1;

/** Close outputs of random networks. */
export const expectClose = (a: AnyValue, b: AnyValue, tolerance = 2e-6): void => {
  expect(relativeError(a, b, usual)).toBeLessThanOrEqual(tolerance);
};

/** The whole clip, iteration-major. */
export const runClip = ({ config, params, features }: Sample, options = exact): Promise<AnyValue> =>
  compile(rstg(config).apply, options)(params, features);

/** The whole clip, time-major. */
export const runTimeMajor = ({ config, params, features }: Sample, options = exact): Promise<AnyValue> =>
  compile(rstg(config).applyTimeMajor, options)(params, features);

/** Frame t of a clip. */
export const frameOf = (clip: ClipValue, t: number): Value<[number, number, number]> => {
  const [, height, width, channels] = clip.shape;
  const size = height * width * channels;
  return valueFrom([height, width, channels], clip.data.slice(t * size, (t + 1) * size));
};

/** The first frames of a sample, as a sample of its own. */
export const prefixOf = ({ config, params, features }: Sample, frames: number): Sample => {
  const { height, width, channels } = config;
  const data = features.data.slice(0, frames * height * width * channels);
  return {
    config: { ...config, frames },
    params,
    features: valueFrom([frames, height, width, channels], data),
  };
};

/** What a stream gives at every frame, and its state before the first and after each. */
export const runStream = async ({ config, params, features }: Sample, options = exact) => {
  const { stream } = rstg(config);
  const step = compile(stream.step, options);
  let state = await compile(stream.start, options)();
  const states = [state];
  const outputs: AnyValue[] = [];
  for (let t = 0; t < config.frames; t++) {
    const [next, output] = await step(params, state, frameOf(features, t));
    state = next;
    states.push(next);
    outputs.push(output);
  }
  return { states, outputs };
};

/** A stream's answers for all frames once the last was seen. */
export const settled = async (
  { config, params, features }: Sample,
  options = exact,
): Promise<readonly AnyValue[]> => {
  const { states } = await runStream({ config, params, features }, options);
  const last = states.at(-1);
  if (last === undefined) throw new Error('a stream has a state');
  const settle = compile(rstg(config).stream.settle, options);
  return Promise.all(
    Array.from({ length: config.frames }, (_, t) => settle(params, last, frameOf(features, t))),
  );
};

/** Values of one shape as one, along a new first axis. */
export const stacked = (parts: readonly AnyValue[]): AnyValue => {
  const data = parts.flatMap((x) => [...x.data]);
  return valueFrom([parts.length, ...(parts[0]?.shape ?? [])], Float32Array.from(data));
};

/** Part t of a value along its first axis. */
export const partOf = ({ shape: [, ...rest], data }: AnyValue, t: number): AnyValue => {
  const size = rest.reduce((n, d) => n * d, 1);
  return valueFrom(rest, Float32Array.from(data.subarray(t * size, (t + 1) * size)));
};

/** Replaces some keys of a configuration, if it fits: the parameters must stay the same. */
export const reconfigured = (sample: Sample, changes: Partial<RstgConfig>): Sample => ({
  ...sample,
  config: { ...sample.config, ...changes },
});

export type { ParamValues };
