// Bodies with one field of another type than the schema says, one field at a time.
import * as z from 'zod';

/** As much of JSON Schema as bodies are described by. */
export type Schema = {
  type?: string | string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  maxItems?: number;
  $ref?: string;
  $defs?: Record<string, Schema>;
};

/** A body with something wrong in it, and where, by RFC 6901. */
export type Broken = { field: string; body: unknown };

const kinds: Record<string, unknown> = {
  null: null,
  number: 7.5,
  string: 'x',
  boolean: true,
  array: [],
  object: {},
};

/** The body broken at each field that it has, by each kind of value that the schema does not take; and with a field too many. */
export function brokenIn(schema: z.ZodType, body: unknown): Broken[] {
  const root = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema;
  return [
    ...breaking(root, root, body, '').map(({ field, body: broken }) => ({ field, body: broken })),
    ...(isObject(body) ? [{ field: '/surplus', body: { ...body, surplus: 1 } }] : []),
  ];
}

function breaking(root: Schema, given: Schema, value: unknown, at: string): Broken[] {
  const schema = resolved(root, given);
  const wrong = Object.entries(kinds)
    .filter(([kind]) => !takes(root, schema, kind))
    .map(([, other]) => ({ field: at, body: other }));
  const options = [schema, ...(schema.anyOf ?? []).map((one) => resolved(root, one))];
  const properties = Object.assign({}, ...options.map((one) => one.properties ?? {})) as Record<string, Schema>;
  if (isObject(value)) {
    const inside = Object.entries(value).flatMap(([name, part]) =>
      breaking(root, properties[name] ?? {}, part, `${at}/${name}`).map(({ field, body }) => ({
        field,
        body: { ...value, [name]: body },
      })),
    );
    return [...wrong, ...inside];
  }
  const items = options.find((one) => one.items)?.items;
  if (Array.isArray(value) && items) {
    const inside = value.flatMap((part, index) =>
      breaking(root, items, part, `${at}/${index}`).map(({ field, body }) => ({
        field,
        body: value.map((one: unknown, place) => (place === index ? body : one)),
      })),
    );
    return [...wrong, ...inside];
  }
  return wrong;
}

function resolved(root: Schema, schema: Schema): Schema {
  const name = /^#\/\$defs\/(.+)$/.exec(schema.$ref ?? '')?.[1];
  return name === undefined ? schema : (root.$defs?.[name] ?? schema);
}

/** Whether a value of this kind may stand there; of what has no type anything may. */
function takes(root: Schema, given: Schema, kind: string): boolean {
  const schema = resolved(root, given);
  if (schema.anyOf) return schema.anyOf.some((one) => takes(root, one, kind));
  const only = schema.enum ?? ('const' in schema ? [schema.const] : null);
  if (only) return only.some((one) => kindOf(one) === kind) && kind === 'null';
  const types = schema.type === undefined ? Object.keys(kinds) : [schema.type].flat();
  return types.includes(kind);
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
