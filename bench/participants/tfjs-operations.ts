import type { Graph, Node } from '../graph/graph.ts';
import type { Tfjs, TfTensor } from './tfjs-types.ts';

/** One step of the recurrence, given the input's share of the gates. */
const cell = (tf: Tfjs, z: TfTensor, c: TfTensor, dim: number): readonly [TfTensor, TfTensor] => {
  const [i = z, f = z, g = z, o = z] = [0, 1, 2, 3].map((n) => tf.slice(z, [0, n * dim], [-1, dim]));
  const next = tf.add(tf.mul(tf.sigmoid(f), c), tf.mul(tf.sigmoid(i), tf.tanh(g)));
  return [tf.mul(tf.sigmoid(o), tf.tanh(next)), next];
};

const lstm = (tf: Tfjs, args: readonly TfTensor[]): readonly TfTensor[] => {
  const [xs, h0, c0, input, hidden, bias] = args;
  if (!xs || !h0 || !c0 || !input || !hidden || !bias) throw new Error('lstm: an argument is missing');
  const [frames = 0, rows = 0, width = 0] = xs.shape;
  const dim = h0.shape[1] ?? 0;
  const all = tf.fused.matMul({ a: tf.reshape(xs, [frames * rows, width]), b: input, bias });
  let [h, c] = [h0, c0];
  const hs: TfTensor[] = [];
  for (let t = 0; t < frames; t++) {
    const share = tf.slice(all, [t * rows, 0], [rows, 4 * dim]);
    [h, c] = cell(tf, tf.add(share, tf.matMul(h, hidden)), c, dim);
    hs.push(h);
  }
  return [tf.stack(hs, 0), h, c];
};

/** One operation; kept indices are made once for each node. */
export const tfjsOperations = (tf: Tfjs, { shapes }: Graph, fuse: boolean) => {
  const indices = new Map<Node, TfTensor>();
  return (node: Node, args: readonly TfTensor[]): readonly TfTensor[] => {
    const [x, y, z] = args;
    if (x === undefined) throw new Error(`${node.op} without arguments`);
    const two = (): TfTensor => {
      if (y === undefined) throw new Error(`${node.op} with one argument`);
      return y;
    };
    const shape = shapes[node.out[0] ?? 0] ?? [];
    const activation = { activation: 'relu' in node && node.relu ? 'relu' : 'linear' } as const;
    switch (node.op) {
      case 'matmul':
        return [tf.matMul(x.shape.length < 3 && shape.length === 3 ? tf.expandDims(x, 0) : x, two())];
      case 'dense': {
        const a = tf.reshape(x, [-1, x.shape[x.shape.length - 1] ?? 0]);
        if (fuse)
          return [
            tf.reshape(tf.fused.matMul({ a, b: two(), ...(z ? { bias: z } : {}), ...activation }), shape),
          ];
        const sum = z ? tf.add(tf.matMul(a, two()), z) : tf.matMul(a, two());
        return [tf.reshape(node.relu ? tf.relu(sum) : sum, shape)];
      }
      case 'add':
        return [tf.add(x, two())];
      case 'mul':
        return [tf.mul(x, two())];
      case 'relu':
        return [tf.relu(x)];
      case 'sigmoid':
        return [tf.sigmoid(x)];
      case 'tanh':
        return [tf.tanh(x)];
      case 'gather': {
        const at = indices.get(node) ?? tf.keep(tf.tensor1d([...node.indices], 'int32'));
        indices.set(node, at);
        return [tf.gather(x, at, node.axis)];
      }
      case 'concat':
        return [tf.concat(args, node.axis)];
      case 'slice': {
        const begin = x.shape.map((_, i) => (i === node.axis ? node.start : 0));
        return [tf.slice(x, begin, shape)];
      }
      case 'reshape':
        return [tf.reshape(x, node.shape)];
      case 'sum':
        return [tf.sum(x, node.axis, node.keep)];
      case 'lstm':
        return lstm(tf, args);
      case 'conv': {
        if (fuse)
          return [
            tf.fused.conv2d({
              x,
              filter: two(),
              strides: 1,
              pad: node.padding,
              ...(z ? { bias: z } : {}),
              ...activation,
            }),
          ];
        const out = tf.conv2d(x, two(), 1, node.padding);
        const sum = z ? tf.add(out, z) : out;
        return [node.relu ? tf.relu(sum) : sum];
      }
      case 'maxPool':
        return [tf.maxPool(x, 2, 2, 'valid')];
      case 'imageRows':
        return [tf.reshape(x, shape)];
      default:
        throw new Error(`${node.op} has no arguments`);
    }
  };
};
