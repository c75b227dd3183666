import { applyAll } from './apply.ts';
import { aval } from './aval.ts';
import { demand, TensorError, within } from './error.ts';
import type { AnyTensor } from './tensor.ts';
import { trace } from './trace.ts';
import { type Flat, flattenTensors, sameStructure, unflatten } from './tree.ts';

/** The body of a scan on trees of any shape. */
export type Body = (carry: unknown, x: unknown) => readonly [carry: unknown, y: unknown];

/** How many steps there are: the first axis of all that is scanned. */
export const lengthOf = ({ leaves, paths }: Flat<AnyTensor>): number => {
  const [first] = leaves;
  demand(first !== undefined, 'scan', 'xs holds no tensor');
  const length = first.shape[0];
  demand(length !== undefined, 'scan', `xs has no axis to scan over at ${paths[0] || 'its root'}`, [first]);
  for (const [i, x] of leaves.entries()) {
    demand(x.shape[0] === length, 'scan', `lengths differ (${paths[i]})`, [first, x]);
  }
  return length;
};

/** The untyped scan: traces the body once and applies the primitive. */
export const loop = (f: Body, init: unknown, xs: unknown, reverse: boolean): [unknown, unknown] => {
  const carry = flattenTensors(init, 'the initial carry of scan');
  const input = flattenTensors(xs, 'xs of scan');
  const length = lengthOf(input);
  const results: { structure?: ReturnType<typeof flattenTensors>['structure'] } = {};
  const carries = carry.leaves.length;
  const { program, captured } = within('scan', () =>
    trace([...carry.leaves, ...input.leaves.map((x) => aval(x.shape.slice(1), x.dtype))], (placeholders) => {
      const [next, y] = f(
        unflatten(carry.structure, placeholders.slice(0, carries)),
        unflatten(input.structure, placeholders.slice(carries)),
      );
      const after = flattenTensors(next, 'the carry that the body of scan gives');
      demand(
        sameStructure(after.structure, carry.structure),
        'scan',
        'the carry changes its structure',
        [],
        carry.paths.join(', '),
      );
      after.leaves.forEach((x, i) => {
        const before = carry.leaves[i];
        if (before === undefined || before.shape.join() !== x.shape.join() || before.dtype !== x.dtype) {
          const given = before === undefined ? [x] : [before, x];
          throw new TensorError(
            'scan',
            `the carry changes its shape${at(carry.paths[i])}`,
            given,
            'the same before and after',
          );
        }
      });
      const ys = flattenTensors(y, 'what the body of scan gives');
      results.structure = ys.structure;
      return [...after.leaves, ...ys.leaves];
    }),
  );
  const outputs = applyAll('scan', { body: program, length, consts: captured.length, carries, reverse }, [
    ...captured,
    ...carry.leaves,
    ...input.leaves,
  ]);
  return [
    unflatten(carry.structure, outputs.slice(0, carries)),
    unflatten(results.structure ?? { kind: 'branch', list: true, branches: [] }, outputs.slice(carries)),
  ];
};

const at = (path: string | undefined): string => (path ? ` at ${path}` : '');
