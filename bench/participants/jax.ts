/** jax-js on its WebAssembly backend: whole graphs under `jit`. */
import { jaxTask } from './jax-prepare.ts';
import type { Jax } from './jax-types.ts';
import { readTensors, serve } from './serve.ts';

const load = async (): Promise<Jax> => {
  const name = '@jax-js/jax';
  const jax: Jax = await import(name);
  await jax.init('wasm');
  jax.defaultDevice('wasm');
  return jax;
};
const loading = load();

serve(
  async () => `jax-js (${(await loading).defaultDevice('wasm')})`,
  async (job) => jaxTask(await loading, job, readTensors(job)),
);
