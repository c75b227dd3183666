import type { Job } from '../graph/graph.ts';
import type { Given, Prepared, TensorOf } from './answer.ts';
import { interpret } from './interpret.ts';
import { jaxOperations } from './jax-operations.ts';
import { jaxTraining } from './jax-training.ts';
import type { Jax, JaxArray } from './jax-types.ts';
import { channelsFirst, channelsLast, outputsFirst } from './layout.ts';

/** The job's inputs and constants as arrays, kernels and images in the library's layout. */
const leavesOf = (jax: Jax, job: Job, tensor: TensorOf): ReadonlyMap<string, JaxArray> => {
  const array = ({ shape, data }: Given): JaxArray => jax.numpy.array(data, { shape });
  const leaves = new Map<string, JaxArray>();
  for (const node of job.graph.nodes) {
    if (node.op !== 'input' && node.op !== 'const') continue;
    const given = tensor(node.name);
    const image = node.op === 'input' && node.image;
    const kernel = node.op === 'const' && given.shape.length === 4;
    leaves.set(node.name, array(image ? channelsFirst(given) : kernel ? outputsFirst(given) : given));
  }
  return leaves;
};

const found = (leaves: ReadonlyMap<string, JaxArray>, name: string): JaxArray => {
  const leaf = leaves.get(name);
  if (leaf === undefined) throw new Error(`no ${name}`);
  return leaf;
};

/** A task on jax-js's default device: the whole graph under `jit`. */
export const jaxTask = (jax: Jax, job: Job, tensor: TensorOf): Prepared => {
  const { graph, mode } = job;
  const leaves = leavesOf(jax, job, tensor);
  const apply = jaxOperations(jax, graph);
  if (mode.kind === 'train') return jaxTraining(jax, job, mode, tensor, leaves, apply);
  const inputs = graph.nodes.flatMap((node) => (node.op === 'input' ? [node.name] : []));
  // Weights are arguments: as captured constants they would be copied into every kernel's code.
  const names = [...leaves.keys()].filter((name) => !inputs.includes(name));
  const f = jax.jit((given: readonly JaxArray[], constants: readonly JaxArray[]): readonly JaxArray[] => {
    const all = [
      ...inputs.map((n, i) => [n, given[i]] as const),
      ...names.map((n, i) => [n, constants[i]] as const),
    ];
    const at = new Map(all.flatMap(([name, x]) => (x === undefined ? [] : [[name, x] as const])));
    return interpret(graph, ({ name }) => found(at, name), apply).map((x) => x.ref);
  });
  const state = new Map<string, JaxArray>();
  const constants = names.map((name) => found(leaves, name));
  const once = async (): Promise<readonly Float32Array[]> => {
    const results = f(
      inputs.map((name) => state.get(name) ?? found(leaves, name).ref),
      constants.map((x) => x.ref),
    );
    const stream = mode.kind === 'stream';
    if (stream) for (const [i, x] of results.slice(1).entries()) state.set(`state${i}`, x);
    return Promise.all(results.slice(0, stream ? 1 : undefined).map((x) => x.data()));
  };
  const last = ([first, ...rest]: readonly Float32Array[]): readonly Float32Array[] => {
    const { id = 0, image = false } = graph.outputs[0] ?? {};
    const [n = 0, h = 0, w = 0, c = 0] = graph.shapes[id] ?? [];
    if (!image || first === undefined) return first === undefined ? [] : [first, ...rest];
    return [channelsLast({ shape: [n, c, h, w], data: first }).data];
  };
  return {
    outputs: async () =>
      mode.kind === 'stream' ? [...(await once()), ...(await once())] : last(await once()),
    run: async () => void (await once()),
    drop: () => {
      f.dispose();
      for (const x of [...leaves.values(), ...state.values()]) x.dispose();
    },
  };
};
