/** One source of settings, from the few to the all: objects by key, to any depth. */
export type Layer = Readonly<Record<string, unknown>>;

/** Whether a JSON value is an object. */
export const isLayer = (value: unknown): value is Layer =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * What `upper` says stands; where it says nothing, `lower` stands. Objects are joined key by key; lists, numbers, words and `null`
 * replace what is below them.
 *
 * Laws: `{}` is its unit; idempotent; associative as long as no `null` is replaced by an object (a `null` forgets what was below
 * it, so layers are joined from the lowest up).
 *
 * @example
 * ```ts
 * import { over } from './layers.ts';
 * const joined = over({ model: { dim: 64, scales: [1, 2] } }, { model: { scales: [3] } });
 * console.log(JSON.stringify(joined)); // {"model":{"dim":64,"scales":[3]}}
 * ```
 */
export const over = (lower: Layer, upper: Layer): Layer =>
  Object.fromEntries([
    ...Object.entries(lower),
    ...Object.entries(upper).map(([key, above]): [string, unknown] => {
      const below = Object.hasOwn(lower, key) ? lower[key] : undefined;
      return [key, isLayer(below) && isLayer(above) ? over(below, above) : above];
    }),
  ]);

/**
 * The value at a path, or `undefined`.
 *
 * @example
 * ```ts
 * import { valueAt } from './layers.ts';
 * console.log(valueAt({ model: { scales: [1, 2] } }, ['model', 'scales', 1])); // 2
 * ```
 */
export const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown => {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(value)) return typeof key === 'number' ? valueAt(value[key], rest) : undefined;
  return isLayer(value) && typeof key === 'string' && Object.hasOwn(value, key)
    ? valueAt(value[key], rest)
    : undefined;
};

/** A layer that sets one path. */
export const layerAt = ([key, ...rest]: readonly string[], value: unknown): Layer =>
  key === undefined ? {} : { [key]: rest.length === 0 ? value : layerAt(rest, value) };
