/** Whether results are the same bits: on threads, in browsers, in Node. */
import type { Digests, Report } from './report.ts';

/** Jobs whose numbers are made by JavaScript's own functions may differ from engine to engine. */
const ofTheEngine: readonly string[] = ['hostMaths'];

const differing = (a: Digests, b: Digests, except: readonly string[] = []): readonly string[] =>
  Object.keys(a).filter((job) => a[job] !== b[job] && !except.includes(job));

export interface InNode {
  readonly plain: Digests;
  readonly fused: Digests;
}

/** What differs that must not. */
export const differences = ({ runs }: Report, node: InNode): readonly string[] => {
  const compare = (a: string, b: string): readonly string[] =>
    differing(runs[a] ?? {}, runs[b] ?? {}).map((job) => `${job}: ${a} ≠ ${b}`);
  const compareWithNode = (name: string, digests: Digests): readonly string[] =>
    differing(digests, runs[name] ?? {}, ofTheEngine).map((job) => `${job}: ${name} ≠ Node`);
  return [
    ...compare('plain, 1 thread', 'plain, 2 threads'),
    ...compare('plain, 1 thread', 'plain, 4 threads'),
    ...compare('default, 1 thread', 'default'),
    ...compareWithNode('plain, 1 thread', node.plain),
    ...compareWithNode('default, 1 thread', node.fused),
  ];
};

/** Jobs of the engine's own functions that give other bits here than in Node: known, and said. */
export const engineDifferences = ({ runs }: Report, node: InNode): readonly string[] =>
  differing(node.plain, runs['plain, 1 thread'] ?? {}).filter((job) => ofTheEngine.includes(job));
