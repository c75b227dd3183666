/**
 * The gradient of a scan is a scan the other way: it carries the cotangents of the carry and goes through what the
 * forward scan kept of each step. Its size does not depend on the number of steps.
 */
import { applyAll } from '../../tensor/apply.ts';
import { aval, typeOf } from '../../tensor/aval.ts';
import { full } from '../../tensor/build.ts';
import type { Params } from '../../tensor/primitives.ts';
import type { AnyTensor } from '../../tensor/tensor.ts';
import { inline, type Traced, trace } from '../../tensor/trace.ts';
import { reach, settle } from '../reach.ts';
import { differentiably, type Maybe, plus, zeros } from './cotangent.ts';
import { entry, indices, type Linearise, type Linearised } from './linearised.ts';
import { traceBack } from './residuals.ts';

type Scan = Params['scan'];

/** The body made ready: what it gives and keeps, and the way back through one step. */
interface Ready {
  /** Gives the body's outputs, then what is kept of each step. */
  readonly forward: Traced;
  /** From what it captures (inputs of the body, or kept) and the cotangents of active outputs, to those of inputs reached. */
  readonly back: Traced;
  /** The inputs that cotangents come to, and all active carries. */
  readonly reached: readonly number[];
  /** For each captured one of `back`: which input of the body it is, or which of the kept. */
  readonly sources: readonly Source[];
  readonly kept: number;
}

type Source =
  | { readonly kind: 'const'; readonly input: number }
  | { readonly kind: 'x'; readonly input: number }
  | { readonly kind: 'kept'; readonly place: number };

const ready = (
  { body, consts, carries }: Scan,
  activeIn: readonly boolean[],
  activeOut: readonly boolean[],
  linearise: Linearise,
): Ready => {
  const stash: { back?: Traced; sources: Source[]; reached: readonly number[] } = {
    sources: [],
    reached: [],
  };
  const forward = trace(body.inputs, (inputs) => {
    const { outputs, pull } = linearise(body, inputs, activeIn);
    const alive = indices(activeOut);
    const back = traceBack(
      alive.map((i) => typeOf(entry(outputs, i))),
      (cts) => {
        const pulled = pull(outputs.map((_, i) => cts[alive.indexOf(i)]));
        const isCarry = (i: number): boolean => i >= consts && i < consts + carries;
        stash.reached = indices(activeIn).filter((i) => isCarry(i) || pulled[i] !== undefined);
        return stash.reached.map((i) => pulled[i] ?? zeros(entry(inputs, i)));
      },
    );
    const kept: AnyTensor[] = [];
    stash.sources = back.captured.map((x): Source => {
      const input = inputs.indexOf(x);
      if (input >= 0 && input < consts) return { kind: 'const', input };
      if (input >= consts + carries) return { kind: 'x', input };
      return { kind: 'kept', place: kept.push(x) - 1 };
    });
    stash.back = back;
    return [...outputs, ...kept];
  });
  const { back, sources, reached } = stash;
  if (back === undefined) throw new RangeError('grad: the body of a scan was not traced');
  return { forward, back, reached, sources, kept: forward.program.outputs.length - body.outputs.length };
};

export const scan = (
  params: Scan,
  inputs: readonly AnyTensor[],
  wants: readonly boolean[],
  linearise: Linearise,
): Linearised => {
  const { body, length, consts, carries, reverse } = params;
  const activeIn = settle(body, wants, consts, carries, differentiably);
  const activeOut = reach(body, activeIn, differentiably);
  const { forward, back, reached, sources, kept } = ready(params, activeIn, activeOut, linearise);
  const all = applyAll(
    'scan',
    {
      body: forward.program,
      length,
      consts: forward.captured.length + consts,
      carries,
      reverse,
    },
    [...forward.captured, ...inputs],
  );
  const outputs = all.slice(0, body.outputs.length);
  const stacked = all.slice(body.outputs.length);
  const is = (kind: Source['kind']) => (source: Source) => source.kind === kind;

  const pull = (cts: readonly Maybe[]): readonly Maybe[] => {
    const inputTypes = body.inputs.map(typeOf);
    // Carried backwards: the cotangents of the active carries, and sums for those of the active consts.
    const movingCarries = reached.filter((i) => i >= consts && i < consts + carries);
    const summed = reached.filter((i) => i < consts);
    const scanned = reached.filter((i) => i >= consts + carries);
    const fixed = sources.flatMap((s) => (s.kind === 'const' ? [entry(inputs, s.input)] : []));
    const starts = [
      ...movingCarries.map((i) => cts[i - consts] ?? zeros(entry(inputTypes, i))),
      // Adding to −0 changes nothing, so that the simplifier can leave it out where the loop is short.
      ...summed.map((i) => full(entry(inputTypes, i).shape, length === 0 ? 0 : -0, 'f32')),
    ];
    // Only the ys that have a cotangent are gone through.
    const ys = indices(activeOut).filter((i) => i >= carries && cts[i] !== undefined);
    const xs = [
      ...sources.flatMap((s) => (s.kind === 'x' ? [entry(inputs, s.input)] : [])),
      ...stacked,
      ...ys.flatMap((i) => cts[i] ?? []),
    ];
    const slices = xs.map((x) => aval(x.shape.slice(1), x.dtype));

    const { program, captured } = trace([...fixed, ...starts, ...slices].map(typeOf), (args) => {
      const [ofConst, rest] = [args.slice(0, fixed.length), args.slice(fixed.length)];
      const [carried, sliced] = [rest.slice(0, starts.length), rest.slice(starts.length)];
      const ofX = sliced.slice(0, sources.filter(is('x')).length);
      const ofKept = sliced.slice(ofX.length, ofX.length + kept);
      const ofYs = sliced.slice(ofX.length + kept);
      const take = { const: ofConst.values(), x: ofX.values() };
      const found = sources.map((s) => {
        const next = s.kind === 'kept' ? ofKept[s.place] : take[s.kind].next().value;
        if (next === undefined) throw new RangeError('grad: a residual of a scan is missing');
        return next;
      });
      const given = indices(activeOut).map((i) => {
        const known = i < carries ? carried[movingCarries.indexOf(consts + i)] : ofYs[ys.indexOf(i)];
        const type = entry(outputs, i);
        return known ?? zeros(aval(i < carries ? type.shape : type.shape.slice(1), type.dtype));
      });
      const pulled = inline(back.program, [...found, ...given]);
      const at = (i: number) => entry(pulled, reached.indexOf(i));
      return [
        ...movingCarries.map(at),
        ...summed.map((i, j) => plus(carried[movingCarries.length + j], at(i)) ?? at(i)),
        ...scanned.map(at),
      ];
    });
    const results = applyAll(
      'scan',
      {
        body: program,
        length,
        consts: captured.length + fixed.length,
        carries: starts.length,
        reverse: !reverse,
      },
      [...captured, ...fixed, ...starts, ...xs],
    );
    const order = [...movingCarries, ...summed, ...scanned];
    return inputs.map((_, i) => (wants[i] === true ? results[order.indexOf(i)] : undefined));
  };
  return { outputs, pull };
};
