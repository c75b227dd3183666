import { type Equation, mapBody, type Program } from '../../tensor/program.ts';
import { type Builder, builder, lookup, rewrite, transplant } from './builder.ts';
import { sendsMessages, splatOf } from './facts.ts';

/**
 * Moves out of the bodies of scans what is the same at every step: it is computed once and handed in as a const.
 * From nested scans it moves as far out as it can. Messages stay, since each step sends them; numbers that are
 * merely repeated stay too, as they cost nothing to remake.
 *
 * @example
 * ```ts
 * // scan(%w, %h, %xs) { body: h + exp(w) · x }  ⟶  %e = exp(%w); scan(%e, %h, %xs) { body: h + e · x }
 * ```
 */
export const hoistInvariants = (program: Program): Program =>
  rewrite(program, (given, into) => {
    const equation = mapBody(given, hoistInvariants);
    // A loop that never runs would only gain work.
    return equation.primitive === 'scan' && equation.params.length > 0
      ? hoist(equation, into)
      : into.emit(equation);
  });

const hoist = (equation: Equation<'scan'>, outer: Builder): readonly number[] => {
  const { params, inputs } = equation;
  const { body, consts } = params;
  const scratch = builder(body.inputs);
  /** For values of the body that never change: the value outside. */
  const outside = new Map<number, number>(inputs.slice(0, consts).map((n, i) => [i, n]));
  const hoisted: number[] = [];
  const staying: Equation[] = [];

  /** The value outside that an invariant value of the body is; repeated numbers are made again outside. */
  const exported = (n: number): number => {
    const known = outside.get(n);
    if (known !== undefined) return known;
    const definition = scratch.definition(n);
    if (definition === undefined) throw new RangeError(`hoistInvariants: %${n} is not invariant`);
    const [made] = outer.emit({ ...definition, inputs: definition.inputs.map(exported) });
    if (made === undefined) throw new RangeError(`hoistInvariants: %${n} is not made`);
    outside.set(n, made);
    return made;
  };
  const isFixed = (n: number): boolean => outside.has(n) || splatOf(scratch.definition, n) !== undefined;

  transplant(
    body,
    scratch,
    body.inputs.map((_, i) => i),
    (inner) => {
      const made = scratch.emit(inner);
      const isSplat = made.every((n) => splatOf(scratch.definition, n) !== undefined);
      if (isSplat || sendsMessages(inner) || !inner.inputs.every(isFixed)) staying.push(inner);
      else {
        const results = outer.emit({ ...inner, inputs: inner.inputs.map(exported) });
        made.forEach((n, i) => {
          outside.set(n, lookup(results, i));
          hoisted.push(n);
        });
      }
      return made;
    },
  );
  if (hoisted.length === 0) return outer.emit(equation);

  const read = new Set([...staying.flatMap((e) => e.inputs), ...body.outputs]);
  const handed = hoisted.filter((n) => read.has(n));
  const rebuilt = builder([
    ...body.inputs.slice(0, consts),
    ...handed.map(scratch.aval),
    ...body.inputs.slice(consts),
  ]);
  // The hoisted values are inputs now; their equations are passed over.
  const isHandedIn = new Map(handed.map((n, i) => [n, consts + i]));
  const gone = new Set(hoisted);
  const renumber = transplant(
    body,
    rebuilt,
    body.inputs.map((_, i) => (i < consts ? i : i + handed.length)),
    (inner, into, old) =>
      inner.outputs.length > 0 && gone.has(old)
        ? inner.outputs.map((_, i) => isHandedIn.get(old + i) ?? -1)
        : into.emit(inner),
  );
  return outer.emit({
    ...equation,
    params: { ...params, body: rebuilt.finish(body.outputs.map(renumber)), consts: consts + handed.length },
    inputs: [...inputs.slice(0, consts), ...handed.map(exported), ...inputs.slice(consts)],
  });
};
