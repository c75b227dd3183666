/** From equations to pieces of work: what only moves a view does nothing, all else becomes work. */
import { type Aval, sizeOf, stridesOf } from '../../../tensor/aval.ts';
import { demand } from '../../../tensor/error.ts';
import type { Program } from '../../../tensor/program.ts';
import type { AnyValue } from '../../../tensor/value.ts';
import { isPacked } from '../../strided/strided.ts';
import type { MapOp } from '../map/spec.ts';
import { lowerEquation } from './rules.ts';
import { type View, whole } from './view.ts';
import type { Node, Nodes, Region, Work } from './works.ts';

/** What rules lower with: adds work, gives views of its results. */
export interface Collector {
  readonly node: (out: Aval) => Node;
  /** Adds work, unless its result has no elements. */
  readonly add: (work: Work & { readonly out: Node }) => View;
  readonly addLoop: (work: Extract<Work, { kind: 'loop' }>) => void;
  readonly map: (op: MapOp, operands: readonly View[], out: Aval) => View;
  /** The same elements one after the other: the view itself where they are already. */
  readonly packed: (view: View) => View;
  readonly constant: (value: AnyValue) => View;
  /** Lowers a body in place. */
  readonly inline: (body: Program, inputs: readonly View[]) => readonly View[];
}

const splatOf = ({ shape, data }: AnyValue): number | undefined => {
  const [first] = data;
  if (first === undefined || (sizeOf(shape) > 1 && Object.is(first, -0))) return undefined;
  for (const x of data) if (!Object.is(x, first)) return undefined;
  return first;
};

export const collect = (program: Program, inputs: readonly View[], nodes: Nodes): Region => {
  const works: Work[] = [];
  const node = ({ shape, dtype }: Aval): Node => nodes.make(dtype, shape);
  const add = (work: Work & { readonly out: Node }): View => {
    const { id, dtype, shape } = work.out;
    if (sizeOf(shape) > 0) works.push(work);
    return whole(id, dtype, shape);
  };
  const map = (op: MapOp, operands: readonly View[], out: Aval): View =>
    add({ kind: 'map', op, dtype: operands.at(-1)?.dtype ?? out.dtype, operands, out: node(out) });
  const collector: Collector = {
    node,
    add,
    addLoop: (work) => {
      works.push(work);
    },
    map,
    packed: (view) =>
      isPacked(view) && view.splat === undefined
        ? { ...view, strides: stridesOf(view.shape) }
        : map({ kind: 'copy' }, [view], view),
    constant: (value) => {
      const made = nodes.make(value.dtype, value.shape);
      nodes.constants.set(made.id, { node: made, data: value.data });
      return { ...whole(made.id, made.dtype, made.shape), splat: splatOf(value) };
    },
    inline: (body, given) => run(body, given),
  };
  const run = (body: Program, given: readonly View[]): readonly View[] => {
    demand(
      given.length === body.inputs.length,
      'wasm',
      `${given.length} inputs`,
      [],
      `${body.inputs.length}`,
    );
    const values: View[] = [...given];
    const at = (n: number): View => {
      const view = values[n];
      if (view === undefined) throw new RangeError(`wasm: value %${n} is used before it is made`);
      return view;
    };
    for (const equation of body.equations)
      values.push(...lowerEquation(equation, equation.inputs.map(at), collector));
    return body.outputs.map(at);
  };
  const outputs = run(program, inputs);
  return { works, outputs };
};
