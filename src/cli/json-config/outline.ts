import { z } from 'zod';
import { isLayer, valueAt } from './layers.ts';

/** The part of JSON Schema that our schemas need: what a value may be, and what it is for. */
export interface Outline {
  readonly type?: 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean' | 'null' | undefined;
  readonly enum?: readonly string[] | undefined;
  readonly minimum?: number | undefined;
  readonly exclusiveMinimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly exclusiveMaximum?: number | undefined;
  readonly minLength?: number | undefined;
  readonly minItems?: number | undefined;
  readonly items?: Outline | undefined;
  readonly properties?: Readonly<Record<string, Outline>> | undefined;
  readonly required?: readonly string[] | undefined;
  readonly anyOf?: readonly Outline[] | undefined;
  readonly description?: string | undefined;
  readonly default?: unknown;
}

/** Reads what zod wrote: it fails where a schema uses more of JSON Schema than {@link Outline} knows. */
const outlineSchema: z.ZodType<Outline> = z.lazy(() =>
  z.strictObject({
    type: z.enum(['object', 'array', 'string', 'number', 'integer', 'boolean', 'null']).optional(),
    enum: z.array(z.string()).optional(),
    minimum: z.number().optional(),
    exclusiveMinimum: z.number().optional(),
    maximum: z.number().optional(),
    exclusiveMaximum: z.number().optional(),
    minLength: z.number().optional(),
    minItems: z.number().optional(),
    items: outlineSchema.optional(),
    properties: z.record(z.string(), outlineSchema).optional(),
    anyOf: z.array(outlineSchema).optional(),
    description: z.string().optional(),
    default: z.unknown().optional(),
    required: z.array(z.string()).optional(),
    additionalProperties: z.literal(false).optional(),
    $schema: z.string().optional(),
  }),
);

/** A schema with what messages, flags and the published JSON Schema are made of. */
export interface ConfigKind<A> {
  readonly schema: z.ZodType<A>;
  readonly outline: Outline;
}

/** The JSON Schema of what may stand in a file (draft 2020-12): before defaults are filled in. */
const jsonSchemaOf = (schema: z.ZodType): Readonly<Record<string, unknown>> =>
  z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12', reused: 'inline' });

/**
 * A kind of configuration file, from its zod schema.
 *
 * @throws TypeError when the schema uses a part of JSON Schema that {@link Outline} does not know
 * @example
 * ```ts
 * import { z } from 'zod';
 * import { configKind } from './outline.ts';
 * const kind = configKind(z.strictObject({ dim: z.int().min(1).default(64) }));
 * console.log(kind.outline.properties?.dim?.minimum); // 1
 * ```
 */
export const configKind = <A>(schema: z.ZodType<A>): ConfigKind<A> => {
  const outline = outlineSchema.safeParse(jsonSchemaOf(schema));
  if (!outline.success) throw new TypeError(`configKind: unknown JSON Schema: ${outline.error.message}`);
  return { schema, outline: outline.data };
};

/** The outline itself or the part of it, in a choice, that has the property asked for. */
const choices = (outline: Outline): readonly Outline[] => [
  outline,
  ...(outline.anyOf ?? []).flatMap((choice) => choices(choice)),
];

/** The keys that an object may have here; none where no object may stand. */
export const propertiesOf = (outline: Outline): Readonly<Record<string, Outline>> =>
  choices(outline).find(({ properties }) => properties !== undefined)?.properties ?? {};

/** What may stand at a path; `undefined` when nothing may. */
export const outlineAt = (outline: Outline, path: readonly PropertyKey[]): Outline | undefined => {
  const [key, ...rest] = path;
  if (key === undefined) return outline;
  const properties = propertiesOf(outline);
  const next =
    typeof key === 'number'
      ? choices(outline).find(({ items }) => items !== undefined)?.items
      : typeof key === 'string' && Object.hasOwn(properties, key)
        ? properties[key]
        : undefined;
  return next === undefined ? undefined : outlineAt(next, rest);
};

/** The words that may stand here, where it takes words. */
export const wordsOf = (outline: Outline): readonly string[] =>
  choices(outline).flatMap(({ enum: words }) => words ?? []);

/** Whether `null` may stand here. */
export const takesNull = (outline: Outline): boolean => choices(outline).some(({ type }) => type === 'null');

/** A key that can be set on its own. */
export interface Leaf {
  readonly path: readonly string[];
  readonly outline: Outline;
}

/**
 * Every key that can be set on its own, in the order of the schema: those that hold no object, and those that hold an object or `null`
 * (and then the keys of that object too).
 */
export const leavesOf = (outline: Outline, path: readonly string[] = []): readonly Leaf[] =>
  Object.entries(propertiesOf(outline)).flatMap(([key, inner]): readonly Leaf[] => {
    const here = [...path, key];
    const below = leavesOf(inner, here);
    return below.length === 0 || takesNull(inner) ? [{ path: here, outline: inner }, ...below] : below;
  });

/**
 * The JSON Schema as it is published: the default of a key that takes an object or `null` is written out in full, and an object
 * that is always there has none (its keys have).
 */
export const publishedSchema = <A>({ schema, outline }: ConfigKind<A>): Readonly<Record<string, unknown>> => {
  const defaults: unknown = schema.parse({});
  const withDefaults = (json: unknown, path: readonly string[]): unknown => {
    if (!isLayer(json) || !isLayer(json.properties)) return json;
    const properties = Object.entries(json.properties).map(([key, inner]): [string, unknown] => {
      const here = [...path, key];
      const below = withDefaults(inner, here);
      if (!isLayer(below) || !Object.hasOwn(below, 'default')) return [key, below];
      const { default: _, ...rest } = below;
      const at = outlineAt(outline, here);
      return [
        key,
        isLayer(rest.properties) || at === undefined ? rest : { ...rest, default: valueAt(defaults, here) },
      ];
    });
    return { ...json, properties: Object.fromEntries(properties) };
  };
  const written = withDefaults(jsonSchemaOf(schema), []);
  return isLayer(written) ? written : {};
};
