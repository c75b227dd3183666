/** Forward mode through what has a body: the body runs on tensors and tangents. */
import { applyAll } from '../../tensor/apply.ts';
import { typeOf } from '../../tensor/aval.ts';
import type { Params } from '../../tensor/primitives.ts';
import type { Program } from '../../tensor/program.ts';
import type { AnyTensor } from '../../tensor/tensor.ts';
import { inline, trace } from '../../tensor/trace.ts';
import { reach, settle } from '../reach.ts';
import { demandExplicit } from './calling.ts';
import { differentiably, zeros } from './cotangent.ts';
import { type Dual, type Push, tangent } from './dual.ts';
import { entry, indices } from './linearised.ts';
import { linearise } from './pullback.ts';

/** Runs a program on inputs of which some have tangents: gives its outputs, then the tangents of those that have one. */
const pushInto = (
  push: Push,
  program: Program,
  active: readonly boolean[],
  activeOut: readonly boolean[],
  xs: readonly AnyTensor[],
  dxs: readonly AnyTensor[],
): readonly AnyTensor[] => {
  const places = indices(active);
  const results = push(
    program,
    xs.map((x, i) => ({ x, dx: dxs[places.indexOf(i)] })),
  );
  return [...results.map(({ x }) => x), ...indices(activeOut).map((i) => tangent(entry(results, i)))];
};

/** Outputs, then tangents for the active ones, as duals. */
const paired = (all: readonly AnyTensor[], activeOut: readonly boolean[]): readonly Dual[] => {
  const places = indices(activeOut);
  return activeOut.map((is, i) => ({
    x: entry(all, i),
    dx: is ? entry(all, activeOut.length + places.indexOf(i)) : undefined,
  }));
};

export const scan = (params: Params['scan'], inputs: readonly Dual[], push: Push): readonly Dual[] => {
  const { body, length, consts, carries, reverse } = params;
  const active = settle(
    body,
    inputs.map(({ dx }) => dx !== undefined),
    consts,
    carries,
    differentiably,
  );
  const activeOut = reach(body, active, differentiably);
  const isOf = {
    consts: (i: number) => i < consts,
    carries: (i: number) => i >= consts && i < consts + carries,
    xs: (i: number) => i >= consts + carries,
  };
  // In the new body each kind comes with its tangents behind it.
  const order = (['consts', 'carries', 'xs'] as const).flatMap((kind) => [
    ...inputs.flatMap((_, i) => (isOf[kind](i) ? [{ i, moves: false, kind }] : [])),
    ...indices(active).flatMap((i) => (isOf[kind](i) ? [{ i, moves: true, kind }] : [])),
  ]);
  const { program, captured } = trace(
    order.map(({ i }) => typeOf(entry(body.inputs, i))),
    (args) => {
      const ofKind = (moves: boolean) =>
        order
          .map((o, place) => ({ ...o, x: entry(args, place) }))
          .filter((o) => o.moves === moves)
          .map(({ x }) => x);
      const results = paired(pushInto(push, body, active, activeOut, ofKind(false), ofKind(true)), activeOut);
      const [next, ys] = [results.slice(0, carries), results.slice(carries)];
      const movingCarries = indices(active).filter(isOf.carries);
      return [
        ...next.map(({ x }) => x),
        ...movingCarries.map((i) => tangent(entry(next, i - consts))),
        ...ys.map(({ x }) => x),
        ...ys.flatMap(({ dx }) => dx ?? []),
      ];
    },
  );
  const given = order.map(({ i, moves }) => (moves ? tangent(entry(inputs, i)) : entry(inputs, i).x));
  const count = (kind: string) => order.filter((o) => o.kind === kind).length;
  const outputs = applyAll(
    'scan',
    {
      body: program,
      length,
      consts: captured.length + count('consts'),
      carries: count('carries'),
      reverse,
    },
    [...captured, ...given],
  );
  const movingCarries = indices(active).filter(isOf.carries);
  const afterCarries = count('carries');
  const stacked = activeOut.slice(carries);
  return activeOut.map((is, i): Dual => {
    if (i < carries) {
      const place = movingCarries.indexOf(i + consts);
      return { x: entry(outputs, i), dx: place < 0 ? undefined : entry(outputs, carries + place) };
    }
    const y = i - carries;
    const place = afterCarries + stacked.length + stacked.slice(0, y).filter(Boolean).length;
    return { x: entry(outputs, afterCarries + y), dx: is ? entry(outputs, place) : undefined };
  });
};

export const checkpoint = (
  { body }: Params['checkpoint'],
  inputs: readonly Dual[],
  push: Push,
): readonly Dual[] => {
  const active = inputs.map(({ dx }) => dx !== undefined);
  const activeOut = reach(body, active, differentiably);
  const xs = inputs.map(({ x }) => x);
  const dxs = inputs.flatMap(({ dx }) => dx ?? []);
  const { program, captured } = trace([...xs, ...dxs].map(typeOf), (args) =>
    pushInto(push, body, active, activeOut, args.slice(0, xs.length), args.slice(xs.length)),
  );
  return paired(applyAll('checkpoint', { body: program }, [...captured, ...xs, ...dxs]), activeOut);
};

/**
 * The rule is given for cotangents. It is linear in them, so its own transpose is the rule for tangents: the cotangent of
 * the way back, with respect to the cotangents that it takes.
 */
export const custom = (params: Params['custom'], inputs: readonly Dual[]): readonly Dual[] => {
  const { forward, backward, body, captured } = params;
  demandExplicit(
    captured,
    inputs.map(({ dx }) => dx !== undefined),
    inputs.map(({ x }) => x),
  );
  const all = inline(
    forward,
    inputs.map(({ x }) => x),
  );
  const outputs = all.slice(0, body.outputs.length);
  const kept = all.slice(body.outputs.length);
  const { pull } = linearise(
    backward,
    [...kept, ...outputs.map(zeros)],
    [...kept.map(() => false), ...outputs.map(({ dtype }) => dtype === 'f32')],
  );
  const pulled = pull(inputs.slice(captured).map(({ dx }) => dx));
  return outputs.map((x, i) => ({ x, dx: pulled[kept.length + i] }));
};
