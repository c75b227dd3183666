/**
 * Plans as pipelines of gpu.js: all calls are recorded once, in one command encoder on WebGPU and in one memory on
 * WebAssembly, and read back once.
 */
import type { Plan } from '../plan/plan.ts';
import type { Gpu } from './library.ts';
import { byArray, computed, type Runner } from './runner.ts';
import { copySource, kernelSettings } from './settings.ts';

export const recordedRunner = (gpu: Gpu, plan: Plan): Runner => {
  const kernels = plan.kernels.map(({ source, threads }) =>
    gpu.createKernel(source, kernelSettings(threads)),
  );
  const copies = new Map<number, ReturnType<Gpu['createKernel']>>();
  const copyOf = (length: number) => {
    const copy = copies.get(length) ?? gpu.createKernel(copySource, kernelSettings(length));
    copies.set(length, copy);
    return copy;
  };
  const inputs = plan.arrays.flatMap(({ origin }) => (origin.kind === 'input' ? [origin.input] : []));
  const wanted = computed(plan);
  const record = (...args: readonly unknown[]): readonly unknown[] => {
    const handles: unknown[] = [];
    for (const { origin, length } of plan.arrays) {
      if (origin.kind === 'input') handles.push(args[inputs.indexOf(origin.input)]);
      // Copied once on the device: gpu.js uploads an array for each call that it is given to.
      else if (origin.kind === 'constant') handles.push(copyOf(length)(origin.data));
      else handles.push(kernels[origin.kernel]?.(...origin.arrays.map((i) => handles[i]), ...origin.offsets));
    }
    return wanted.map((i) => handles[i]);
  };
  // gpu.js counts a pipeline's arguments by the function's length.
  const pipeline = gpu.createPipeline(Object.defineProperty(record, 'length', { value: inputs.length }), {
    threads: false,
  });
  return {
    run: async (values) => byArray(wanted, await pipeline(...inputs.map((n) => values[n]))),
    destroy: () => {
      void pipeline.destroy();
      for (const kernel of [...kernels, ...copies.values()]) kernel.destroy();
    },
  };
};
