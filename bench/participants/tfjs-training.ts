import type { Job, Mode, Node } from '../graph/graph.ts';
import type { Prepared, TensorOf } from './answer.ts';
import { interpret } from './interpret.ts';
import type { ReadTensor, Tfjs, TfTensor } from './tfjs-types.ts';

let made = 0;

/** A step of training. The WebAssembly backend has no gradients of convolutions: it then says so by an error. */
export const tfjsTraining = (
  tf: Tfjs,
  job: Job,
  { rate, momentum, labels }: Extract<Mode, { readonly kind: 'train' }>,
  tensor: TensorOf,
  leaf: (name: string) => TfTensor,
  apply: (node: Node, args: readonly TfTensor[]) => readonly TfTensor[],
  read: ReadTensor,
): Prepared => {
  const [batch = 0, classes = 0] = job.graph.shapes[job.graph.outputs[0]?.id ?? 0] ?? [];
  const wanted = tensor(labels).data;
  const marks = new Float32Array(batch * classes);
  for (const [i, label] of wanted.entries()) marks[i * classes + label] = 1 / batch;
  const target = tf.tensor(marks, [batch, classes]);
  const run = made++;
  const names = Object.keys(job.tensors).filter((name) => name.startsWith('params.'));
  const variables = new Map(
    names.map((name) => [name, tf.variable(leaf(name), true, `${run} ${name}`)] as const),
  );
  const zero = tf.tensor(new Float32Array(1), [1]);
  const velocity = new Map(
    names.map((name) => [name, tf.variable(tf.mul(leaf(name), zero), false, `${run} v ${name}`)]),
  );
  const scalars = {
    rate: tf.tensor(Float32Array.of(rate), [1]),
    momentum: tf.tensor(Float32Array.of(momentum), [1]),
  };
  const loss = (): TfTensor => {
    const [logits] = interpret(job.graph, ({ name }) => variables.get(name) ?? leaf(name), apply);
    if (logits === undefined) throw new Error('no logits');
    return tf.neg(tf.sum(tf.mul(tf.logSoftmax(logits), target)));
  };
  const step = async (): Promise<number> => {
    const value = tf.tidy(() => {
      const { value, grads } = tf.variableGrads(loss);
      for (const [name, variable] of variables) {
        const [v, g] = [velocity.get(name), grads[`${run} ${name}`]];
        if (v === undefined || g === undefined) continue;
        v.assign(tf.add(tf.mul(v, scalars.momentum), tf.reshape(g, v.shape)));
        variable.assign(tf.sub(variable, tf.mul(v, scalars.rate)));
      }
      return value;
    });
    const [number = Number.NaN] = await read(value);
    tf.dispose(value);
    return number;
  };
  return {
    outputs: async () => [Float32Array.of(await step()), Float32Array.of(await step())],
    run: async () => void (await step()),
    drop: () => tf.disposeVariables(),
  };
};
