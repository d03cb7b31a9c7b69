// The description of the partner API (OpenAPI 3.1), written from the contracts that check requests and type replies: src/api/endpoints.ts.
// What holds for all of it stands in scripts/description/.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { createDocument, type ZodOpenApiObject, type ZodOpenApiOperationObject } from 'zod-openapi';
import type { Endpoint } from '../src/partners/contract.ts';
import { newest } from '../src/partners/serving/versions.ts';
import { asking, headers, headersOf, requestHeaders, type HeaderName } from './description/headers.ts';
import { introduction } from './description/introduction.ts';
import { problemSchema, refusalReplies, sharedRefusals } from './description/refusals.ts';
import { withoutUnused, withSharedParameters } from './description/sharing.ts';
import { tags } from './description/tags.ts';
import { signatureHeaders, webhooksOf } from './description/webhooks.ts';

/** What of the Worker's own modules the contracts name without using it. */
const ofTheWorker: Plugin = {
  name: 'of-the-worker',
  setup(one) {
    one.onResolve({ filter: /^cloudflare:/ }, ({ path }) => ({ path, namespace: 'worker' }));
    one.onLoad({ filter: /.*/, namespace: 'worker' }, () => ({
      contents: 'export const env = {}; export class DurableObject {}',
    }));
  },
};

/** The endpoints, from the source as it is now. */
export async function readEndpoints(): Promise<readonly Endpoint[]> {
  const outfile = resolve(`.wrangler/endpoints-${process.pid}.mjs`);
  mkdirSync('.wrangler', { recursive: true });
  try {
    await build({
      entryPoints: ['src/api/endpoints.ts'],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      loader: { '.liquid': 'text', '.bin': 'empty' },
      plugins: [ofTheWorker],
    });
    const { endpoints } = (await import(pathToFileURL(outfile).href)) as { endpoints: readonly Endpoint[] };
    return endpoints;
  } finally {
    rmSync(outfile, { force: true });
  }
}

/** Where the replies of the demo are kept that stand in the description as examples: `npm run examples`. */
export const repliesFile = 'scripts/description/replies.json';

/** Those replies, by operation. */
export function keptReplies(): Record<string, unknown> {
  return existsSync(repliesFile) ? (JSON.parse(readFileSync(repliesFile, 'utf8')) as Record<string, unknown>) : {};
}

type Reply = NonNullable<ZodOpenApiOperationObject['responses']['200']>;

/** The reply of a call that went well. */
function replyOf({ operation, status, method, reply, media, isSingle }: Endpoint, example: unknown): Reply {
  const ofAll: HeaderName[] = ['X-Request-Id', 'Regulars-Version', 'RateLimit', 'RateLimit-Policy'];
  const own: HeaderName[] = [
    ...(isSingle && reply ? (['ETag'] as const) : []),
    ...(method === 'post' ? (['Idempotency-Replayed'] as const) : []),
    ...(media ? (['Content-Disposition'] as const) : []),
  ];
  const content = media
    ? { [media]: { schema: { type: 'string' as const, contentMediaType: media } } }
    : reply && { 'application/json': { schema: reply, ...(example === undefined ? {} : { example }) } };
  return {
    description: media ? 'The file.' : (outcomes[operation] ?? outcomes[status] ?? 'As asked for.'),
    headers: headersOf([...ofAll, ...own]),
    ...(content ? { content } : {}),
  };
}

const outcomes: Record<string, string> = {
  200: 'As it is now.',
  201: 'It was made.',
  202: 'It was taken, and is worked at.',
  204: 'It is done, and there is nothing to say of it.',
};

const unchanged: Reply = {
  description: 'It is as `If-None-Match` says.',
  headers: headersOf(['ETag', 'X-Request-Id', 'Regulars-Version', 'RateLimit', 'RateLimit-Policy']),
};

function operationOf(endpoint: Endpoint, example: unknown): ZodOpenApiOperationObject {
  const { operation, summary, description, tag, scope, params, query, body, method, status, isSingle } = endpoint;
  const isKnown = method === 'get' && isSingle;
  const sent = endpoint.example.body;
  return {
    operationId: operation,
    tags: [tag],
    summary,
    description: [description, `Scope: \`${scope}\`.`].filter(Boolean).join('\n\n'),
    requestParams: { path: params, query },
    parameters: asking([
      ...(method === 'post' ? (['IdempotencyKey'] as const) : []),
      ...(endpoint.version ? (['IfMatch'] as const) : []),
      ...(isKnown ? (['IfNoneMatch'] as const) : []),
      'RegularsVersion',
    ]),
    ...(body
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: body, ...(sent === undefined ? {} : { example: sent }) } },
          },
        }
      : {}),
    responses: {
      [`${status}` as '200']: replyOf(endpoint, example),
      ...(isKnown ? { '304': unchanged } : {}),
      ...refusalReplies(endpoint),
    },
  };
}

/** The description of these endpoints, with these replies as examples, by operation. */
export function describing(endpoints: readonly Endpoint[], replies: Readonly<Record<string, unknown>> = keptReplies()) {
  const paths: NonNullable<ZodOpenApiObject['paths']> = {};
  for (const endpoint of endpoints) {
    paths[endpoint.path] = {
      ...paths[endpoint.path],
      [endpoint.method]: operationOf(endpoint, replies[endpoint.operation]),
    };
  }
  const named = new Set(['Webhooks', ...endpoints.map(({ tag }) => tag)]);
  const known = Object.keys(tags).filter((name) => named.has(name));
  const document = createDocument({
    openapi: '3.1.1',
    info: {
      title: 'Regulars for partners',
      version: newest,
      summary: 'Customers, orders, documents, products and points of a shop, for other sites and systems.',
      description: introduction,
      contact: { name: 'The shop that made your key' },
      license: { name: 'All rights reserved', identifier: 'LicenseRef-Proprietary' },
    },
    servers: [{ url: '/api/v1', description: 'The shop at whose address you read this.' }],
    security: [{ key: [] }],
    tags: [...new Set([...known, ...named])].map((name) => ({ name, description: tags[name] ?? '' })),
    paths,
    webhooks: webhooksOf(),
    components: {
      schemas: { Problem: problemSchema },
      headers,
      parameters: { ...requestHeaders, ...signatureHeaders },
      responses: sharedRefusals(),
      securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'A key of the shop.' } },
    },
  });
  return withoutUnused(withSharedParameters(document, endpoints));
}
