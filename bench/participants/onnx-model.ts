/** A graph as an ONNX model (opset 13), weights as initializers; the bytes are onnx-proto's work. */
import type { Graph, Node } from '../graph/graph.ts';
import type { Given } from './answer.ts';
import { outputsFirst, transposed } from './layout.ts';

interface OnnxNode {
  readonly opType: string;
  readonly input: readonly string[];
  readonly output: readonly string[];
  readonly attribute: readonly object[];
}
type Attribute = number | string | readonly number[];
interface Message {
  readonly encode: (message: object) => { readonly finish: () => Uint8Array };
}
interface Proto {
  readonly onnx: { readonly ModelProto: Message & { readonly fromObject: (x: object) => object } };
}

const attributeOf = ([name, value]: readonly [string, Attribute]): object =>
  typeof value === 'number'
    ? { name, type: 2, i: value }
    : typeof value === 'string'
      ? { name, type: 3, s: new TextEncoder().encode(value) }
      : { name, type: 7, ints: value };

/** Collects nodes and initializers. */
const onnxWriter = () => {
  const nodes: OnnxNode[] = [];
  const initializers: object[] = [];
  let fresh = 0;
  const floats = (name: string, { shape, data }: Given): string => {
    const rawData = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    initializers.push({ name, dims: shape, dataType: 1, rawData });
    return name;
  };
  const integers = (list: readonly number[]): string => {
    const name = `i${fresh++}`;
    const rawData = new Uint8Array(BigInt64Array.from(list, BigInt).buffer);
    initializers.push({ name, dims: [list.length], dataType: 7, rawData });
    return name;
  };
  const node = (
    opType: string,
    input: readonly string[],
    output: string | readonly string[] = `t${fresh++}`,
    attributes: { readonly [name: string]: Attribute } = {},
  ): string => {
    const outputs = typeof output === 'string' ? [output] : output;
    nodes.push({ opType, input, output: outputs, attribute: Object.entries(attributes).map(attributeOf) });
    return outputs[0] ?? '';
  };
  return { nodes, initializers, floats, integers, node };
};

/** ONNX's order of gates is i, o, f, g; weights are `[1, 4D, I]`. */
const lstmWeights = ({ shape: [rows = 0, wide = 0], data }: Given): Given => {
  const dim = wide / 4;
  const { data: across } = transposed({ shape: [rows, wide], data });
  const result = new Float32Array(data.length);
  for (const [to, from] of [0, 3, 1, 2].entries())
    result.set(across.subarray(from * dim * rows, (from + 1) * dim * rows), to * dim * rows);
  return { shape: [1, wide, rows], data: result };
};

/** The bias of the input and, all zero, that of the hidden state. */
const lstmBias = (bias: Given): Given => {
  const { data } = lstmWeights({ shape: [1, bias.data.length], data: bias.data });
  const both = new Float32Array(2 * data.length);
  both.set(data);
  return { shape: [1, both.length], data: both };
};

type Writer = ReturnType<typeof onnxWriter>;

