import { type Aval, aval, sameShape, showAval } from '../aval.ts';
import { demand } from '../error.ts';
import type { Params } from '../primitives.ts';
import { avalsOf } from '../program.ts';
import { isNatural } from './demand.ts';

const same = (a: Aval | undefined, b: Aval | undefined): boolean =>
  a !== undefined && b !== undefined && a.dtype === b.dtype && sameShape(a.shape, b.shape);

export const scan = (
  { body, length, consts, carries }: Params['scan'],
  inputs: readonly Aval[],
): readonly Aval[] => {
  demand(
    isNatural(consts) && isNatural(carries) && isNatural(length) && consts + carries <= inputs.length,
    'scan',
    `${consts} constants and ${carries} carries of ${inputs.length} inputs`,
  );
  const xs = inputs.slice(consts + carries);
  for (const x of xs)
    demand(x.shape[0] === length, 'scan', `an input to be scanned has not length ${length}`, [x]);
  const given = [...inputs.slice(0, consts + carries), ...xs.map((x) => aval(x.shape.slice(1), x.dtype))];
  demand(
    given.length === body.inputs.length && given.every((a, i) => same(a, body.inputs[i])),
    'scan',
    `the body takes ${body.inputs.map(showAval).join(', ')}`,
    given,
  );
  const values = avalsOf(body);
  const results = body.outputs.flatMap((n) => values[n] ?? []);
  for (let i = 0; i < carries; i++) {
    const [before, after] = [inputs[consts + i], results[i]];
    demand(
      same(before, after),
      'scan',
      `carry ${i} changes its shape`,
      [before, after].flatMap((a) => a ?? []),
      'the same before and after',
    );
  }
  return [
    ...results.slice(0, carries),
    ...results.slice(carries).map((y) => aval([length, ...y.shape], y.dtype)),
  ];
};
