import type { Graph } from './graph.ts';

const product = (shape: readonly number[]): number => shape.reduce((n, d) => n * d, 1);

/**
 * The operations in a graph's products, 2 for each multiplication with its addition. What is left out, sums and activations of
 * their results, is below a percent of them in every task.
 */
export const productOperations = ({ nodes, shapes }: Graph): number => {
  // What depends on nothing but constants is computed once, before any run.
  const varying = new Set<number>();
  let total = 0;
  for (const node of nodes) {
    if (node.op !== 'input' && !node.in.some((id) => varying.has(id))) continue;
    for (const id of node.out) varying.add(id);
    const [a = [], b = []] = node.in.map((id) => shapes[id] ?? []);
    const out = shapes[node.out[0] ?? 0] ?? [];
    if (node.op === 'matmul' || node.op === 'dense') total += 2 * product(out) * (a[a.length - 1] ?? 0);
    else if (node.op === 'conv') total += 2 * product(out) * product(b.slice(0, 3));
    else if (node.op === 'lstm') total += 8 * product(out) * ((a[2] ?? 0) + (b[1] ?? 0));
  }
  return total;
};
