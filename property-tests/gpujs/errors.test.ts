/** What can not be done is said, as a value; and nothing is done in another mode than the one asked for. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gpujsDevice, gpujsModes, gpujsWith } from '../../src/backends/gpujs/index.ts';
import { openDevice } from '../../src/backends/gpujs/run/device.ts';
import { loadLibrary } from '../../src/backends/gpujs/run/library.ts';
import { BackendFailure, compile } from '../../src/compile/compile.ts';
import { programOf } from '../../src/compile/program.ts';
import { add, full, sum } from '../../src/tensor/ops/index.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import { value, valueFrom } from '../../src/tensor/values.ts';
import { programs, smooth } from '../arbitraries/program.ts';
import { leftOf, rightOf } from '../io/support.ts';
import { compileGpujs, expectEqual, inEachMode, inMode } from './support.ts';

const double = programOf((x: Tensor<[3]>) => add(x, x), value([0, 0, 0]));
const x = value([1, 2, 3]);
const doubled = [value([2, 4, 6])];

/** How gpu.js runs a recorded pipeline, in each mode: all of it in that mode. */
const executors = { cpu: 'generic', webasm: 'fused-sync', webgpu: 'fused-encoder' } as const;

interface Recorded {
  readonly executorKind: string;
  readonly fallbackReason: string | null;
}
const isRecorded = (p: unknown): p is Recorded => typeof p === 'object' && p !== null && 'executorKind' in p;

/** The mode that a kernel of gpu.js is of. */
const modeOf = (kernel: unknown): unknown => {
  if (typeof kernel !== 'object' || kernel === null) return undefined;
  const kind = kernel.constructor;
  return 'mode' in kind ? kind.mode : undefined;
};

/** What gpu.js would do with a kernel that can not run in its mode. */
const fallBack = (kernel: unknown): unknown => {
  if (typeof kernel !== 'object' || kernel === null || !('onRequestFallback' in kernel)) return undefined;
  return typeof kernel.onRequestFallback === 'function' ? kernel.onRequestFallback([]) : undefined;
};

inEachMode('programs run in the mode that was asked for', (mode) => {
  it('kernels and pipelines are of that mode, and nothing fell back', async () => {
    const { gpu } = rightOf(await openDevice(mode));
    await fc.assert(
      fc.asyncProperty(programs(smooth), async ({ program, inputs }) => {
        await (await compileGpujs(mode, program))(inputs);
      }),
      { numRuns: 10 },
    );
    expect(new Set(gpu.kernels.map(modeOf))).toEqual(new Set([mode]));
    for (const kernel of gpu.kernels) expect(() => fallBack(kernel)).toThrow(/in the mode that was chosen/);
    const ran = gpu.pipelines.filter(isRecorded);
    expect(ran.length).toBeGreaterThan(0);
    expect(new Set(ran.map(({ executorKind }) => executorKind))).toEqual(new Set([executors[mode]]));
    // Of plain JavaScript there is one kind of pipeline only, which says so.
    if (mode !== 'cpu') expect(ran.every(({ fallbackReason }) => fallbackReason === null)).toBe(true);
  });

  it('and the device says so', async () => {
    expect(rightOf(await gpujsDevice({ mode }))).toMatchObject({ mode, instead: [] });
  });

  it('takes as many inputs as there are', async () => {
    const executable = rightOf(await gpujsWith({ mode }).compile(double));
    expect(() => executable.run([])).toThrow(/run: 0 inputs.*expected 1/s);
    expect(() => executable.run([x, x])).toThrow(/run: 2 inputs/);
    expectEqual(rightOf(await executable.run([x])), doubled);
  });

  it('refuses arrays beyond what the device holds in one, and says both sizes', async () => {
    const { mostNumbers } = rightOf(await gpujsDevice({ mode }));
    const stored = programOf((y: Tensor<[]>) => add(full([mostNumbers + 1], 1), y), value(1));
    const failure = leftOf(await gpujsWith({ mode }).compile(stored));
    expect(failure).toMatchObject({ _tag: 'LimitExceeded', backend: 'gpujs' });
    expect(failure.message).toContain(`${mostNumbers + 1} numbers`);
    expect(failure.message).toContain(`at most ${mostNumbers}`);
    // Numbers that are never stored may be as many as they like.
    const summed = programOf((y: Tensor<[]>) => sum(add(full([mostNumbers + 1], 1), y)), value(1));
    rightOf(await gpujsWith({ mode }).compile(summed));
  });
});

describe('a mode that Node does not have', () => {
  it('is a value that names the mode and the reason, not another mode', async () => {
    const failure = leftOf(await gpujsWith({ mode: 'webgl2' }).compile(double));
    expect(failure).toMatchObject({ _tag: 'BackendUnavailable', backend: 'gpujs' });
    expect(failure.message).toMatch(/webgl2.*WebGL2/);
    expect(leftOf(await gpujsDevice({ mode: 'webgl2' }))).toEqual(failure);
  });

  it('rejects what is compiled for it', async () => {
    const run = compile((y: Tensor<[3]>) => add(y, y), { backend: gpujsWith({ mode: 'webgl2' }) });
    await expect(run(x)).rejects.toThrow(BackendFailure);
    await expect(run(x)).rejects.toThrow(/webgl2/);
  });

  it('is not chosen by auto, which says why not, of each better mode', async () => {
    const { mode, instead } = rightOf(await gpujsDevice());
    expect(instead.map((other) => other.mode)).toEqual(gpujsModes.slice(0, gpujsModes.indexOf(mode)));
    expect(instead.every(({ reason }) => reason.length > 10)).toBe(true);
  });
});

inMode('webgpu', 'a device that is lost', (mode) => {
  const lose = async () => {
    const { WebGPUContext } = await loadLibrary();
    const { device } = await WebGPUContext.acquire();
    device.destroy();
    await device.lost;
  };

  it('is an error value; what is compiled afterwards runs on another', async () => {
    const executable = rightOf(await gpujsWith({ mode }).compile(double));
    expectEqual(rightOf(await executable.run([x])), doubled);
    await lose();
    expect(leftOf(await executable.run([x]))).toMatchObject({ _tag: 'DeviceLost', backend: 'gpujs' });
    expectEqual(await (await compileGpujs(mode, double))([x]), doubled);
  });

  it('is an error value to a run that is under way, and to none after it', async () => {
    const n = 300;
    const ones = valueFrom([n, n], new Float32Array(n * n).fill(1));
    const rows = programOf((y: Tensor<[number, number]>) => sum(y, { axes: 1 }), ones);
    const executable = rightOf(await gpujsWith({ mode }).compile(rows));
    const first = executable.run([ones]);
    await lose();
    const result = await first;
    if (result._tag === 'Left') expect(result.left._tag).toBe('DeviceLost');
    else expectEqual(result.right, [valueFrom([n], new Float32Array(n).fill(n))]);
    await executable.run([ones]);
    expectEqual(rightOf(await executable.run([ones])), [valueFrom([n], new Float32Array(n).fill(n))]);
  });
});
