/**
 * The language of einops patterns: `'t (h w) c -> (t c) h w'`. A word names an axis; parentheses make one axis of
 * several; `1` and `()` are axes of size 1; `...` is any number of axes.
 *
 * Rogozhnikov, "Einops: clear and reliable tensor manipulations with Einstein-like notation" (ICLR 2022).
 */
import { demand } from '../error.ts';

/** One side: for each axis of the tensor the names that it is made of (none: size 1). */
export type Side = readonly (readonly string[])[];

/** A side as it is written, where `...` outside of parentheses still stands for many axes. */
export type Written = readonly (readonly string[] | '...')[];

export interface Pattern {
  readonly left: Written;
  readonly right: Written;
}

const side = (op: string, text: string): Written => {
  const axes = text.match(/\([^()]*\)|[^\s()]+|[()]/g) ?? [];
  return axes.map((axis) => {
    demand(axis !== '(' && axis !== ')', op, `the parentheses of '${text.trim()}' do not match`);
    const names = axis.replace(/[()]/g, ' ').split(' ');
    return axis === '...' ? '...' : names.filter((name) => name !== '' && name !== '1');
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
  const numeric = [...left, ...right].flat().find((name) => Number.isFinite(Number(name)));
  demand(numeric === undefined, op, `an axis is a number other than 1: '${numeric}'`);
  demandDistinct(op, left.flat());
  demandDistinct(op, right.flat());
  const nested = left.some((names) => names !== '...' && names.includes('...'));
  demand(!nested, op, `... stands in parentheses on the left of '${text}'`);
  const open = right.flat().includes('...') && !left.includes('...');
  demand(!open, op, `... is only on the right of '${text}'`);
  return { left, right };
};

/** Puts names for the `count` axes that `...` stands for in its place. */
export const spread = (axes: Written, count: number): Side => {
  const dots = Array.from({ length: count }, (_, i) => `...${i}`);
  return axes.flatMap(
    (names): Side =>
      names === '...'
        ? dots.map((dot) => [dot])
        : [names.flatMap((name) => (name === '...' ? dots : [name]))],
  );
};
