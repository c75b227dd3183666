/**
 * A program as a picture: boxes, arrows and groups, drawn by Mermaid or Graphviz.
 */
import { type Aval, showAval } from '../../tensor/aval.ts';
import { bodyOf, type Equation, type Program } from '../../tensor/program.ts';
import { showParams } from './show.ts';

/** What a box stands for, which gives it its shape. */
export type Role = 'input' | 'constant' | 'operation' | 'output';

export interface Box {
  readonly id: string;
  readonly role: Role;
  readonly lines: readonly string[];
}

export interface Arrow {
  readonly from: string;
  readonly to: string;
  /** The type of what flows. */
  readonly label: string;
}

/** A program, or the body of a scan inside one. */
export interface Group {
  readonly id: string;
  readonly title: string;
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
  readonly groups: readonly Group[];
}

/** Where a value comes from, and its type. */
interface Source {
  readonly id: string;
  readonly aval: Aval;
}

/** The picture of a program. Identifiers are letters, digits and underscores, unique in the whole picture. */
export const graphOf = (program: Program, id = 'p', title = 'program'): Group => {
  const boxes: Box[] = program.inputs.map((aval, i) => ({
    id: `${id}_in${i}`,
    role: 'input',
    lines: [`%${i}`, showAval(aval)],
  }));
  const sources: Source[] = program.inputs.map((aval, i) => ({ id: `${id}_in${i}`, aval }));
  const arrows: Arrow[] = [];
  const groups: Group[] = [];
  const connect = (n: number, to: string): void => {
    const source = sources[n];
    if (source !== undefined) arrows.push({ from: source.id, to, label: showAval(source.aval) });
  };

  program.equations.forEach((equation, i) => {
    const { primitive, inputs, outputs } = equation;
    const box = `${id}_${i}`;
    for (const n of inputs) connect(n, box);
    for (const aval of outputs) sources.push({ id: box, aval });
    const inside = bodyOf(equation);
    if (inside !== undefined) {
      const name = nameOf(equation);
      boxes.push({ id: box, role: 'operation', lines: [name] });
      groups.push(graphOf(inside.body, `${box}_body`, `body of the ${name}`));
      arrows.push({ from: box, to: `${box}_body_return`, label: 'body' });
      return;
    }
    const details = showParams(equation);
    boxes.push({
      id: box,
      role: primitive === 'constant' ? 'constant' : 'operation',
      lines: details === '' ? [primitive] : [primitive, details],
    });
  });

  boxes.push({ id: `${id}_return`, role: 'output', lines: ['return'] });
  for (const n of program.outputs) connect(n, `${id}_return`);
  return { id, title, boxes, arrows, groups };
};

/** What an equation with a body is called. */
const nameOf = ({ primitive, params }: Equation): string =>
  primitive === 'scan' ? `scan × ${params.length}${params.reverse ? ', reversed' : ''}` : primitive;
