/** What a run makes on the device is given up, or used again by the next. */
import { expect, it } from 'vitest';
import { openDevice } from '../../src/backends/gpujs/run/device.ts';
import { programOf } from '../../src/compile/program.ts';
import { add, concat, matmul, sum, tanh } from '../../src/tensor/ops/index.ts';
import { fold } from '../../src/tensor/scan.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import { valueFrom } from '../../src/tensor/values.ts';
import { matrix, seeded } from '../arbitraries/seeded.ts';
import { rightOf } from '../io/support.ts';
import { countBuffers } from './live.ts';
import { compileGpujs, expectEqual, inMode } from './support.ts';

const inputs = [matrix(seeded(1), 8, 8), valueFrom([], Int32Array.of(3))] as const;

/** A product, a loop, constants, integers, and an output of every kind. */
const program = programOf(
  (x: Tensor<[number, number]>, n: Tensor<[], 'i32'>) => {
    const state = fold(3, (h: Tensor<[number, number]>) => tanh(add(matmul(h, x), h)), x);
    return [sum(state), concat([state, x], 0), add(n, 1), x] as const;
  },
  ...inputs,
);

inMode('webgpu', 'five thousand runs', (mode) => {
  it('recorded, and a thousand submitted call by call, leave buffers, kernels and pipelines as they were', {
    timeout: 180_000,
  }, async () => {
    const buffers = await countBuffers();
    const { gpu } = rightOf(await openDevice(mode));
    const now = () => ({ buffers: buffers(), kernels: gpu.kernels.length, pipelines: gpu.pipelines.length });
    const recorded = await compileGpujs(mode, program);
    const submitted = await compileGpujs(mode, program, { quads: true });
    const first = await recorded(inputs);
    // Places for results in flight are made by the first runs.
    for (let i = 0; i < 20; i++) expectEqual(await submitted(inputs), await recorded(inputs));
    const before = now();
    // A pipeline of the one, none of the other, and kernels of both.
    expect(before).toMatchObject({ pipelines: 1 });
    expect(before.buffers).toBeGreaterThan(10);
    expect(before.kernels).toBeGreaterThan(10);
    const ten = (run: typeof recorded) => Promise.all(Array.from({ length: 10 }, () => run(inputs)));
    for (let i = 0; i < 500; i++) await ten(recorded);
    for (let i = 0; i < 100; i++) await ten(submitted);
    expect(now()).toEqual(before);
    expectEqual(await recorded(inputs), first);
    expectEqual(await submitted(inputs), first);
  });
});

inMode('webasm', 'a thousand runs', (mode) => {
  it('leave kernels and pipelines as they were', async () => {
    const { gpu } = rightOf(await openDevice(mode));
    const run = await compileGpujs(mode, program);
    const now = () => ({ kernels: gpu.kernels.length, pipelines: gpu.pipelines.length });
    const first = await run(inputs);
    const before = now();
    for (let i = 0; i < 1000; i++) await run(inputs);
    expect(now()).toEqual(before);
    expectEqual(await run(inputs), first);
  });
});
