import { apply, applyAll } from '../../src/tensor/apply.ts';
import * as build from '../../src/tensor/build.ts';
import { atPath } from '../../src/tensor/error.ts';
import type { Params } from '../../src/tensor/primitives.ts';
import { avalsOf, type Program } from '../../src/tensor/program.ts';
import type { AnyTensor } from '../../src/tensor/tensor.ts';

const at = (values: readonly AnyTensor[], n: number): AnyTensor => {
  const x = values[n];
  if (x === undefined) throw new RangeError(`value ${n} does not exist`);
  return x;
};

/** A program applied to tensors with every scan written out, step after step: no scan is left. */
export const unrolled = (program: Program, inputs: readonly AnyTensor[]): readonly AnyTensor[] => {
  const values = [...inputs];
  for (const { primitive, params, inputs: args, path } of program.equations) {
    const given = args.map((n) => at(values, n));
    values.push(
      ...atPath(path, () =>
        primitive === 'scan' ? steps(params, given) : applyAll(primitive, params, given),
      ),
    );
  }
  return program.outputs.map((n) => at(values, n));
};

const rowOf = (x: AnyTensor, t: number): AnyTensor => build.dropAxes(build.sliceAxis(x, 0, t, t + 1), [0]);

/** The definition of scan. */
const steps = (
  { body, length, consts, carries, reverse }: Params['scan'],
  inputs: readonly AnyTensor[],
): readonly AnyTensor[] => {
  let carry = inputs.slice(consts, consts + carries);
  const ys: (readonly AnyTensor[])[] = [];
  for (let step = 0; step < length; step++) {
    const t = reverse ? length - 1 - step : step;
    const rows = inputs.slice(consts + carries).map((x) => rowOf(x, t));
    const results = unrolled(body, [...inputs.slice(0, consts), ...carry, ...rows]);
    carry = results.slice(0, carries);
    ys[t] = results.slice(carries);
  }
  const avals = avalsOf(body);
  const stacked = body.outputs.slice(carries).map((n, i) => {
    const { shape = [], dtype = 'f32' } = avals[n] ?? {};
    if (length === 0) return build.full([0, ...shape], 0, dtype);
    return apply(
      'concat',
      { axis: 0 },
      ys.map((row) => build.reshapeTo(at(row, i), [1, ...shape])),
    );
  });
  return [...carry, ...stacked];
};
