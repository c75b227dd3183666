import type { Graph, Node } from '../graph/graph.ts';

/** Runs a graph by a peer's operations; gives its outputs and releases what it made. */
export const interpret = <A>(
  { nodes, outputs }: Graph,
  leaf: (node: Extract<Node, { readonly op: 'input' | 'const' }>) => A,
  apply: (node: Node, args: readonly A[]) => readonly A[],
): readonly A[] => {
  const values: A[] = [];
  const at = (id: number): A => {
    const value = values[id];
    if (value === undefined) throw new Error(`value ${id} is not there yet`);
    return value;
  };
  for (const node of nodes) {
    const results = node.op === 'input' || node.op === 'const' ? [leaf(node)] : apply(node, node.in.map(at));
    for (const [i, id] of node.out.entries()) {
      const result = results[i];
      if (result !== undefined) values[id] = result;
    }
  }
  return outputs.map(({ id }) => at(id));
};

/** The values that depend on nothing but constants: a library user would compute them once. */
export const constantValues = ({ nodes }: Graph): ReadonlySet<number> => {
  const constant = new Set<number>();
  for (const node of nodes) {
    const known = node.op === 'const' || (node.op !== 'input' && node.in.every((id) => constant.has(id)));
    if (known) for (const id of node.out) constant.add(id);
  }
  return constant;
};
