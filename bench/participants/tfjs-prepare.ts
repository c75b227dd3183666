import type { Job } from '../graph/graph.ts';
import type { Prepared, TensorOf } from './answer.ts';
import { constantValues, interpret } from './interpret.ts';
import { tfjsOperations } from './tfjs-operations.ts';
import { tfjsTraining } from './tfjs-training.ts';
import type { ReadTensor, Tfjs, TfTensor } from './tfjs-types.ts';

/** A task on TensorFlow.js's backend that is set. */
export const tfjsTask = (tf: Tfjs, job: Job, tensor: TensorOf, read: ReadTensor): Prepared => {
  const made = new Map<string, TfTensor>();
  const leaf = (name: string): TfTensor => {
    const { shape, data } = tensor(name);
    const known = made.get(name) ?? tf.tensor(data, shape);
    made.set(name, known);
    return known;
  };
  const { graph, mode } = job;
  for (const node of graph.nodes) if (node.op === 'input' || node.op === 'const') leaf(node.name);
  if (mode.kind === 'train')
    return tfjsTraining(tf, job, mode, tensor, leaf, tfjsOperations(tf, graph, false), read);
  const apply = tfjsOperations(tf, graph, true);
  const constant = constantValues(graph);
  const folded = new Map<number, TfTensor>();
  const fed = new Map<string, TfTensor>();
  const step = (): readonly TfTensor[] =>
    interpret(
      graph,
      ({ name }) => fed.get(name) ?? leaf(name),
      (node, args) => {
        const [first = 0] = node.out;
        if (!constant.has(first)) return apply(node, args);
        const known = folded.get(first) ?? tf.keep(apply(node, args)[0] ?? leaf('zeros'));
        folded.set(first, known);
        return [known];
      },
    );
  const once = async (): Promise<readonly Float32Array[]> => {
    const results = tf.tidy(step);
    const stream = mode.kind === 'stream';
    const numbers = await Promise.all(results.slice(0, stream ? 1 : undefined).map(read));
    if (!stream) tf.dispose(results);
    else {
      tf.dispose([...results.slice(0, 1), ...fed.values()]);
      for (const [i, x] of results.slice(1).entries()) fed.set(`state${i}`, x);
    }
    return numbers;
  };
  return {
    outputs: async () => (mode.kind === 'stream' ? [...(await once()), ...(await once())] : once()),
    run: async () => void (await once()),
    drop: () => {
      tf.disposeVariables();
      tf.dispose([...made.values(), ...folded.values(), ...fed.values()]);
    },
  };
};
