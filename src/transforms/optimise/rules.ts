import type { Equation } from '../../tensor/program.ts';
import { outputsOf } from '../../tensor/shape-rules/index.ts';
import { makeEquation } from '../simplify/builder.ts';
import { both, type Pair, pairOf, paramsOf, type Which } from './contraction.ts';
import { onlyOf, type Rule, type Scene } from './scene.ts';
import { throughBroadcast } from './through-broadcast.ts';
import { throughConcat } from './through-concat.ts';
import { throughGather } from './through-gather.ts';
import { throughTranspose } from './through-transpose.ts';

/** Makes a product, by the cheapest way that is found. */
export type Contract = (pair: Pair) => number;

/** Moves something from an operand of a product behind the product, or to the other operand. */
export type Through = (
  scene: Scene,
  pair: Pair,
  which: Which,
  path: readonly string[],
  contract: Contract,
) => number | undefined;

const throughs: readonly Through[] = [throughBroadcast, throughGather, throughConcat, throughTranspose];

/** The first way that pays to make a product by another. */
const cheaper = (scene: Scene, root: Equation<'dot'>, real: boolean): readonly number[] | undefined => {
  const pair = pairOf(root.params, root.inputs);
  for (const through of throughs) {
    for (const which of both) {
      const found = scene.attempt(root, real, () => {
        const n = through(scene, pair, which, root.path, contractAt(scene, root.path));
        return n === undefined ? undefined : [n];
      });
      if (found !== undefined) return found;
    }
  }
  return undefined;
};

/** A product that is not there yet, made the cheapest way. */
export const contractAt =
  (scene: Scene, path: readonly string[]): Contract =>
  (pair) => {
    const { into } = scene;
    const [params, inputs] = [paramsOf(pair), [pair[0].x, pair[1].x]];
    const root = makeEquation('dot', params, inputs, outputsOf('dot', params, inputs.map(into.aval)), path);
    const found = root.primitive === 'dot' ? cheaper(scene, root, false) : undefined;
    return found === undefined ? into.apply('dot', params, inputs, path) : onlyOf(found);
  };

/** Makes a product that is there cheaper: what its operands were made by moves behind it. */
export const cheaperDot: Rule = (scene, equation) =>
  equation.primitive === 'dot' ? cheaper(scene, equation, true) : undefined;
