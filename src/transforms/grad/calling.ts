/** The gradients of a checkpoint, which runs its body again, and of what has a rule of its own. */
import { applyAll } from '../../tensor/apply.ts';
import { typeOf } from '../../tensor/aval.ts';
import { demand } from '../../tensor/error.ts';
import type { Params } from '../../tensor/primitives.ts';
import { type Equation, mapBody, type Program } from '../../tensor/program.ts';
import type { AnyTensor } from '../../tensor/tensor.ts';
import { inline, trace } from '../../tensor/trace.ts';
import { type Maybe, zeros } from './cotangent.ts';
import { entry, type Linearise, type Linearised } from './linearised.ts';

/** A program that sends nothing: what is run again must not be counted again. */
const silent = (program: Program): Program => ({
  ...program,
  equations: program.equations.map((equation): Equation => {
    const { primitive, params, inputs, outputs, path } = equation;
    if (primitive === 'messages')
      return { primitive: 'reshape', params: { shape: outputs[0]?.shape ?? [] }, inputs, outputs, path };
    if (primitive !== 'custom') return mapBody(equation, silent);
    const { body, forward, backward } = params;
    const programs = { body: silent(body), forward: silent(forward), backward: silent(backward) };
    return { primitive, params: { ...params, ...programs }, inputs, outputs, path };
  }),
});

/**
 * The way back is one closed body too, that begins by running forward again: it takes the inputs and the cotangents, so
 * it can not be run before these are there, and what it makes on the way is gone when it is done.
 */
export const checkpoint = (
  { body }: Params['checkpoint'],
  inputs: readonly AnyTensor[],
  wants: readonly boolean[],
  linearise: Linearise,
): Linearised => {
  const outputs = applyAll('checkpoint', { body }, inputs);
  return {
    outputs,
    pull: (cts) => {
      const alive = cts.flatMap((ct, i) => (ct === undefined ? [] : [{ ct, i }]));
      /** The inputs that a cotangent comes to. */
      const reached: number[] = [];
      const { program, captured } = trace([...inputs, ...alive.map(({ ct }) => ct)].map(typeOf), (args) => {
        const own = args.slice(0, inputs.length);
        const { pull } = linearise(silent(body), own, wants);
        const given = outputs.map((_, i) => args[inputs.length + alive.findIndex((a) => a.i === i)]);
        const pulled = pull(outputs.map((_, i) => (alive.some((a) => a.i === i) ? given[i] : undefined)));
        return pulled.flatMap((ct, i) => {
          if (ct === undefined) return [];
          reached.push(i);
          return [ct];
        });
      });
      const results = applyAll('checkpoint', { body: program }, [
        ...captured,
        ...inputs,
        ...alive.map(({ ct }) => ct),
      ]);
      return inputs.map((_, i) => results[reached.indexOf(i)]);
    },
  };
};

/** What the rule can not know of must not be differentiated through it: its derivative would be lost without a word. */
export const demandExplicit = (captured: number, wants: readonly boolean[], inputs: readonly AnyTensor[]) => {
  const lost = inputs.slice(0, captured).filter((_, i) => wants[i] === true);
  demand(
    lost.length === 0,
    'customGradient',
    'the function uses a tensor that is differentiated but is no argument of it',
    lost,
    'it to be handed in as an argument',
  );
};

export const custom = (
  { forward, backward, body, captured }: Params['custom'],
  inputs: readonly AnyTensor[],
  wants: readonly boolean[],
): Linearised => {
  demandExplicit(captured, wants, inputs);
  const all = inline(forward, inputs);
  const outputs = all.slice(0, body.outputs.length);
  const kept = all.slice(body.outputs.length);
  return {
    outputs,
    pull: (cts) => {
      const given = outputs.map((x, i) => cts[i] ?? zeros(x));
      const pulled: readonly Maybe[] = inline(backward, [...kept, ...given]);
      return inputs.map((_, i) => (i < captured ? undefined : entry(pulled, i - captured)));
    },
  };
};
