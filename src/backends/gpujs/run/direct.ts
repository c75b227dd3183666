/**
 * Plans as calls of kernels one after the other, for WebGL: gpu.js's pipelines read results back while everything
 * waits there. Here all calls are issued at once, each drawing into a texture, and the results come when they are ready.
 */
import type { Plan } from '../plan/plan.ts';
import type { Gpu, GpuKernel } from './library.ts';
import { byArray, computed, type Runner } from './runner.ts';
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
  const writers = new Map<string, GpuKernel>();
  const slots = slotsOf(plan, wanted);
  const uploads = plan.arrays.map(({ origin, length }) =>
    origin.kind === 'call' ? undefined : make(copySource, length, inTexture),
  );
  const fetches = wanted.map((array) =>
    make(copySource, plan.arrays[array]?.length ?? 0, { pipeline: false, asyncMode: true }),
  );
  const constants = new Map<number, unknown>();

  /** Issues all calls; gives the textures of all arrays. */
  const draw = (values: readonly (Float32Array | undefined)[]): readonly unknown[] => {
    const textures: unknown[] = [];
    plan.arrays.forEach(({ origin }, i) => {
      if (origin.kind === 'input') textures.push(uploads[i]?.(values[origin.input]));
      else if (origin.kind === 'constant') {
        if (!constants.has(i)) constants.set(i, uploads[i]?.(origin.data));
        textures.push(constants.get(i));
      } else {
        const [kernel, slot] = [plan.kernels[origin.kernel], slots[i]];
        if (kernel === undefined || slot === undefined)
          throw new RangeError(`gpujs: array ${i} has no kernel`);
        const writer = writers.get(slot) ?? make(kernel.source, kernel.threads, inTexture);
        writers.set(slot, writer);
        textures.push(writer(...origin.arrays.map((array) => textures[array]), ...origin.offsets));
      }
    });
    return textures;
  };

  return {
    run: async (values) => {
      const textures = draw(values);
      const results = await Promise.all(wanted.map((array, i) => fetches[i]?.(textures[array])));
      return byArray(wanted, results);
    },
    destroy: () => {
      for (const kernel of made) kernel.destroy();
    },
  };
};
