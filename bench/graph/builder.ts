import type { Graph, Node, Operation } from './graph.ts';

/** A value of a graph being built. */
export interface Ref {
  readonly id: number;
  readonly shape: readonly number[];
}

const broadcast = (a: readonly number[], b: readonly number[]): readonly number[] => {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) =>
    Math.max(a[i - rank + a.length] ?? 1, b[i - rank + b.length] ?? 1),
  );
};

const at = (shape: readonly number[], axis: number): number => shape[axis] ?? 0;
const replaced = (shape: readonly number[], axis: number, size: number): readonly number[] =>
  shape.map((n, i) => (i === axis ? size : n));

/** Adds operations to a graph, in the order in which they are called. */
export const graphBuilder = () => {
  const nodes: Node[] = [];
  const shapes: (readonly number[])[] = [];
  const constants = new Map<string, Ref>();
  const several = (
    operation: Operation,
    args: readonly Ref[],
    results: readonly (readonly number[])[],
  ): readonly Ref[] => {
    const refs = results.map((shape) => ({ id: shapes.push(shape) - 1, shape }));
    nodes.push({ ...operation, in: args.map(({ id }) => id), out: refs.map(({ id }) => id) });
    return refs;
  };
  const one = (operation: Operation, args: readonly Ref[], shape: readonly number[]): Ref => {
    several(operation, args, [shape]);
    return { id: shapes.length - 1, shape };
  };
  const same = (op: 'relu' | 'sigmoid' | 'tanh') => (x: Ref) => one({ op }, [x], x.shape);
  const pairwise = (op: 'add' | 'mul') => (a: Ref, b: Ref) =>
    one({ op }, [a, b], broadcast(a.shape, b.shape));
  return {
    input: (name: string, shape: readonly number[], image = false) =>
      one({ op: 'input', name, image }, [], shape),
    /** A weight; asked for twice it is the same value. */
    constant: (name: string, shape: readonly number[]): Ref => {
      const made = constants.get(name) ?? one({ op: 'const', name }, [], shape);
      constants.set(name, made);
      return made;
    },
    matmul: (a: Ref, b: Ref) =>
      one(
        { op: 'matmul' },
        [a, b],
        [
          ...broadcast(a.shape.slice(0, -2), b.shape.slice(0, -2)),
          at(a.shape, a.shape.length - 2),
          at(b.shape, b.shape.length - 1),
        ],
      ),
    dense: (x: Ref, weight: Ref, bias: Ref | null, relu = false) =>
      one({ op: 'dense', relu }, bias === null ? [x, weight] : [x, weight, bias], [
        ...x.shape.slice(0, -1),
        at(weight.shape, 1),
      ]),
    add: pairwise('add'),
    mul: pairwise('mul'),
    relu: same('relu'),
    sigmoid: same('sigmoid'),
    tanh: same('tanh'),
    gather: (x: Ref, axis: number, indices: readonly number[]) =>
      one({ op: 'gather', axis, indices }, [x], replaced(x.shape, axis, indices.length)),
    concat: (xs: readonly [Ref, ...Ref[]], axis: number) =>
      one(
        { op: 'concat', axis },
        xs,
        replaced(
          xs[0].shape,
          axis,
          xs.reduce((n, x) => n + at(x.shape, axis), 0),
        ),
      ),
    slice: (x: Ref, axis: number, start: number, end: number) =>
      one({ op: 'slice', axis, start, end }, [x], replaced(x.shape, axis, end - start)),
    reshape: (x: Ref, shape: readonly number[]) => one({ op: 'reshape', shape }, [x], shape),
    sum: (x: Ref, axis: number, keep = false) =>
      one(
        { op: 'sum', axis, keep },
        [x],
        keep ? replaced(x.shape, axis, 1) : x.shape.filter((_, i) => i !== axis),
      ),
    lstm: (xs: Ref, h: Ref, c: Ref, input: Ref, hidden: Ref, bias: Ref) => {
      const [hs = h, last = h, cell = c] = several(
        { op: 'lstm' },
        [xs, h, c, input, hidden, bias],
        [[at(xs.shape, 0), ...h.shape], h.shape, c.shape],
      );
      return { hs, h: last, c: cell };
    },
    conv: (x: Ref, kernel: Ref, bias: Ref | null, padding: 'valid' | 'same', relu = false) => {
      const [batch = 0, height = 0, width = 0] = x.shape;
      const [window = 0, , , filters = 0] = kernel.shape;
      const less = padding === 'same' ? 0 : window - 1;
      const args = bias === null ? [x, kernel] : [x, kernel, bias];
      return one({ op: 'conv', padding, relu }, args, [batch, height - less, width - less, filters]);
    },
    maxPool: (x: Ref) => {
      const [batch = 0, height = 0, width = 0, channels = 0] = x.shape;
      return one({ op: 'maxPool' }, [x], [batch, Math.floor(height / 2), Math.floor(width / 2), channels]);
    },
    imageRows: (x: Ref) => {
      const [batch = 0, height = 0, width = 0, channels = 0] = x.shape;
      return one({ op: 'imageRows' }, [x], [batch, height * width, channels]);
    },
    graph: (outputs: readonly Ref[], image = false): Graph => ({
      nodes,
      shapes,
      outputs: outputs.map(({ id }) => ({ id, image })),
    }),
  };
};

export type Builder = ReturnType<typeof graphBuilder>;
