/** TensorFlow.js on its WebAssembly backend. */
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { readTensors, serve } from './serve.ts';
import { tfjsTask } from './tfjs-prepare.ts';
import type { Tfjs } from './tfjs-types.ts';

const load = async (): Promise<Tfjs> => {
  // Bundled beside this script from the sources with gradients, which the build for Node leaves out.
  const tf: Tfjs = await import(new URL('./tfjs-library.mjs', import.meta.url).href);
  const backend = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/dist/index.js');
  tf.setWasmPaths(`${dirname(backend)}/`);
  await tf.setBackend('wasm');
  await tf.ready();
  return tf;
};

const loading = load();
serve(
  async () => `TensorFlow.js ${(await loading).version_core}`,
  async (job) => tfjsTask(await loading, job, readTensors(job), async (x) => Float32Array.from(x.dataSync())),
);
