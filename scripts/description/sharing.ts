// What several endpoints have is described once, and what none has not at all; parameters have the value of the endpoint's example.
import type { createDocument } from 'zod-openapi';
import type { Endpoint } from '../../src/partners/contract.ts';

type Document = ReturnType<typeof createDocument>;
type Parameter = { name: string; in: string; schema?: unknown };

/** The document, with the parameters of its operations as references where another has the same, and with examples where not. */
export function withSharedParameters(document: Document, endpoints: readonly Endpoint[]): Document {
  const operations = endpoints.map((endpoint) => ({
    endpoint,
    operation: document.paths?.[endpoint.path]?.[endpoint.method],
  }));
  const all = operations.flatMap(({ operation }) => (operation?.parameters ?? []).filter((one) => isOfQuery(one)));
  const names = sharedNames(all);
  const shared: Record<string, Parameter> = {};
  for (const { endpoint, operation } of operations) {
    if (!operation?.parameters) continue;
    operation.parameters = operation.parameters.map((one) => {
      const name = isOfQuery(one) ? names.get(JSON.stringify(one)) : undefined;
      if (name !== undefined && isOfQuery(one)) shared[name] = one;
      return name === undefined ? withExample(one, endpoint) : { $ref: `#/components/parameters/${name}` };
    });
  }
  Object.assign(document.components?.parameters ?? {}, shared);
  return document;
}

/** The names of parameters that occur more than once, by what they are. Of several with one name the most frequent has it. */
function sharedNames(all: readonly Parameter[]): Map<string, string> {
  const counts = Map.groupBy(all, (one) => JSON.stringify(one));
  const names = new Map<string, string>();
  for (const [text, same] of [...counts].toSorted(([, a], [, b]) => b.length - a.length)) {
    const name = same[0]?.name ?? '';
    if (same.length > 1 && ![...names.values()].includes(name)) names.set(text, name);
  }
  return names;
}

function isOfQuery(one: object): one is Parameter {
  return 'in' in one && one.in === 'query';
}

/** The parameter with the value that it has in the endpoint's example. */
function withExample<One extends object>(one: One, { path, example }: Endpoint): One {
  if (!('name' in one && 'in' in one)) return one;
  const [sent = '', query] = example.path.split('?');
  const name = String(one.name);
  const inPath = sent.split('/')[path.split('/').indexOf(`{${name}}`)];
  const value = one.in === 'path' ? inPath && decodeURIComponent(inPath) : new URLSearchParams(query).get(name);
  const isText = !('schema' in one) || (one.schema as { type?: unknown }).type !== 'integer';
  return value ? { ...one, example: isText ? value : Number(value) } : one;
}

/** The document without the parameters, headers and responses that no endpoint has. */
export function withoutUnused(document: Document): Document {
  const { components } = document;
  // Responses first: they name headers.
  for (const kind of ['responses', 'parameters', 'headers'] as const) {
    const named = JSON.stringify(document);
    const used = Object.entries(components?.[kind] ?? {}).filter(([name]) =>
      named.includes(`"#/components/${kind}/${name}"`),
    );
    Object.assign(components ?? {}, { [kind]: Object.fromEntries(used) });
  }
  return document;
}

/**
 * The document as it is promised: replies and events may have further fields one day, so what reads them must let them be; and a moment
 * is said by its format alone. Without this it says exactly what is sent today, by which the tests compare.
 */
export function asPromised(document: Document): Document {
  const open = structuredClone(document);
  const seen = new Set<string>();
  const letBe = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    const { additionalProperties, format, $ref } = part as Record<string, unknown>;
    if (additionalProperties === false) Reflect.deleteProperty(part, 'additionalProperties');
    if (format === 'date-time') Reflect.deleteProperty(part, 'pattern');
    if (typeof $ref === 'string' && !seen.has($ref)) {
      seen.add($ref);
      letBe(
        $ref
          .split('/')
          .slice(1)
          .reduce<unknown>((found, name) => Object(found)[name] as unknown, open),
      );
    }
    for (const [name, inner] of Object.entries(part)) if (!name.startsWith('example')) letBe(inner);
  };
  for (const path of Object.values(open.paths ?? {})) {
    for (const operation of Object.values(path)) letBe((operation as { responses?: unknown }).responses);
  }
  letBe(open.webhooks);
  return open;
}