/** How each operation is said; images have their channels first. */
const write = (w: Writer, { shapes }: Graph, node: Node, weight: (id: number) => Given): void => {
  const args = node.in.map((id) => `v${id}`);
  const [out = ''] = node.out.map((id) => `v${id}`);
  const shape = shapes[node.out[0] ?? 0] ?? [];
  const [x = '', y = '', z] = args;
  switch (node.op) {
    case 'matmul':
      w.node('MatMul', args, out);
      return;
    case 'dense': {
      const steps = (node.relu ? 1 : 0) + (z === undefined ? 0 : 1);
      const product = w.node('MatMul', [x, y], ...(steps === 0 ? [out] : []));
      const sum = z === undefined ? product : w.node('Add', [product, z], ...(node.relu ? [] : [out]));
      if (node.relu) w.node('Relu', [sum], out);
      return;
    }
    case 'add':
    case 'mul':
    case 'relu':
    case 'sigmoid':
    case 'tanh': {
      const name = { add: 'Add', mul: 'Mul', relu: 'Relu', sigmoid: 'Sigmoid', tanh: 'Tanh' }[node.op];
      w.node(name, args, out);
      return;
    }
    case 'gather':
      w.node('Gather', [x, w.integers(node.indices)], out, { axis: node.axis });
      return;
    case 'concat':
      w.node('Concat', args, out, { axis: node.axis });
      return;
    case 'slice':
      w.node('Slice', [x, w.integers([node.start]), w.integers([node.end]), w.integers([node.axis])], out);
      return;
    case 'reshape':
      w.node('Reshape', [x, w.integers(shape)], out);
      return;
    case 'sum':
      w.node('ReduceSum', [x, w.integers([node.axis])], out, { keepdims: node.keep ? 1 : 0 });
      return;
    case 'lstm': {
      const [, , , input = 0, hidden = 0, bias = 0] = node.in;
      const [frames = 0, rows = 0, dim = 0] = shape;
      const state = (v: string) => w.node('Reshape', [v, w.integers([1, rows, dim])]);
      const weights = [
        w.floats(`v${input}.${out}`, lstmWeights(weight(input))),
        w.floats(`v${hidden}.${out}`, lstmWeights(weight(hidden))),
        w.floats(`v${bias}.${out}`, lstmBias(weight(bias))),
      ];
      const results = [`${out}.y`, `${out}.h`, `${out}.c`] as const;
      const inputs = [x, ...weights, '', state(y), state(z ?? '')];
      w.node('LSTM', inputs, results, { hidden_size: dim });
      w.node('Reshape', [results[0], w.integers([frames, rows, dim])], out);
      for (const [i, name] of results.slice(1).entries())
        w.node('Reshape', [name, w.integers([rows, dim])], `v${node.out[i + 1]}`);
      return;
    }
    case 'conv': {
      const auto = node.padding === 'same' ? 'SAME_UPPER' : 'VALID';
      const [kernel = 0] = node.in.slice(1);
      const named = w.floats(`v${kernel}.${out}`, outputsFirst(weight(kernel)));
      const given = [x, named, ...(z === undefined ? [] : [z])];
      const made = w.node('Conv', given, node.relu ? `${out}.linear` : out, { auto_pad: auto });
      if (node.relu) w.node('Relu', [made], out);
      return;
    }
    case 'maxPool':
      w.node('MaxPool', [x], out, { kernel_shape: [2, 2], strides: [2, 2] });
      return;
    case 'imageRows': {
      const [n = 0, cells = 0, channels = 0] = shape;
      const flat = w.node('Reshape', [x, w.integers([n, channels, cells])]);
      w.node('Transpose', [flat], out, { perm: [0, 2, 1] });
      return;
    }
    default:
      return;
  }
};

const described = (name: string, shape: readonly number[]): object => ({
  name,
  type: { tensorType: { elemType: 1, shape: { dim: shape.map((n) => ({ dimValue: n })) } } },
});

/** The bytes of the model. Values are named `v<number>`, inputs by their names. */
export const onnxModel = async (graph: Graph, tensor: (name: string) => Given): Promise<Uint8Array> => {
  const library = 'onnx-proto';
  const loaded: Proto & { readonly default?: Proto } = await import(library);
  const { ModelProto } = (loaded.default ?? loaded).onnx;
  const w = onnxWriter();
  const constants = new Map<number, string>();
  const weight = (id: number): Given => tensor(constants.get(id) ?? '');
  const inputs: object[] = [];
  for (const node of graph.nodes) {
    const [id = 0] = node.out;
    const shape = graph.shapes[id] ?? [];
    if (node.op === 'input') {
      const [n = 0, h = 0, wide = 0, c = 0] = shape;
      inputs.push(described(node.name, node.image ? [n, c, h, wide] : shape));
      w.node('Identity', [node.name], `v${id}`);
    } else if (node.op === 'const') {
      constants.set(id, node.name);
      w.floats(`v${id}`, tensor(node.name));
    } else write(w, graph, node, weight);
  }
  const outputs = graph.outputs.map(({ id, image }) => {
    const [n = 0, h = 0, wide = 0, c = 0] = graph.shapes[id] ?? [];
    return described(`v${id}`, image ? [n, c, h, wide] : (graph.shapes[id] ?? []));
  });
  const model = {
    irVersion: 7,
    opsetImport: [{ domain: '', version: 13 }],
    graph: { name: 'task', node: w.nodes, initializer: w.initializers, input: inputs, output: outputs },
  };
  return ModelProto.encode(ModelProto.fromObject(model)).finish();
};
