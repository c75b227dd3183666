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
/** And the one that Node may have. */
export type AnyMode = Mode | 'headlessgl';

/** What a mode takes that a machine may lack. */
const needs: { readonly [M in AnyMode]?: string } = {
  webgpu: 'On Debian, as root: npx tsx scripts/graphics.ts (apt-get install chromium libvulkan1)',
  headlessgl: 'It takes the package gl, built with its scripts, and a display: xvfb-run -a',
};

const whyNot = new Map<AnyMode, string>();
for (const mode of ['webgpu', 'headlessgl'] as const) {
  const device = await gpujsDevice({ mode });
  if (E.isLeft(device)) whyNot.set(mode, device.left.message);
}

/**
 * Laws that hold in one mode. Where the machine lacks it they are left out, with a loud word; in CI WebGPU has to be there.
 * (`gl` is never: it is built from source, for minutes.)
 */
export const inMode = <M extends AnyMode>(mode: M, title: string, laws: (mode: M) => void): void => {
  const name = `${title} (${mode})`;
  const lack = whyNot.get(mode);
  if (lack === undefined) {
    describe(name, () => laws(mode));
    return;
  }
  const reason = `${lack}. ${needs[mode] ?? ''}`;
  if (mode === 'webgpu' && (process.env.CI ?? '') !== '') {
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

/** Laws that hold in every mode, that of the package `gl` too. */
export const inAllModes = (title: string, laws: (mode: AnyMode) => void): void => {
  inEachMode(title, laws);
  inMode('headlessgl', title, laws);
};

/** A function on tensors as a program for such values. */
export const traced = (
  values: readonly AnyValue[],
  f: (...tensors: readonly AnyTensor[]) => readonly AnyTensor[],
): Program => traceClosed(values.map(typeOf), (placeholders) => f(...placeholders));

/** A program made ready, to be run with several inputs. */
export const compileGpujs = async (mode: AnyMode, program: Program, options: GpujsOptions = {}) => {
  const executable = rightOf(await gpujsWith({ mode, ...options }).compile(program));
  return async (inputs: readonly AnyValue[]): Promise<readonly AnyValue[]> =>
    rightOf(await executable.run(inputs));
};

/** The results of a program; it must be able to run. */
export const runGpujs = async (
  mode: AnyMode,
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
