import type { Graph, Node } from '../graph/graph.ts';
import type { Jax, JaxArray } from './jax-types.ts';

/** Columns of a matrix. */
const columns = (x: JaxArray, start: number, end: number): JaxArray =>
  x.ref.slice([0, x.shape[0] ?? 0], [start, end]);

const lstm = ({ numpy: np, nn }: Jax, args: readonly JaxArray[]): readonly JaxArray[] => {
  const [xs, h0, c0, input, hidden, bias] = args;
  if (!xs || !h0 || !c0 || !input || !hidden || !bias) throw new Error('lstm: an argument is missing');
  const [frames = 0, rows = 0, width = 0] = xs.shape;
  const dim = h0.shape[1] ?? 0;
  const all = np.add(np.matmul(xs.ref.reshape([frames * rows, width]), input.ref), bias.ref);
  let [h, c] = [h0.ref, c0.ref];
  const hs: JaxArray[] = [];
  for (let t = 0; t < frames; t++) {
    const share = all.ref.slice([t * rows, (t + 1) * rows], [0, 4 * dim]);
    const z = np.add(share, np.matmul(h, hidden.ref));
    const [i, f, g, o] = [0, 1, 2, 3].map((n) => columns(z, n * dim, (n + 1) * dim));
    z.dispose();
    if (!i || !f || !g || !o) throw new Error('lstm: a gate is missing');
    c = np.add(np.multiply(nn.sigmoid(f), c), np.multiply(nn.sigmoid(i), np.tanh(g)));
    h = np.multiply(nn.sigmoid(o), np.tanh(c.ref));
    hs.push(h.ref);
  }
  all.dispose();
  return [np.stack(hs, 0), h, c];
};

/** One operation. Images have their channels first. Arguments are kept: `interpret`'s values are used more than once. */
export const jaxOperations =
  (jax: Jax, { shapes }: Graph) =>
  (node: Node, args: readonly JaxArray[]): readonly JaxArray[] => {
    const { numpy: np, nn, lax } = jax;
    const [x, y, z] = args;
    if (x === undefined) throw new Error(`${node.op} without arguments`);
    const two = (): JaxArray => {
      if (y === undefined) throw new Error(`${node.op} with one argument`);
      return y.ref;
    };
    const shape = shapes[node.out[0] ?? 0] ?? [];
    switch (node.op) {
      case 'matmul':
        // A matrix times a stack of matrices comes out with its axes exchanged (jax-js 0.1.25), unless it is a stack, too.
        return [np.matmul(x.shape.length < shape.length ? x.ref.reshape([1, ...x.shape]) : x.ref, two())];
      case 'dense': {
        const a = x.ref.reshape([-1, x.shape[x.shape.length - 1] ?? 0]);
        const product = np.matmul(a, two());
        const sum = z ? np.add(product, z.ref) : product;
        return [(node.relu ? nn.relu(sum) : sum).reshape(shape)];
      }
      case 'add':
        return [np.add(x.ref, two())];
      case 'mul':
        return [np.multiply(x.ref, two())];
      case 'relu':
        return [nn.relu(x.ref)];
      case 'sigmoid':
        return [nn.sigmoid(x.ref)];
      case 'tanh':
        return [np.tanh(x.ref)];
      case 'gather':
        return [np.take(x.ref, np.array(Int32Array.from(node.indices), { dtype: np.int32 }), node.axis)];
      case 'concat':
        return [
          np.concatenate(
            args.map((a) => a.ref),
            node.axis,
          ),
        ];
      case 'slice':
        return [
          x.ref.slice(
            ...x.shape.map((n, i) =>
              i === node.axis ? ([node.start, node.end] as const) : ([0, n] as const),
            ),
          ),
        ];
      case 'reshape':
        return [x.ref.reshape(node.shape)];
      case 'sum':
        return [np.sum(x.ref, node.axis, { keepdims: node.keep })];
      case 'lstm':
        return lstm(jax, args);
      case 'conv': {
        const out = lax.conv(x.ref, two(), [1, 1], node.padding === 'same' ? 'SAME' : 'VALID');
        const sum = z ? np.add(out, z.ref.reshape([1, -1, 1, 1])) : out;
        return [node.relu ? nn.relu(sum) : sum];
      }
      case 'maxPool': {
        // reduceWindow has no gradient here; a maximum over a reshaped image has.
        const [n = 0, c = 0, h = 0, w = 0] = x.shape;
        const even = x.ref.slice([0, n], [0, c], [0, h - (h % 2)], [0, w - (w % 2)]);
        return [np.max(even.reshape([n, c, Math.floor(h / 2), 2, Math.floor(w / 2), 2]), [3, 5])];
      }
      case 'imageRows': {
        const [n = 0, c = 0, h = 0, w = 0] = x.shape;
        return [x.ref.reshape([n, c, h * w]).transpose([0, 2, 1])];
      }
      default:
        throw new Error(`${node.op} has no arguments`);
    }
  };
