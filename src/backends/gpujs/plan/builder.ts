/** Builds a plan: stores tensors by kernels made of their text. */
import { type Aval, sizeOf } from '../../../tensor/aval.ts';
import type { AnyValue } from '../../../tensor/value.ts';
import { fromFlat, fromQuad, hasQuads } from '../arrays/index.ts';
import { elementsOf, isEmpty, type Lazy, splat, wholeArray } from '../arrays/lazy.ts';
import { numbersOf } from '../run/numbers.ts';
import { halvesOf, numberIn } from '../source/elements.ts';
import { literal, zero } from '../source/literal.ts';
import { body, choose, times, truth } from '../source/scope.ts';
import type { DeviceArray, Kernel, Plan } from './plan.ts';

export interface Builder {
  /** The n-th input of the program. */
  readonly input: (n: number, aval: Aval) => Lazy;
  readonly constant: (value: AnyValue) => Lazy;
  /** The same tensor in an array of its own. */
  readonly store: (tensor: Lazy) => Lazy;
  /** Elements of a stored tensor from a number on, which may differ from call to call of one kernel. */
  readonly run: (tensor: Lazy, shape: readonly number[], offset: number) => Lazy;
  readonly finish: (outputs: readonly Lazy[]) => Plan;
}

/** How kernels are made. */
export interface PlanOptions {
  /** Whether a thread of a product makes four neighbours, and reads what they share once. */
  readonly quads: boolean;
}

/** The text of a kernel that computes a tensor, and what it is to be called with. */
const kernelOf = (tensor: Lazy, { quads }: PlanOptions) => {
  const { shape, dtype } = tensor;
  const size = sizeOf(shape);
  const halves = halvesOf(dtype);
  const scope = body();
  const thread = scope.name('this.thread.x');
  const width = quads && tensor.each !== undefined && hasQuads(shape) && dtype === 'f32' ? 4 : 1;

  const resultOf = (): string => {
    if (width === 4) {
      const indices = [0, 1, 2, 3].map((part) => fromQuad(thread, part, shape));
      return `[${elementsOf(tensor, scope, indices).map(numberIn).join(', ')}]`;
    }
    const half = halves === 1 ? zero : truth(scope, `${thread} >= ${literal(size)}`);
    const at = halves === 1 ? thread : scope.name(`${thread} - ${times(scope, half, size)}`);
    const element = tensor.at(scope, fromFlat(at, shape));
    return element.length === 1 ? numberIn(element) : choose(scope, half, element[1], element[0]);
  };

  const result = resultOf();
  const { arrays, offsets } = scope.parameters;
  const names = [...arrays.map((_, i) => `a${i}`), ...offsets.map((_, i) => `s${i}`)];
  const source = `function (${names.join(', ')}) {\n${scope.text()}\nreturn ${result};\n}`;
  return {
    source,
    threads: (size * halves) / width,
    width,
    work: tensor.work * width,
    arrays,
    offsets,
  } as const;
};

export const builder = (options: PlanOptions): Builder => {
  const kernels: Kernel[] = [];
  const kernelNumbers = new Map<string, number>();
  const arrays: DeviceArray[] = [];
  const whole = new Map<Lazy, number>();
  const constants = new Map<unknown, Lazy>();

  const add = (array: DeviceArray, aval: Aval): Lazy => {
    const number = arrays.push(array) - 1;
    const tensor = wholeArray(aval, { array: number }, sizeOf(aval.shape));
    whole.set(tensor, number);
    return tensor;
  };

  const store = (tensor: Lazy): Lazy => {
    if (whole.has(tensor) || isEmpty(tensor)) return tensor;
    const { arrays: read, offsets, ...text } = kernelOf(tensor, options);
    const key = `${text.threads} ${text.source}`;
    const kernel = kernelNumbers.get(key) ?? kernels.push(text) - 1;
    kernelNumbers.set(key, kernel);
    const length = text.threads * text.width;
    return add({ origin: { kind: 'call', kernel, arrays: read, offsets }, length }, tensor);
  };

  const arrayOf = (tensor: Lazy): number => whole.get(store(tensor)) ?? -1;

  return {
    input: (n, aval) =>
      isEmpty(aval)
        ? splat(aval.shape, aval.dtype, 0)
        : add(
            { origin: { kind: 'input', input: n }, length: sizeOf(aval.shape) * halvesOf(aval.dtype) },
            aval,
          ),
    constant: (value) => {
      const { shape, dtype, data } = value;
      const [first = 0] = data;
      // One finite number is part of the text.
      if (data.every((x) => Object.is(x, first)) && Number.isFinite(first)) return splat(shape, dtype, first);
      const known = constants.get(data);
      if (known !== undefined && known.dtype === dtype && known.shape.join() === shape.join()) return known;
      const numbers = numbersOf(value);
      const made = add({ origin: { kind: 'constant', data: numbers }, length: numbers.length }, value);
      constants.set(data, made);
      return made;
    },
    store,
    run: (tensor, shape, offset) => {
      if (sizeOf(shape) === 0) return splat(shape, tensor.dtype, 0);
      return wholeArray(
        { shape, dtype: tensor.dtype },
        { array: arrayOf(tensor), offset },
        sizeOf(tensor.shape),
      );
    },
    finish: (outputs) => ({
      kernels,
      arrays,
      outputs: outputs.map((tensor) => ({
        array: isEmpty(tensor) ? -1 : arrayOf(tensor),
        aval: { shape: tensor.shape, dtype: tensor.dtype },
      })),
    }),
  };
};
