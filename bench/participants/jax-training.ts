import type { Job, Mode, Node } from '../graph/graph.ts';
import type { Prepared, TensorOf } from './answer.ts';
import { interpret } from './interpret.ts';
import type { Jax, JaxArray } from './jax-types.ts';

/** A step of training, compiled as one: loss, gradients, SGD with momentum. */
export const jaxTraining = (
  jax: Jax,
  job: Job,
  { rate, momentum, labels }: Extract<Mode, { readonly kind: 'train' }>,
  tensor: TensorOf,
  leaves: ReadonlyMap<string, JaxArray>,
  apply: (node: Node, args: readonly JaxArray[]) => readonly JaxArray[],
): Prepared => {
  const { numpy: np, nn } = jax;
  const [batch = 0, classes = 0] = job.graph.shapes[job.graph.outputs[0]?.id ?? 0] ?? [];
  const marks = new Float32Array(batch * classes);
  for (const [i, label] of tensor(labels).data.entries()) marks[i * classes + label] = 1 / batch;
  const target = np.array(marks, { shape: [batch, classes] });
  const names = [...leaves.keys()];
  const trained = names.filter((name) => name.startsWith('params.'));
  const others = names.filter((name) => !name.startsWith('params.'));
  const pick = (list: readonly string[]): readonly JaxArray[] =>
    list.flatMap((name) => {
      const leaf = leaves.get(name);
      return leaf === undefined ? [] : [leaf];
    });
  const loss = (params: readonly JaxArray[], ...[wanted, ...rest]: readonly JaxArray[]): JaxArray => {
    const all = new Map<string, JaxArray>();
    for (const [i, name] of trained.entries()) if (params[i]) all.set(name, params[i]);
    for (const [i, name] of others.entries()) if (rest[i]) all.set(name, rest[i]);
    const leaf = (name: string): JaxArray => {
      const x = all.get(name);
      if (x === undefined) throw new Error(`no ${name}`);
      return x;
    };
    const [logits] = interpret(job.graph, ({ name }) => leaf(name), apply);
    if (logits === undefined || wanted === undefined) throw new Error('no logits');
    return np.negative(np.sum(np.multiply(nn.logSoftmax(logits.ref, 1), wanted.ref), null));
  };
  const scaled = (x: JaxArray, by: number): JaxArray => np.multiply(x, np.array([by]).reshape([]));
  const step = jax.jit(
    (params: readonly JaxArray[], velocity: readonly JaxArray[], ...rest: readonly JaxArray[]) => {
      const [value, grads] = jax.valueAndGrad(loss)(
        params.map((p) => p.ref),
        ...rest,
      );
      const next = velocity.map((v, i) => {
        const g = grads[i];
        return g === undefined ? v : np.add(scaled(v, momentum), g);
      });
      return [
        value,
        params.map((p, i) => np.subtract(p, scaled(next[i]?.ref ?? p.ref, rate))),
        next,
      ] as const;
    },
  );
  let params = pick(trained);
  let velocity = params.map((p) =>
    np.array(new Float32Array(p.shape.reduce((n, d) => n * d, 1)), { shape: p.shape }),
  );
  const once = async (): Promise<number> => {
    const rest = [target, ...pick(others)].map((x) => x.ref);
    const [value, nextParams, nextVelocity] = step(params, velocity, ...rest);
    [params, velocity] = [nextParams, [...nextVelocity]];
    return (await value.data())[0] ?? Number.NaN;
  };
  return {
    outputs: async () => [Float32Array.of(await once()), Float32Array.of(await once())],
    run: async () => void (await once()),
  };
};
