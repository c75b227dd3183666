import { TensorError, within } from '../tensor/error.ts';
import { composite, type Key, type Layer, labelled, type Trained } from './layer.ts';
import { outputSpec } from './output-spec.ts';
import type { Builder } from './spec.ts';
import { eachWithKey } from './split-key.ts';

/** A layer behind whose types a combinator's own stand. */
export type UntypedLayer = Layer<unknown, unknown, unknown>;

/** A builder behind whose types a combinator's own stand. */
export type UntypedBuilder = (input: unknown) => UntypedLayer;

/** Any builder at all, seen from where its types no longer matter. */
export type AnyBuilder = Builder<unknown, never, unknown>;

/** Takes the types off: the combinator that calls this has checked that what it hands on fits. */
export function untyped<Params, In, Out>(builder: Builder<Params, In, Out>): UntypedBuilder;
export function untyped(builder: UntypedBuilder): UntypedBuilder {
  return builder;
}

/** Builds a layer, and names it by its place where the building goes wrong and after that. */
export const buildAs = (place: string, builder: UntypedBuilder, input: unknown): UntypedLayer => {
  const built = within(place, () => builder(input));
  return labelled(`${place} ${built.name}`, built);
};

/** The parameters of the i-th of several layers. */
export const paramsAt = (name: string, params: readonly unknown[], i: number): unknown => {
  if (i < params.length) return params[i];
  throw new TensorError(
    name,
    `there are no parameters for layer ${i}`,
    [],
    `${params.length} or fewer layers`,
  );
};

/** Builds each layer for what the one before gives. */
const buildChain = (input: unknown, builders: readonly AnyBuilder[]): readonly UntypedLayer[] => {
  const layers: UntypedLayer[] = [];
  builders.reduce((given, builder, i) => {
    const built = buildAs(String(i), untyped(builder), given);
    layers.push(built);
    // What the last one gives is nobody's input.
    return i + 1 < builders.length ? outputSpec(built, given) : given;
  }, input);
  return layers;
};

/** What `sequence` and `steps` are. */
export const chain = (
  input: unknown,
  builders: readonly AnyBuilder[],
): Layer<readonly unknown[], unknown, unknown> => {
  const layers = within('sequence', () => buildChain(input, builders));
  return composite<readonly unknown[], unknown, unknown>({
    name: 'sequence',
    init: (key) => eachWithKey(layers, key, (layer, own) => layer.init(own)),
    apply: (params, x) => layers.reduce((y, layer, i) => layer.apply(paramsAt('sequence', params, i), y), x),
    train: (params, x, key) => trainChain(layers, params, x, key),
  });
};

const trainChain = (
  layers: readonly UntypedLayer[],
  params: readonly unknown[],
  x: unknown,
  key: Key,
): Trained<readonly unknown[], unknown> => {
  const state = { out: x };
  const moved = eachWithKey(layers, key, (layer, own, i) => {
    const trained = layer.train(paramsAt('sequence', params, i), state.out, own);
    state.out = trained.out;
    return trained.params;
  });
  return { out: state.out, params: moved };
};
