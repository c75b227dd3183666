/**
 * Loops in their plainest form: what a scan need not carry, slice or stack is taken out of it.
 */
import { aval } from '../../tensor/aval.ts';
import { avalsOf, type Equation, mapBody, type Program } from '../../tensor/program.ts';
import { type Builder, builder, lookup, rewrite, transplant } from './builder.ts';
import { splatOf } from './facts.ts';

/**
 * Straightens scans:
 * - carries that never change, and slices of what repeats along the first axis, become consts;
 * - consts that repeat one number are remade inside; what is handed in twice is handed in once;
 * - ys that are an input slice, a const or one number are not stacked but taken from outside;
 * - a scan of length 1 becomes its body.
 */
export const straightenLoops = (program: Program): Program =>
  rewrite(program, (given, into) => {
    const equation = mapBody(given, straightenLoops);
    if (equation.primitive !== 'scan') return into.emit(equation);
    return equation.params.length === 1 ? unroll(equation, into) : straighten(equation, into);
  });

/** The body once, on the only slice of each x. */
const unroll = ({ params, inputs, path }: Equation<'scan'>, into: Builder): readonly number[] => {
  const { body, consts, carries } = params;
  const args = inputs.map((n, i) =>
    i < consts + carries ? n : into.apply('reshape', { shape: into.aval(n).shape.slice(1) }, [n], path),
  );
  const renumber = transplant(body, into, args);
  return body.outputs
    .map(renumber)
    .map((n, i) =>
      i < carries ? n : into.apply('reshape', { shape: [1, ...into.aval(n).shape] }, [n], path),
    );
};

/** What an input of the old body is in the new one. */
type Role =
  | { readonly kind: 'const' | 'carry' | 'x'; readonly outer: number }
  | { readonly kind: 'splat'; readonly outer: number };

/** The value outside without its first axis, if all its slices along that are the same. */
const sliceOfRepeated = (n: number, into: Builder): number | undefined => {
  const definition = into.definition(n);
  if (definition?.primitive !== 'broadcast' || definition.params.axes[0] === 0) return undefined;
  const { shape, axes } = definition.params;
  return into.apply(
    'broadcast',
    { shape: shape.slice(1), axes: axes.map((axis) => axis - 1) },
    definition.inputs,
    definition.path,
  );
};

const rolesOf = ({ params, inputs }: Equation<'scan'>, into: Builder): readonly Role[] => {
  const { body, consts, carries } = params;
  const fixed = (outer: number): Role =>
    splatOf(into.definition, outer) === undefined ? { kind: 'const', outer } : { kind: 'splat', outer };
  return inputs.map((outer, i) => {
    if (i < consts) return fixed(outer);
    if (i < consts + carries) return body.outputs[i - consts] === i ? fixed(outer) : { kind: 'carry', outer };
    const slice = sliceOfRepeated(outer, into);
    return slice === undefined ? { kind: 'x', outer } : fixed(slice);
  });
};

const straighten = (equation: Equation<'scan'>, into: Builder): readonly number[] => {
  const { params, outputs, inputs, path } = equation;
  const { body, length, carries } = params;
  const roles = rolesOf(equation, into);
  const types = avalsOf(body);

  // Consts and xs handed in once each; carries in their order.
  const distinct = (kind: 'const' | 'x') => [
    ...new Set(roles.flatMap((r) => (r.kind === kind ? r.outer : []))),
  ];
  const outerConsts = distinct('const');
  const outerXs = distinct('x');
  const outerCarries = roles.flatMap((r) => (r.kind === 'carry' ? r.outer : []));
  const inner = builder([
    ...[...outerConsts, ...outerCarries].map(into.aval),
    ...outerXs.map(into.aval).map(({ shape, dtype }) => aval(shape.slice(1), dtype)),
  ]);
  let nextCarry = outerConsts.length;
  const standIns = roles.map(({ kind, outer }) => {
    if (kind === 'splat') return copySplat(outer, into, inner);
    if (kind === 'const') return outerConsts.indexOf(outer);
    return kind === 'carry' ? nextCarry++ : outerConsts.length + outerCarries.length + outerXs.indexOf(outer);
  });
  const renumber = transplant(body, inner, standIns);

  /** What stands for a y outside the scan, where it need not be stacked. */
  const outside = (y: number): number | undefined => {
    const role = roles[y];
    const shape = [length, ...(types[y]?.shape ?? [])];
    if (role !== undefined && y >= params.consts + carries) return inputs[y];
    const fixed = role?.kind === 'const' || role?.kind === 'splat' ? role.outer : undefined;
    if (fixed !== undefined) {
      return into.apply('broadcast', { shape, axes: shape.slice(1).map((_, i) => i + 1) }, [fixed], path);
    }
    const n = renumber(y);
    if (splatOf(inner.definition, n) === undefined) return undefined;
    const made = copySplat(n, inner, into);
    return into.apply('broadcast', { shape, axes: shape.slice(1).map((_, i) => i + 1) }, [made], path);
  };

  const results: (number | undefined)[] = new Array(outputs.length);
  const ys: number[] = [];
  const places: (number | undefined)[] = body.outputs.map((y, i) => {
    const role = roles[params.consts + i];
    if (i < carries) {
      if (role?.kind === 'carry') return undefined;
      results[i] = inputs[params.consts + i];
      return undefined;
    }
    results[i] = outside(y);
    if (results[i] !== undefined) return undefined;
    const n = renumber(y);
    return ys.includes(n) ? ys.indexOf(n) : ys.push(n) - 1;
  });
  const next = body.outputs.slice(0, carries).filter((_, i) => roles[params.consts + i]?.kind === 'carry');
  const newBody = inner.finish([...next.map(renumber), ...ys]);
  const stacked = ys.map(inner.aval).map(({ shape, dtype }) => aval([length, ...shape], dtype));
  const made = into.emit({
    ...equation,
    params: { ...params, body: newBody, consts: outerConsts.length, carries: outerCarries.length },
    inputs: [...outerConsts, ...outerCarries, ...outerXs],
    outputs: [...outerCarries.map(into.aval), ...stacked],
  });
  let carried = 0;
  return outputs.map((_, i) => {
    const known = results[i];
    if (known !== undefined) return known;
    const place = places[i];
    return lookup(made, place === undefined ? carried++ : outerCarries.length + place);
  });
};

/** Makes a repeated number again in another program. */
const copySplat = (n: number, from: Builder, to: Builder): number => {
  const definition = from.definition(n);
  if (definition === undefined) throw new RangeError(`straightenLoops: %${n} is no constant`);
  const [made] = to.emit({ ...definition, inputs: definition.inputs.map((m) => copySplat(m, from, to)) });
  if (made === undefined) throw new RangeError(`straightenLoops: %${n} is not made`);
  return made;
};
