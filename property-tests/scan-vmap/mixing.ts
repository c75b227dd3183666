/** Bodies of scans that mix everything they see into everything they give. */
import { apply } from '../../src/tensor/apply.ts';
import * as build from '../../src/tensor/build.ts';
import { scan } from '../../src/tensor/scan.ts';
import type { AnyTensor } from '../../src/tensor/tensor.ts';
import { isTensor } from '../../src/tensor/tree.ts';
import type { LeafType } from '../arbitraries/trees.ts';

/** One f32 number that depends on every element and on their order. */
const summary = (x: AnyTensor): AnyTensor => {
  const flat = build.reshapeTo(build.convert(x, 'f32'), [build.elements(x)]);
  const weights = build.unary('sin', build.convert(apply('iota', { shape: flat.shape, axis: 0 }, []), 'f32'));
  const bounded = build.unary('tanh', build.binary('mul', flat, 0.01));
  return build.reduce('sum', 'sum', build.binary('mul', bounded, build.binary('add', weights, 1.5)), {});
};

/** The same number's like, made by a loop over the elements: a scan within the body, with something captured. */
const looped = (x: AnyTensor, captured: AnyTensor): AnyTensor => {
  const flat = build.reshapeTo(build.convert(x, 'f32'), [build.elements(x)]);
  const [total] = scan<unknown, unknown, unknown>(
    (sum, element) => [
      build.unary(
        'tanh',
        build.binary(
          'add',
          build.binary('mul', leaf(sum), 0.5),
          build.binary('add', leaf(element), captured),
        ),
      ),
      [],
    ],
    build.scalar(0.25, 'f32'),
    flat,
  );
  return leaf(total);
};

const leaf = (x: unknown): AnyTensor => {
  if (isTensor(x)) return x;
  throw new TypeError('not a tensor');
};

/** What a leaf becomes: itself turned over, and the number put in. */
const turned = (own: AnyTensor, number: AnyTensor): AnyTensor => {
  if (own.dtype === 'bool')
    return build.logical(
      'xor',
      'xor',
      own,
      build.broadcastTo('mix', build.binary('gt', number, 0), own.shape),
    );
  if (own.dtype === 'i32') {
    const whole = build.convert(build.unary('floor', build.binary('mul', number, 10)), 'i32');
    return build.binary('add', build.binary('mul', own, 3), build.broadcastTo('mix', whole, own.shape));
  }
  return build.unary(
    'tanh',
    build.binary('add', build.binary('mul', own, 0.7), build.broadcastTo('mix', number, own.shape)),
  );
};

/** Tensors of these types made of all that is seen. With `nested`, by loops inside. */
export const mixed = (
  types: readonly LeafType[],
  seen: readonly AnyTensor[],
  nested: boolean,
): readonly AnyTensor[] => {
  const numbers = seen.map(summary);
  const total = numbers.reduce(
    (sum, x, i) => build.binary('add', sum, build.binary('mul', x, 0.3 + 0.1 * i)),
    build.scalar(0.1, 'f32'),
  );
  const [first] = seen;
  const number = nested && first !== undefined ? build.binary('add', total, looped(first, total)) : total;
  return types.map(({ shape, dtype }, i) => {
    const like = seen.find((x) => x.dtype === dtype && x.shape.join() === shape.join());
    return turned(like ?? build.full(shape, 1, dtype), build.binary('mul', number, 1 + 0.2 * i));
  });
};
