/**
 * The language of einops patterns: `'t (h w) c -> (t c) h w'`. A word names an axis; parentheses make one axis of
 * several; `1` and `()` are axes of size 1; `...` is any number of axes.
 *
 * Rogozhnikov, "Einops: clear and reliable tensor manipulations with Einstein-like notation" (ICLR 2022).
 */
import { demand } from '../error.ts';

/** One side: for each axis of the tensor the names that it is made of (none: size 1). */
export type Side = readonly (readonly string[])[];

export interface Pattern {
  readonly left: Side;
  readonly right: Side;
}

const side = (op: string, text: string): Side => {
  const axes = text.match(/\([^()]*\)|[^\s()]+|[()]/g) ?? [];
  return axes.map((axis) => {
    demand(axis !== '(' && axis !== ')', op, `the parentheses of '${text.trim()}' do not match`);
    return axis
      .replace(/[()]/g, ' ')
      .split(' ')
      .filter((name) => name !== '' && name !== '1');
  });
};

const demandDistinct = (op: string, names: readonly string[]): void => {
  const repeated = names.find((name, i) => names.indexOf(name) < i);
  demand(repeated === undefined, op, `an axis is repeated: '${repeated}'`);
};

export const parsePattern = (op: string, text: string): Pattern => {
  const [before = '', after, ...more] = text.split('->');
  demand(after !== undefined && more.length === 0, op, `the pattern '${text}' has no -> or many`);
  const [left, right] = [side(op, before), side(op, after)];
  demandDistinct(op, left.flat());
  demandDistinct(op, right.flat());
  const nested = left.some((names) => names.length > 1 && names.includes('...'));
  demand(!nested, op, `... stands in parentheses on the left of '${text}'`);
  return { left, right };
};

/** Names for the axes that `...` stands for. */
export const spread = (axes: Side, count: number): Side =>
  axes.flatMap((names): Side => {
    const dots = Array.from({ length: count }, (_, i) => `...${i}`);
    if (names.length === 1 && names[0] === '...') return dots.map((dot) => [dot]);
    return [names.flatMap((name) => (name === '...' ? dots : [name]))];
  });
