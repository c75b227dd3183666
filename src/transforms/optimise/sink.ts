import { type Aval, aval } from '../../tensor/aval.ts';
import type { Primitive } from '../../tensor/primitives.ts';
import { type Equation, mapBody, type Program } from '../../tensor/program.ts';
import { builder, lookup, makeEquation, transplant } from '../simplify/builder.ts';
import { splatOf } from '../simplify/facts.ts';
import { rewriteScene, type Scene } from './scene.ts';

/**
 * Shows the bodies of loops what they are handed: constants and moved data are made again inside, where rules see them.
 * What is the same at every step is hoisted again by `simplify`. Slices of what is gathered, joined or repeated are gathered,
 * joined or repeated step by step, if nothing else reads the whole: that is smaller to keep.
 *
 * ```text
 * scan(broadcast(w), gather(xs, i)) { … }  ⟶  scan(w, i, xs) { broadcast(w), gather(x, i) … }
 * ```
 */
export const sinkMovement = (program: Program): Program =>
  rewriteScene(
    program,
    undefined,
    (equation) => (equation.primitive === 'scan' ? equation : mapBody(equation, sinkMovement)),
    (scene, equation) =>
      equation.primitive === 'scan'
        ? scene.into.emit(mapBody(sunk(scene, equation), sinkMovement))
        : undefined,
  );

/** What a body's input is made of: something handed in, or an equation inside. */
interface Recipe {
  readonly role: 'const' | 'x';
  readonly outer: number;
  /** The equation inside, with the recipes of its inputs. */
  readonly made?: { readonly equation: Equation; readonly inputs: readonly Recipe[] };
}

const movedConsts: ReadonlySet<Primitive> = new Set<Primitive>([
  'constant',
  'broadcast',
  'gather',
  'concat',
  'reshape',
  'transpose',
]);

/** Computing indices: cheap, and rules want to know them. */
const ofIndices = ({ primitive, outputs }: Equation): boolean =>
  outputs.every(({ dtype }) => dtype !== 'f32') && (primitive === 'binary' || primitive === 'select');

const constRecipe = (scene: Scene, outer: number): Recipe => {
  const equation = scene.into.definition(outer);
  return equation === undefined || !(movedConsts.has(equation.primitive) || ofIndices(equation))
    ? { role: 'const', outer }
    : { role: 'const', outer, made: { equation, inputs: equation.inputs.map((n) => constRecipe(scene, n)) } };
};

/** The step of an equation on stacked values: the same on slices of them. */
const xRecipe = (scene: Scene, outer: number): Recipe => {
  const plain: Recipe = { role: 'x', outer };
  const { into } = scene;
  const equation = into.definition(outer);
  if (equation === undefined || scene.uses(outer) !== 1) return plain;
  const { path, inputs } = equation;
  const [x = -1] = inputs;
  const output = sliceOf(into.aval(outer));
  const inside = (made: Equation, recipes: readonly Recipe[]): Recipe => ({
    ...plain,
    made: { equation: made, inputs: recipes },
  });
  if (equation.primitive === 'gather' && equation.params.batch === 0 && equation.params.axis > 0) {
    const params = { axis: equation.params.axis - 1, batch: 0 };
    const recipes = [xRecipe(scene, x), constRecipe(scene, inputs[1] ?? -1)];
    return inside(makeEquation('gather', params, inputs, [output], path), recipes);
  }
  if (equation.primitive === 'concat' && equation.params.axis > 0) {
    const made = makeEquation('concat', { axis: equation.params.axis - 1 }, inputs, [output], path);
    return inside(
      made,
      inputs.map((n) => xRecipe(scene, n)),
    );
  }
  if (equation.primitive === 'broadcast' && equation.params.axes[0] === 0) {
    const { shape, axes } = equation.params;
    if (into.aval(x).shape[0] !== shape[0]) return plain;
    const params = { shape: shape.slice(1), axes: axes.slice(1).map((axis) => axis - 1) };
    return inside(makeEquation('broadcast', params, inputs, [output], path), [xRecipe(scene, x)]);
  }
  return plain;
};

const sliceOf = ({ shape, dtype }: Aval): Aval => aval(shape.slice(1), dtype);

const leavesOf = (recipe: Recipe): readonly Recipe[] =>
  recipe.made === undefined ? [recipe] : recipe.made.inputs.flatMap(leavesOf);

const sunk = (scene: Scene, equation: Equation<'scan'>): Equation => {
  const { into } = scene;
  const { params, inputs } = equation;
  const { body, consts, carries } = params;
  const recipes = inputs.map((outer, i): Recipe => {
    if (i < consts)
      return splatOf(into.definition, outer) === undefined
        ? constRecipe(scene, outer)
        : { role: 'const', outer };
    return i < consts + carries ? { role: 'x', outer } : xRecipe(scene, outer);
  });
  const isCarry = (i: number): boolean => i >= consts && i < consts + carries;
  const leaves = recipes.flatMap((recipe, i) => (isCarry(i) ? [] : leavesOf(recipe)));
  const distinct = (role: Recipe['role']) => [
    ...new Set(leaves.flatMap((leaf) => (leaf.role === role ? [leaf.outer] : []))),
  ];
  const [outerConsts, outerXs] = [distinct('const'), distinct('x')];
  const outerCarries = inputs.slice(consts, consts + carries);
  const inner = builder([
    ...[...outerConsts, ...outerCarries].map(into.aval),
    ...outerXs.map(into.aval).map(sliceOf),
  ]);
  const known = new Map<string, number>();
  const make = (recipe: Recipe): number => {
    const { role, outer, made } = recipe;
    const key = `${role} ${outer}`;
    const at =
      known.get(key) ??
      (made === undefined
        ? role === 'const'
          ? outerConsts.indexOf(outer)
          : outerConsts.length + carries + outerXs.indexOf(outer)
        : lookup(inner.emit({ ...made.equation, inputs: made.inputs.map(make) }), 0));
    known.set(key, at);
    return at;
  };
  const standIns = recipes.map((recipe, i) => (isCarry(i) ? outerConsts.length + i - consts : make(recipe)));
  const renumber = transplant(body, inner, standIns);
  return {
    ...equation,
    params: { ...params, consts: outerConsts.length, body: inner.finish(body.outputs.map(renumber)) },
    inputs: [...outerConsts, ...outerCarries, ...outerXs],
  };
};
