/** Makes an entrant ready to take tasks, in a page or in Node. */
import * as E from 'fp-ts/lib/Either.js';
import { type GpujsMode, gpujsDevice, gpujsWith } from '../../src/backends/gpujs/index.ts';
import { engine, wasmWith } from '../../src/backends/wasm/index.ts';
import type { CompileOptions } from '../../src/index.ts';
import type { Job } from '../graph/graph.ts';
import type { Prepared, TensorOf } from '../participants/answer.ts';
import { jaxTask } from '../participants/jax-prepare.ts';
import { tfjsTask } from '../participants/tfjs-prepare.ts';
import { thwcTask } from '../participants/thwc/prepare.ts';
import type { EntrantName } from './entrants.ts';

export interface Opened {
  /** What it is and what it runs on. */
  readonly version: string;
  readonly prepare: (job: Job, tensor: TensorOf) => Promise<Prepared>;
}

const thwcOn = (version: string, options: CompileOptions): Opened => ({
  version,
  prepare: (job, tensor) => thwcTask(job, tensor, options),
});

const openGpujs = async (mode: GpujsMode): Promise<Opened> => {
  const device = await gpujsDevice({ mode });
  if (E.isLeft(device)) throw new Error(device.left.message);
  return thwcOn(`gpu.js 2.24.1, ${mode}: ${device.right.adapter}`, { backend: gpujsWith({ mode }) });
};

const openers: { readonly [N in EntrantName]: () => Promise<Opened> } = {
  'thwc wasm': async () => {
    const { threads, relaxedSimd } = engine();
    return thwcOn(`${threads} threads${relaxedSimd ? ', relaxed SIMD' : ''}`, { backend: wasmWith() });
  },
  'thwc webgpu': () => openGpujs('webgpu'),
  'thwc webgl2': () => openGpujs('webgl2'),
  'TensorFlow.js webgpu': async () => {
    const { tf } = await import('./peers/tfjs.js');
    if (!(await tf.setBackend('webgpu'))) throw new Error('its WebGPU backend did not start');
    await tf.ready();
    return {
      version: `TensorFlow.js ${tf.version_core}`,
      prepare: async (job, tensor) => tfjsTask(tf, job, tensor, (x) => x.data()),
    };
  },
  'jax-js webgpu': async () => {
    const { jax } = await import('./peers/jax.js');
    const there = await jax.init('webgpu');
    if (!there.includes('webgpu')) throw new Error('it found no WebGPU');
    return {
      version: `jax-js (${jax.defaultDevice('webgpu')})`,
      prepare: async (job, tensor) => jaxTask(jax, job, tensor),
    };
  },
};

export const openEntrant = (name: EntrantName): Promise<Opened> => openers[name]();
