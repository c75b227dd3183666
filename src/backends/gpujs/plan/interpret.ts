/** Interprets a program once, with tensors that are texts: what is stored on the way is the plan. */
import { type Aval, aval, sizeOf } from '../../../tensor/aval.ts';
import type { Params } from '../../../tensor/primitives.ts';
import { avalsOf, type Program } from '../../../tensor/program.ts';
import { makeValue } from '../../../tensor/values.ts';
import { fromAxes } from '../arrays/index.ts';
import { isEmpty, type Lazy, seen, splat } from '../arrays/lazy.ts';
import type { Context, Operand } from '../rules/operand.ts';
import { joinLazy } from '../rules/shaping.ts';
import { applyRule } from '../rules/table.ts';
import { type Builder, builder, type PlanOptions } from './builder.ts';
import type { Plan } from './plan.ts';

/** How often each value of a program is read; a result once more. */
const usesOf = (program: Program): readonly number[] => {
  const uses: number[] = [];
  const use = (n: number): void => {
    uses[n] = (uses[n] ?? 0) + 1;
  };
  for (const { inputs } of program.equations) inputs.forEach(use);
  program.outputs.forEach(use);
  return uses;
};

/** The tensors of a program, by number. */
interface Values {
  readonly add: (tensor: Lazy) => void;
  readonly operand: (n: number) => Operand;
}

const valuesOf = (program: Program, { store }: Builder): Values => {
  const uses = usesOf(program);
  const tensors: Lazy[] = [];
  const at = (n: number): Lazy => {
    const tensor = tensors[n];
    if (tensor === undefined) throw new RangeError(`gpujs: value ${n} does not exist`);
    return tensor;
  };
  /** From now on everyone reads what is stored. */
  const keep = (n: number): Lazy => {
    const kept = store(at(n));
    tensors[n] = kept;
    return kept;
  };
  return {
    // Of what has no elements nothing is computed, whatever it was made of.
    add: (tensor) => tensors.push(isEmpty(tensor) ? splat(tensor.shape, tensor.dtype, 0) : tensor),
    operand: (n) => {
      const tensor = at(n);
      const isShared = (uses[n] ?? 0) > 1 && tensor.work > 0;
      const once = (): Lazy => (isShared ? keep(n) : at(n));
      return {
        shape: tensor.shape,
        dtype: tensor.dtype,
        once,
        inLoop: () => (at(n).loops ? keep(n) : once()),
        often: () => (at(n).work > 0 ? keep(n) : at(n)),
        inArray: () => {
          const { stored = keep(n).stored } = at(n);
          if (stored === undefined) throw new RangeError('gpujs: what has no elements is in no array');
          return stored;
        },
      };
    },
  };
};

const interpretIn = (plan: Builder, program: Program, inputs: readonly Lazy[]): readonly Lazy[] => {
  const values = valuesOf(program, plan);
  for (const input of inputs) values.add(input);
  const context: Context = {
    store: plan.store,
    filled: ({ shape, dtype }: Aval, x) => {
      if (Number.isFinite(x)) return splat(shape, dtype, x);
      const number = plan.constant(makeValue([], 'f32', Float32Array.of(x)));
      return seen(number, shape, () => fromAxes([]));
    },
  };
  for (const { primitive, params, inputs: numbers, outputs } of program.equations) {
    const operands = numbers.map(values.operand);
    if (primitive === 'scan') scan(plan, params, operands).forEach(values.add);
    else if (primitive === 'checkpoint' || primitive === 'custom')
      interpretIn(
        plan,
        params.body,
        operands.map((x) => x.often()),
      ).forEach(values.add);
    else if (primitive === 'constant') values.add(plan.constant(params.value));
    else if (primitive === 'input') throw new RangeError('gpujs: a program holds a free input');
    else for (const out of outputs) values.add(applyRule(primitive, params, operands, out, context));
  }
  return program.outputs.map((n) => values.operand(n).once());
};

/** The body, once for each step: what is carried stays on the device, and steps share their kernels. */
const scan = (
  plan: Builder,
  { body, length, consts, carries, reverse }: Params['scan'],
  operands: readonly Operand[],
): readonly Lazy[] => {
  const fixed = operands.slice(0, consts).map((x) => x.often());
  // Stored, as they are after each step, so that the first step has the kernels of all others.
  let carried: readonly Lazy[] = operands.slice(consts, consts + carries).map((x) => plan.store(x.often()));
  const rows = operands.slice(consts + carries).map((x) => plan.store(x.often()));
  const made: (readonly Lazy[])[] = [];
  for (let step = 0; step < length; step++) {
    const t = reverse ? length - 1 - step : step;
    const slices = rows.map((x) => {
      const [, ...shape] = x.shape;
      return plan.run(x, shape, t * sizeOf(shape));
    });
    const results = interpretIn(plan, body, [...fixed, ...carried, ...slices]).map(plan.store);
    carried = results.slice(0, carries);
    made[t] = results.slice(carries);
  }
  const avals = avalsOf(body);
  const ys = body.outputs.slice(carries).map((n, i) => {
    const { shape, dtype } = avals[n] ?? aval([], 'f32');
    if (length === 0) return splat([0, ...shape], dtype, 0);
    const parts = made.flatMap((results) => {
      const part = results[i];
      return part === undefined ? [] : [seen(part, [1, ...part.shape], dropFirst)];
    });
    return joinLazy(parts, 0, plan.store);
  });
  return [...carried, ...ys];
};

const dropFirst: Parameters<typeof seen>[2] = (_, index) => ({
  along: (scope, axis) => index.along(scope, axis + 1),
});

/** A program's plan: kernels, arrays, and the order in which they are made. */
export const planOf = (program: Program, options: PlanOptions = { quads: false }): Plan => {
  const plan = builder(options);
  const inputs = program.inputs.map((aval, n) => plan.input(n, aval));
  return plan.finish(interpretIn(plan, program, inputs));
};
