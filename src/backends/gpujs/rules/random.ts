import { type Aval, sizeOf } from '../../../tensor/aval.ts';
import type { Params } from '../../../tensor/primitives.ts';
import { flatten, fromAxes } from '../arrays/index.ts';
import { isEmpty, type Lazy, splat } from '../arrays/lazy.ts';
import { wordIn } from '../source/elements.ts';
import { quotient, times, truth } from '../source/scope.ts';
import { threefry } from '../source/threefry.ts';
import { chooseWord, wordOf, wordOfIndex } from '../source/words.ts';
import type { Operand } from './operand.ts';

/** Element e of a key's draw is word e mod 2 of Threefry's block number ⌊e / 2⌋. */
export const randomBits = ({ shape }: Params['randomBits'], operand: Operand, out: Aval): Lazy => {
  if (isEmpty(out) || isEmpty(operand)) return splat(out.shape, out.dtype, 0);
  const keys = operand.often();
  const batch = keys.shape.length - 1;
  return {
    ...out,
    at: (scope, index) => {
      const outer = Array.from({ length: batch }, (_, axis) => index.along(scope, axis));
      const key = ['0.0', '1.0'].map((half) => wordIn(keys.at(scope, fromAxes([...outer, half]))));
      const own = fromAxes(shape.map((_, i) => index.along(scope, batch + i)));
      const number =
        sizeOf(out.shape) === sizeOf(shape) ? flatten(scope, index, out.shape) : flatten(scope, own, shape);
      const block = quotient(scope, number, 2);
      const [key0 = wordOf(0), key1 = wordOf(0)] = key;
      const [first, second] = threefry(scope, [key0, key1], [wordOfIndex(scope, block), wordOf(0)]);
      const isSecond = truth(scope, `${number} - ${times(scope, block, 2)} > 0.5`);
      return chooseWord(scope, isSecond, second, first);
    },
    arrays: keys.arrays,
    work: 300,
    loops: false,
  };
};
