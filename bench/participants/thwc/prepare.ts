import type { CompileOptions } from '../../../src/index.ts';
import type { Job } from '../../graph/graph.ts';
import type { Prepared, TensorOf } from '../answer.ts';

/** A task on one of the library's backends. */
export const thwcTask = async (job: Job, tensor: TensorOf, ours: CompileOptions): Promise<Prepared> => {
  const products = await import('./products.ts');
  const networks = await import('./networks.ts');
  const { mode, own } = job;
  const reader = { tensor, names: Object.keys(job.tensors) };
  const rates = mode.kind === 'train' ? ([mode.rate, mode.momentum] as const) : ([0, 0] as const);
  switch (own.kind) {
    case 'matmul':
      return products.matmulTask(reader, ours, own.times ?? 1);
    case 'conv':
      return products.convTask(reader, ours, own.padding);
    case 'lstm':
      return products.lstmTask(reader, ours);
    case 'space':
      return networks.spaceTask(reader, ours, own.sizes);
    case 'rstg':
      return networks.clipTask(reader, ours, own.sizes);
    case 'stream':
      return networks.streamTask(reader, ours, own.sizes);
    case 'train':
      return (await import('./training.ts')).trainingTask(reader, ours, own, ...rates);
  }
};
