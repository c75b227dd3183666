import { type Aval, aval, sameShape, showAval } from '../aval.ts';
import { demand } from '../error.ts';
import type { Params } from '../primitives.ts';
import { avalsOf, type Program } from '../program.ts';
import { isNatural } from './demand.ts';

type Inputs = readonly Aval[];

const same = (a: Aval, b: Aval | undefined): boolean =>
  b !== undefined && a.dtype === b.dtype && sameShape(a.shape, b.shape);

const sameAll = (given: Inputs, wanted: Inputs): boolean =>
  given.length === wanted.length && given.every((a, i) => same(a, wanted[i]));

const resultsOf = (program: Program): Inputs => {
  const values = avalsOf(program);
  return program.outputs.flatMap((n) => values[n] ?? []);
};

const demandFit = (primitive: string, what: string, given: Inputs, wanted: Inputs): void =>
  demand(
    sameAll(given, wanted),
    primitive,
    `${what} takes ${wanted.map(showAval).join(', ') || 'nothing'}`,
    given,
  );

export const checkpoint = ({ body }: Params['checkpoint'], inputs: Inputs): Inputs => {
  demandFit('checkpoint', 'the body', inputs, body.inputs);
  return resultsOf(body);
};

export const custom = (params: Params['custom'], inputs: Inputs): Inputs => {
  const { body, forward, backward, captured } = params;
  demand(
    isNatural(captured) && captured <= inputs.length,
    'custom',
    `${captured} captured of ${inputs.length} inputs`,
  );
  demandFit('custom', 'the body', inputs, body.inputs);
  demandFit('custom', 'forward', inputs, forward.inputs);
  const results = resultsOf(body);
  const kept = resultsOf(forward).slice(results.length);
  demandFit('custom', 'what forward gives first: the body', resultsOf(forward), [...results, ...kept]);
  demandFit('custom', 'backward', [...kept, ...results.map(cotangentOf)], backward.inputs);
  demandFit('custom', 'what backward gives: an argument', resultsOf(backward), inputs.slice(captured));
  return results;
};

/** Cotangents are of the same type; integers have none, and take a zero's place with their own type. */
const cotangentOf = ({ shape, dtype }: Aval): Aval => aval(shape, dtype);
