/**
 * Plans as calls of kernels one after the other, for WebGL: gpu.js's pipelines read results back while everything
 * waits there. Each kernel draws into a texture of its own, which is used again as soon as nothing reads it any more.
 */
import type { Plan } from '../plan/plan.ts';
import type { Gpu, GpuKernel } from './library.ts';
import { computed, type Runner } from './runner.ts';
import { copySource, kernelSettings } from './settings.ts';
import { slotsOf } from './slots.ts';

export const directRunner = (gpu: Gpu, plan: Plan): Runner => {
  const made: GpuKernel[] = [];
  const make = (source: string, length: number, settings: object): GpuKernel => {
    const kernel = gpu.createKernel(source, { ...kernelSettings(length), ...settings });
    made.push(kernel);
    return kernel;
  };
  const inTexture = { pipeline: true, immutable: false };
  const wanted = computed(plan);
  const slots = slotsOf(plan, wanted);
  const writers = new Map<string, GpuKernel>();
  const writerOf = (kernel: number, slot: number): GpuKernel | undefined => {
    const text = plan.kernels[kernel];
    if (text === undefined) return undefined;
    const key = `${kernel} ${slot}`;
    const writer = writers.get(key) ?? make(text.source, text.output, inTexture);
    writers.set(key, writer);
    return writer;
  };
  const uploads = plan.arrays.map(({ origin, length }) =>
    origin.kind === 'call' ? undefined : make(copySource, length, inTexture),
  );
  const fetches = wanted.map((array) =>
    make(copySource, plan.arrays[array]?.length ?? 0, { pipeline: false, asyncMode: true }),
  );
  const constants = new Map<number, unknown>();

  const start = (values: readonly (Float32Array | undefined)[]): readonly unknown[] => {
    const handles: unknown[] = [];
    plan.arrays.forEach(({ origin }, i) => {
      if (origin.kind === 'input') handles.push(uploads[i]?.(values[origin.input]));
      else if (origin.kind === 'constant') {
        if (!constants.has(i)) constants.set(i, uploads[i]?.(origin.data));
        handles.push(constants.get(i));
      } else
        handles.push(
          writerOf(origin.kernel, slots[i] ?? -1)?.(
            ...origin.arrays.map((a) => handles[a]),
            ...origin.offsets,
          ),
        );
    });
    return wanted.map((array, i) => fetches[i]?.(handles[array]));
  };

  return {
    run: async (values) => {
      const results = await Promise.all(start(values));
      return new Map(
        wanted.map((array, i) => {
          const numbers = results[i];
          if (!(numbers instanceof Float32Array))
            throw new TypeError('gpujs: gpu.js gave no array of numbers');
          return [array, numbers];
        }),
      );
    },
    destroy: () => {
      for (const kernel of made) kernel.destroy();
    },
  };
};
