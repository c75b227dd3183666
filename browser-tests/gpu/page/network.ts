/** A small RSTG, forwards and backwards, on the graphics processor and by WebAssembly. */
import {
  type Backend,
  compile,
  evaluate,
  flattenValues,
  mean,
  mul,
  randomKey,
  type Tensor,
  uniform,
  valueAndGrad,
} from 'thwc';
import { wasmWith } from 'thwc/backends/wasm';
import { rstg } from 'thwc/rstg';

const net = rstg({
  frames: 3,
  height: 6,
  width: 6,
  channels: 4,
  scales: [1, 2],
  dim: 8,
  iterations: 2,
  schedule: 'all-temp',
  edges: 'intersect',
  gather: 'dot',
  positional: { size: 6, sigma: 1 },
  update: 'shared',
  readout: 'vec',
  time: 'last',
});

type Clip = Tensor<[3, 6, 6, 4]>;

const loss = (params: ReturnType<typeof net.init>, clip: Clip): Tensor<[]> => {
  const answer = net.apply(params, clip);
  return mean(mul(answer, answer));
};

/** How far two trees of values are from each other, by the size of the second. */
const distance = (found: unknown, truth: unknown): number => {
  const leaves = flattenValues(found, 'found').leaves;
  let [error, size] = [0, 0];
  flattenValues(truth, 'truth').leaves.forEach(({ data }, i) => {
    data.forEach((y, k) => {
      const off = Math.abs((leaves[i]?.data[k] ?? Number.NaN) - y);
      // What is not a number has to be seen.
      error = off <= error ? error : off;
      size = Math.max(size, Math.abs(y));
    });
  });
  return error / size;
};

const wasm = wasmWith({ threads: 1 });
const params = () => evaluate(net.init(randomKey(1)), { backend: wasm });
const clip = () => evaluate(uniform(randomKey(2), [3, 6, 6, 4]), { backend: wasm });

const tolerance = 1e-4;

const demandNear = (found: unknown, truth: unknown): string => {
  const off = distance(found, truth);
  if (!(off <= tolerance)) throw new Error(`off by ${off} of the largest number`);
  return `off by ${off.toExponential(1)} of the largest number`;
};

export const checkForward = async (backend: Backend): Promise<string> => {
  const [p, x] = [await params(), await clip()];
  return demandNear(
    await compile(net.apply, { backend })(p, x),
    await compile(net.apply, { backend: wasm })(p, x),
  );
};

export const checkGradient = async (backend: Backend): Promise<string> => {
  const [p, x] = [await params(), await clip()];
  const f = valueAndGrad(loss);
  return demandNear(await compile(f, { backend })(p, x), await compile(f, { backend: wasm })(p, x));
};
