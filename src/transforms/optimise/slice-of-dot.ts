import type { Equation } from '../../tensor/program.ts';
import { originOf, type Pair, pairOf, sliceAxis, withSide } from './contraction.ts';
import { type Load, loadOf } from './load.ts';
import { contractAt } from './rules.ts';
import type { Rule, Scene } from './scene.ts';

/**
 * A product of which only pieces are used is made piece by piece.
 *
 * ```text
 * slice(dot(a, w))  ⟶  dot(a, slice(w))     all that reads the product are slices along one free axis
 * ```
 *
 * The pieces together are at most the whole. Then each can move on by itself.
 */
export const sliceOfDot: Rule = (scene, equation) => {
  if (equation.primitive !== 'slice') return undefined;
  const { into } = scene;
  const [x = -1] = equation.inputs;
  const maker = into.definition(x);
  if (maker?.primitive !== 'dot') return undefined;
  const readers = scene.readers(x);
  if (readers.length !== scene.uses(x)) return undefined;
  const pair = pairOf(maker.params, maker.inputs);
  const { shape } = into.aval(x);
  const cuts = readers.map((reader) => (reader.primitive === 'slice' ? cutOf(reader, shape) : undefined));
  const [first] = cuts;
  if (first === undefined || originOf(into, pair, first.place) === undefined) return undefined;
  const length = cuts.reduce(
    (n, cut) => n + (cut?.place === first.place ? cut.stop - cut.start : Number.POSITIVE_INFINITY),
    0,
  );
  const mine = cutOf(equation, shape);
  if (mine === undefined || length > (shape[first.place] ?? 0)) return undefined;

  // All slices are replaced or none is: each decides by the cost of all, and then makes its own.
  const pieces = () =>
    cuts.flatMap((cut) => (cut === undefined ? [] : [piece(scene, pair, cut, maker.path)]));
  return scene.wouldPay([scene.load(maker), ...readers.map(copying)], pieces)
    ? [piece(scene, pair, mine, maker.path)]
    : undefined;
};

/** What a slice costs; those of the program before have other numbers, but the same types. */
const copying = (slice: Equation): Load => loadOf(slice, slice.outputs);

interface Cut {
  readonly place: number;
  readonly start: number;
  readonly stop: number;
}

/** What a slice along exactly one axis keeps, without gaps. */
const cutOf = ({ params }: Equation<'slice'>, shape: readonly number[]): Cut | undefined => {
  const { starts, limits, strides } = params;
  const cut = shape.flatMap((n, place) =>
    starts[place] === 0 && limits[place] === n
      ? []
      : [{ place, start: starts[place] ?? 0, stop: limits[place] ?? 0 }],
  );
  const [only] = cut;
  return cut.length === 1 && only !== undefined && strides[only.place] === 1 ? only : undefined;
};

const piece = (scene: Scene, pair: Pair, { place, start, stop }: Cut, path: readonly string[]): number => {
  const origin = originOf(scene.into, pair, place);
  if (origin === undefined) throw new RangeError('optimise: a batch axis can not be cut');
  const side = pair[origin.which];
  const x = sliceAxis(scene, side.x, origin.axis, start, stop, path);
  return contractAt(scene, path)(withSide(pair, origin.which, { ...side, x }));
};
