/** thwc itself, bundled from the checkout. `V8_FLAGS` are set before anything compiles, as the command line sets them. */
import { setFlagsFromString } from 'node:v8';
import type { Own } from '../../graph/graph.ts';
import { type Prepared, readTensors, serve } from '../serve.ts';
import type { Reader } from './values.ts';

for (const flag of (process.env.V8_FLAGS ?? '').split(' ')) if (flag !== '') setFlagsFromString(flag);

const prepare = async (own: Own, tensor: Reader, rates: readonly [number, number]): Promise<Prepared> => {
  const products = await import('./products.ts');
  const networks = await import('./networks.ts');
  switch (own.kind) {
    case 'matmul':
      return products.matmulTask(tensor);
    case 'conv':
      return products.convTask(tensor, own.padding);
    case 'lstm':
      return products.lstmTask(tensor);
    case 'space':
      return networks.spaceTask(tensor, own.sizes);
    case 'rstg':
      return networks.clipTask(tensor, own.sizes);
    case 'stream':
      return networks.streamTask(tensor, own.sizes);
    case 'train':
      return (await import('./training.ts')).trainingTask(tensor, own, ...rates);
  }
};

serve(
  async () => 'thwc',
  async (job) => {
    const { mode, own } = job;
    const rates = mode.kind === 'train' ? ([mode.rate, mode.momentum] as const) : ([0, 0] as const);
    return prepare(own, { tensor: readTensors(job), names: Object.keys(job.tensors) }, rates);
  },
);
