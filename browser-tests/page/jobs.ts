/** Work of a user of the library, for pages and for Node alike: what it gives is compared bit by bit. */
import {
  type AnyValue,
  type Backend,
  compile,
  conv2d,
  cos,
  evaluate,
  flattenValues,
  grad,
  matmul,
  mean,
  mul,
  pow,
  randomKey,
  sin,
  type Tensor,
  uniform,
  value,
} from 'thwc';
import { rstg } from 'thwc/rstg';
import { adam, startTraining, trainStep } from 'thwc/train';

const net = rstg({
  frames: 4,
  height: 6,
  width: 6,
  channels: 16,
  scales: [1, 2, 3],
  dim: 32,
  iterations: 2,
  schedule: 'all-temp',
  edges: 'intersect',
  gather: 'dot',
  positional: { size: 6, sigma: 1 },
  update: 'shared',
  readout: 'vec',
  time: 'last',
});

type Clip = Tensor<[4, 6, 6, 16]>;
type Params = ReturnType<typeof net.init>;

const loss = (params: Params, clip: Clip): Tensor<[]> => {
  const answer = net.apply(params, clip);
  return mean(mul(answer, answer));
};

type Job = (backend: Backend) => Promise<unknown>;

const drawn = async (backend: Backend) => ({
  params: await evaluate(net.init(randomKey(1)), { backend }),
  clip: await evaluate(uniform(randomKey(2), [4, 6, 6, 16]), { backend }),
});

const product: Job = async (backend) => {
  const a = await evaluate(uniform(randomKey(3), [200, 300]), { backend });
  const b = await evaluate(uniform(randomKey(4), [300, 100]), { backend });
  return compile((x: Tensor<[200, 300]>, y: Tensor<[300, 100]>) => matmul(x, y), { backend })(a, b);
};

const convolution: Job = (backend) =>
  evaluate(conv2d(uniform(randomKey(5), [4, 30, 30, 8]), uniform(randomKey(6), [3, 3, 8, 20])), { backend });

const forward: Job = async (backend) => {
  const { params, clip } = await drawn(backend);
  return compile(net.apply, { backend })(params, clip);
};

const gradient: Job = async (backend) => {
  const { params, clip } = await drawn(backend);
  return compile(grad(loss), { backend })(params, clip);
};

const training: Job = async (backend) => {
  const { params, clip } = await drawn(backend);
  const optimiser = adam<Params>();
  const start = compile((p: Params) => startTraining(p, optimiser), { backend });
  const step = compile(
    trainStep((p: Params, x: Clip) => [loss(p, x), []] as const, optimiser),
    { backend, donate: [0] },
  );
  let state = await start(params);
  for (let i = 0; i < 3; i++) [state] = await step(state, value(0.01), clip);
  return state;
};

/** What JavaScript computes for us, which engines may round as they like. */
const hostMaths: Job = async (backend) => {
  const x = await evaluate(uniform(randomKey(7), [1000]), { backend });
  const f = (t: Tensor<[1000]>) => [sin(mul(t, 20)), cos(mul(t, 20)), pow(t, mul(t, 5))] as const;
  return compile(f, { backend })(x);
};

/** Jobs by name. */
export const jobs = {
  product,
  convolution,
  forward,
  gradient,
  training,
  hostMaths,
} as const satisfies Readonly<Record<string, Job>>;

const bytesOf = ({ data }: AnyValue): Uint8Array =>
  new Uint8Array(data.buffer, data.byteOffset, data.byteLength);

/** The start of the SHA-256 of all numbers in a tree of values. */
const digest = async (tree: unknown): Promise<string> => {
  const bytes = await new Blob(
    flattenValues(tree, 'result').leaves.map((leaf) => Uint8Array.from(bytesOf(leaf))),
  ).arrayBuffer();
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...hash.subarray(0, 6)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
};

/** What each job gives on a backend, as digests. */
export const digests = async (backend: Backend): Promise<Readonly<Record<string, string>>> => {
  const found: Record<string, string> = {};
  for (const [name, job] of Object.entries(jobs)) found[name] = await digest(await job(backend));
  return found;
};
