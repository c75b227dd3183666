/** ONNX Runtime, the native library or its WebAssembly build: `PEER` says which, `THREADS` how many. */

import { channelsFirst, channelsLast } from './layout.ts';
import { onnxModel } from './onnx-model.ts';
import { readTensors, serve } from './serve.ts';

interface OrtTensor {
  readonly data: Float32Array;
  readonly dispose: () => void;
}
type Feeds = { readonly [name: string]: OrtTensor };
interface Session {
  readonly run: (feeds: Feeds) => Promise<Feeds>;
  readonly release: () => Promise<void>;
}
interface Ort {
  readonly env: { readonly versions?: { readonly common?: string }; readonly wasm?: { numThreads?: number } };
  readonly Tensor: new (dtype: 'float32', data: Float32Array, shape: readonly number[]) => OrtTensor;
  readonly InferenceSession: {
    readonly create: (model: Uint8Array, options: object) => Promise<Session>;
  };
}

const threads = Number(process.env.THREADS ?? 1);
const native = process.env.PEER === 'onnxruntime-node';
const load = async (): Promise<Ort> => {
  const name = native ? 'onnxruntime-node' : 'onnxruntime-web';
  const module: Ort & { readonly default?: Ort } = await import(name);
  const ort = module.InferenceSession === undefined && module.default ? module.default : module;
  if (!native && ort.env.wasm) ort.env.wasm.numThreads = threads;
  return ort;
};
const loading = load();

serve(
  async () => `ONNX Runtime ${(await loading).env.versions?.common ?? ''}`,
  async (job) => {
    const ort = await loading;
    const { graph, mode } = job;
    if (mode.kind === 'train') throw new Error('trains no models');
    const tensor = readTensors(job);
    const session = await ort.InferenceSession.create(await onnxModel(graph, tensor), {
      executionProviders: [native ? 'cpu' : 'wasm'],
      graphOptimizationLevel: 'all',
      ...(native ? { intraOpNumThreads: threads, interOpNumThreads: 1 } : {}),
    });
    const feeds: Record<string, OrtTensor> = {};
    for (const node of graph.nodes) {
      if (node.op !== 'input') continue;
      const given = tensor(node.name);
      const { shape, data } = node.image ? channelsFirst(given) : given;
      feeds[node.name] = new ort.Tensor('float32', data, shape);
    }
    const once = async (): Promise<readonly Float32Array[]> => {
      const results = await session.run(feeds);
      const list = graph.outputs.flatMap(({ id }) => results[`v${id}`] ?? []);
      if (mode.kind === 'run') return list.map((x) => x.data);
      for (const [i, x] of list.slice(1).entries()) feeds[`state${i}`] = x;
      return list.slice(0, 1).map((x) => x.data);
    };
    const last = (outputs: readonly Float32Array[]): readonly Float32Array[] =>
      outputs.map((data, i) => {
        const { id = 0, image = false } = graph.outputs[i] ?? {};
        const [n = 0, h = 0, w = 0, c = 0] = graph.shapes[id] ?? [];
        return image ? channelsLast({ shape: [n, c, h, w], data }).data : Float32Array.from(data);
      });
    return {
      outputs: async () =>
        mode.kind === 'stream' ? [...(await once()), ...(await once())] : last(await once()),
      run: async () => void (await once()),
      drop: () => void session.release(),
    };
  },
);
