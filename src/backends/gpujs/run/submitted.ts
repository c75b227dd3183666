/**
 * Plans as calls of kernels one after the other, on WebGPU: for kernels of which each thread makes four numbers, which
 * gpu.js's recorded pipelines do not hand on. Every call costs some microseconds more, every product half of its time less.
 */
import type { Plan } from '../plan/plan.ts';
import { type Gpu, type GpuKernel, loadLibrary, type WebGpuBuffer } from './library.ts';
import { byArray, computed, type Runner } from './runner.ts';
import { copySource, kernelSettings } from './settings.ts';
import { slotsOf } from './slots.ts';

export const submittedRunner = (gpu: Gpu, plan: Plan): Runner => {
  const made: GpuKernel[] = [];
  const make = (source: string, threads: number, pipeline: boolean): GpuKernel => {
    const kernel = gpu.createKernel(source, { ...kernelSettings(threads), pipeline });
    made.push(kernel);
    return kernel;
  };
  const wanted = computed(plan);
  const slots = slotsOf(plan, wanted);
  const writers = new Map<string, GpuKernel>();
  const uploads = plan.arrays.map(({ origin, length }) =>
    origin.kind === 'call' ? undefined : make(copySource, length, true),
  );
  const fetches = wanted.map((array) => make(copySource, plan.arrays[array]?.length ?? 0, false));
  const constants = new Map<number, WebGpuBuffer>();

  /** A kernel's result, which is a handle of a buffer: gpu.js's types do not tell the modes apart. */
  const call = async (kernel: GpuKernel | undefined, args: readonly unknown[]): Promise<WebGpuBuffer> =>
    (await kernel?.(...args)) as WebGpuBuffer;

  return {
    run: async (values) => {
      const { WebGPUBufferResult } = await loadLibrary();
      const seen: WebGpuBuffer[] = [];
      /** The same buffer as single numbers. */
      const asNumbers = ({ buffer, context, kernel }: WebGpuBuffer, length: number): WebGpuBuffer => {
        const view = new WebGPUBufferResult({ buffer, context, kernel, output: [length], componentCount: 1 });
        seen.push(view);
        return view;
      };
      try {
        const handles: WebGpuBuffer[] = [];
        for (const [i, { origin, length }] of plan.arrays.entries()) {
          if (origin.kind === 'input') handles.push(await call(uploads[i], [values[origin.input]]));
          else if (origin.kind === 'constant') {
            const constant = constants.get(i) ?? (await call(uploads[i], [origin.data]));
            constants.set(i, constant);
            handles.push(constant);
          } else {
            const [kernel, slot] = [plan.kernels[origin.kernel], slots[i]];
            if (kernel === undefined || slot === undefined)
              throw new RangeError(`gpujs: array ${i} has no kernel`);
            const writer = writers.get(slot) ?? make(kernel.source, kernel.threads, true);
            writers.set(slot, writer);
            const result = await call(writer, [...origin.arrays.map((a) => handles[a]), ...origin.offsets]);
            seen.push(result);
            handles.push(kernel.width === 1 ? result : asNumbers(result, length));
          }
        }
        const results = await Promise.all(wanted.map((array, i) => fetches[i]?.(handles[array])));
        return byArray(wanted, results);
      } finally {
        for (const handle of seen) handle.delete();
      }
    },
    destroy: () => {
      for (const constant of constants.values()) constant.delete();
      for (const kernel of made) kernel.destroy();
    },
  };
};
