/** Runs programs on gpu.js, in each of its modes that Node has. */
import './adapter.ts';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { type GpujsMode, type GpujsOptions, gpujsDevice, gpujsWith } from '../../src/backends/gpujs/index.ts';
import { typeOf } from '../../src/tensor/aval.ts';
import type { Program } from '../../src/tensor/program.ts';
import type { AnyTensor } from '../../src/tensor/tensor.ts';
import { traceClosed } from '../../src/tensor/trace.ts';
import type { AnyValue } from '../../src/tensor/value.ts';
import { rightOf } from '../io/support.ts';
import { exact, type Tolerance } from './tolerances.ts';

/** The modes that Node should have. */
export const modes = ['cpu', 'webasm', 'webgpu'] as const satisfies readonly GpujsMode[];
export type Mode = (typeof modes)[number];

const device = await gpujsDevice({ mode: 'webgpu' });
const whyNoWebGpu = E.isLeft(device) ? device.left.message : undefined;

/** Laws that hold in one mode. Without an adapter those of WebGPU are left out, with a loud word; in CI they fail. */
export const inMode = (mode: Mode, title: string, laws: (mode: Mode) => void): void => {
  const name = `${title} (${mode})`;
  if (mode !== 'webgpu' || whyNoWebGpu === undefined) {
    describe(name, () => laws(mode));
    return;
  }
  const reason = `${whyNoWebGpu}. On Debian, as root: npx tsx scripts/graphics.ts (apt-get install chromium libvulkan1)`;
  if ((process.env.CI ?? '') !== '') {
    it(`${name}: there is an adapter`, () => expect.fail(reason));
    return;
  }
  console.error(`SKIPPED: ${name}: ${reason}`);
  describe.skip(name, () => laws(mode));
};

/** Laws that hold in every mode. */
export const inEachMode = (title: string, laws: (mode: Mode) => void): void => {
  for (const mode of modes) inMode(mode, title, laws);
};

/** A function on tensors as a program for such values. */
export const traced = (
  values: readonly AnyValue[],
  f: (...tensors: readonly AnyTensor[]) => readonly AnyTensor[],
): Program => traceClosed(values.map(typeOf), (placeholders) => f(...placeholders));

/** A program made ready, to be run with several inputs. */
export const compileGpujs = async (mode: Mode, program: Program, options: GpujsOptions = {}) => {
  const executable = rightOf(await gpujsWith({ mode, ...options }).compile(program));
  return async (inputs: readonly AnyValue[]): Promise<readonly AnyValue[]> =>
    rightOf(await executable.run(inputs));
};

/** The results of a program; it must be able to run. */
export const runGpujs = async (
  mode: Mode,
  program: Program,
  inputs: readonly AnyValue[],
  options: GpujsOptions = {},
): Promise<readonly AnyValue[]> => (await compileGpujs(mode, program, options))(inputs);

const isNear = (x: number, y: number, { absolute, relative }: Tolerance): boolean =>
  Object.is(x, y) || Math.abs(x - y) <= absolute + relative * Math.abs(y);

/** Values of the same shapes and dtypes; numbers within a tolerance, integers and truths the same. All NaNs are one. */
export const expectNear = (
  actual: readonly AnyValue[],
  expected: readonly AnyValue[],
  tolerance: Tolerance,
): void => {
  const kinds = (values: readonly AnyValue[]) => values.map(({ shape, dtype }) => ({ shape, dtype }));
  expect(kinds(actual)).toEqual(kinds(expected));
  actual.forEach(({ data, dtype }, i) => {
    const wanted = expected[i]?.data ?? [];
    expect(data.length).toBe(wanted.length);
    const limit = dtype === 'f32' ? tolerance : exact;
    data.forEach((x, k) => {
      const y = wanted[k] ?? Number.NaN;
      if (!isNear(x, y, limit)) expect.fail(`output ${i}[${k}]: ${x}, not ${y}`);
    });
  });
};

/** The same numbers; 0 and −0 are one. */
export const expectEqual = (actual: readonly AnyValue[], expected: readonly AnyValue[]): void =>
  expectNear(actual, expected, exact);
