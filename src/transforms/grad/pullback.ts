import { applyAll } from '../../tensor/apply.ts';
import { atPath, TensorError } from '../../tensor/error.ts';
import type { AnyTensor } from '../../tensor/tensor.ts';
import { differentiably, type Maybe, plus } from './cotangent.ts';
import { entry, type Linearise, type Linearised } from './linearised.ts';
import { linearised } from './vjp-rules.ts';

/** The first name on the path of everything that is computed for a gradient. */
export const backward = 'backward';

const backwards = (path: readonly string[]): readonly string[] =>
  path[0] === backward ? path : [backward, ...path];

/** An equation that cotangents pass through: where its inputs come from, where its outputs begin. */
interface Step {
  readonly inputs: readonly number[];
  readonly first: number;
  readonly path: readonly string[];
  readonly wants: readonly boolean[];
  readonly linear: Linearised;
}

/**
 * Applies a program to tensors, ready for cotangents of its outputs: reverse-mode differentiation. Only what
 * depends on the wanted inputs is differentiated.
 */
export const linearise: Linearise = (program, inputs, wants) => {
  const values: AnyTensor[] = [...inputs];
  const active: boolean[] = [...wants];
  const steps: Step[] = [];
  for (const equation of program.equations) {
    const { primitive, params, inputs: numbers, path } = equation;
    if (primitive === 'input') throw new TensorError('grad', 'a program holds a free input');
    const args = numbers.map((n) => entry(values, n));
    const asked = numbers.map((n) => active[n] === true);
    const first = values.length;
    if (asked.includes(true)) {
      const linear = atPath(path, () => linearised(primitive, params, args, asked, linearise));
      values.push(...linear.outputs);
      steps.push({ inputs: numbers, first, path, wants: asked, linear });
    } else values.push(...atPath(path, () => applyAll(primitive, params, args)));
    active.push(...differentiably(equation).map((takes) => takes && asked.includes(true)));
  }
  return {
    outputs: program.outputs.map((n) => entry(values, n)),
    pull: (given) => {
      const cts: Maybe[] = new Array(values.length).fill(undefined);
      // No elements, no cotangent: where nothing is, nothing flows.
      const add = (n: number, ct: Maybe): void => {
        if (active[n] === true && ct?.shape.includes(0) === false) cts[n] = plus(cts[n], ct);
      };
      program.outputs.forEach((n, i) => {
        add(n, given[i]);
      });
      for (const step of steps.toReversed()) {
        const { linear, first } = step;
        const own = cts.slice(first, first + linear.outputs.length);
        if (own.every((ct) => ct === undefined)) continue;
        atPath(backwards(step.path), () => {
          linear.pull(own).forEach((ct, i) => {
            if (step.wants[i] === true) add(entry(step.inputs, i), ct);
          });
        });
      }
      return inputs.map((_, i) => (wants[i] === true ? cts[i] : undefined));
    },
  };
};
