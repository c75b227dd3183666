/** thwc itself, bundled from the checkout. `V8_FLAGS` are set before anything compiles, as the command line sets them. */
import { setFlagsFromString } from 'node:v8';
import { readTensors, serve } from '../serve.ts';

for (const flag of (process.env.V8_FLAGS ?? '').split(' ')) if (flag !== '') setFlagsFromString(flag);

serve(
  async () => 'thwc',
  async (job) => {
    // The library is loaded after the flags are set.
    const { thwcTask } = await import('./prepare.ts');
    const { ours } = await import('./ours.ts');
    return thwcTask(job, readTensors(job), ours);
  },
);
