/** An entrant as a process: `ENTRANT` says which. With `--adapter` it only says what WebGPU runs on. */
import { readTensors, serve } from '../../participants/serve.ts';
import { findAdapter } from '../adapter.ts';
import { isEntrant } from '../entrants.ts';
import { openEntrant } from '../open.ts';
import { provideWebGpu } from './webgpu.ts';

const open = async () => {
  const name = process.env.ENTRANT ?? '';
  if (!isEntrant(name)) throw new Error(`no entrant is called ${name}`);
  await provideWebGpu();
  return openEntrant(name);
};

if (process.argv.includes('--adapter')) {
  await provideWebGpu();
  process.stdout.write(`${JSON.stringify((await findAdapter()) ?? null)}\n`);
  process.exit(0);
}

const opening = open();
serve(
  async () => (await opening).version,
  async (job) => (await opening).prepare(job, readTensors(job)),
);
