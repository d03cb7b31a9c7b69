// The description of the partner API (OpenAPI 3.1), written from the contracts that check requests and type replies: src/api/endpoints.ts.
import { mkdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import * as z from 'zod';
import { createDocument, type ZodOpenApiObject, type ZodOpenApiOperationObject } from 'zod-openapi';
import type { Endpoint } from '../src/partners/contract.ts';
import { problems, type Problem } from '../src/partners/problems.ts';
import { newest, versionHeader } from '../src/partners/serving/versions.ts';

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

const problemSchema = z
  .object({
    type: z.string().meta({ description: 'Names the problem for good.', examples: ['urn:regulars:problem:not_found'] }),
    title: z.string(),
    status: z.int(),
    code: z.enum(Object.keys(problems) as [Problem, ...Problem[]]).meta({ description: 'The last part of `type`.' }),
    detail: z.string().optional(),
    errors: z
      .array(
        z.object({
          field: z.string().meta({ description: 'Its place in the body (RFC 6901), or the name of a parameter.' }),
          code: z.string(),
          detail: z.string(),
        }),
      )
      .optional(),
    request_id: z.string(),
  })
  .meta({ id: 'Problem' });

/** What every call may be refused with. */
const always: Problem[] = [
  'version_unknown',
  'key_missing',
  'key_invalid',
  'key_expired',
  'key_revoked',
  'key_without_maker',
  'scope_missing',
  'role_too_low',
  'too_many_requests',
  'broken',
  'unavailable',
];
const ofBodies: Problem[] = ['body_malformed', 'too_large', 'wrong_type', 'invalid'];
const ofPosts: Problem[] = [
  'idempotency_key_missing',
  'idempotency_key_invalid',
  'idempotency_in_flight',
  'idempotency_key_reused',
];

function refusalsOf(endpoint: Endpoint): Problem[] {
  const { method, body, query, refusals } = endpoint;
  return [
    ...new Set([
      ...always,
      ...(method === 'post' ? ofPosts : []),
      ...(body ? ofBodies : ['too_large' as const, 'wrong_type' as const]),
      ...(Object.keys(query.shape).length > 0 ? ['invalid' as const] : []),
      ...(endpoint.version ? ['stale' as const] : []),
      ...refusals,
    ]),
  ];
}

function responsesOf(endpoint: Endpoint): ZodOpenApiOperationObject['responses'] {
  const { status, reply, media } = endpoint;
  const content = media
    ? { [media]: { schema: { type: 'string' as const, contentMediaType: media } } }
    : reply && { 'application/json': { schema: reply } };
  const refusals = refusalsOf(endpoint);
  const statuses = [...new Set(refusals.map((problem) => problems[problem][0]))].toSorted((a, b) => a - b);
  return {
    [String(status)]: { description: endpoint.summary, ...(content ? { content } : {}) },
    ...(endpoint.method === 'get' && endpoint.isSingle
      ? { '304': { description: 'It is as `If-None-Match` says.' } }
      : {}),
    ...Object.fromEntries(
      statuses.map((one) => [
        String(one),
        {
          description: refusals
            .filter((problem) => problems[problem][0] === one)
            .map((problem) => `\`${problem}\`: ${problems[problem][1]}.`)
            .join(' '),
          content: { 'application/problem+json': { schema: problemSchema } },
        },
      ]),
    ),
  };
}

function operationOf(endpoint: Endpoint) {
  const { operation, summary, description, tag, scope, params, query, body, method, example } = endpoint;
  const header = z.object({
    ...(method === 'post'
      ? {
          'Idempotency-Key': z
            .string()
            .min(1)
            .max(255)
            .meta({ description: 'Names the request: sent again it does nothing again.' }),
        }
      : {}),
    ...(endpoint.version
      ? { 'If-Match': z.string().optional().meta({ description: 'The ETag of the thing as you know it.' }) }
      : {}),
  });
  return {
    operationId: operation,
    tags: [tag],
    summary,
    description: [description, `Scope: \`${scope}\`.`].filter(Boolean).join('\n\n'),
    requestParams: { path: params, query, header },
    ...(body
      ? {
          requestBody: {
            required: true,
            content: {
              'application/json': { schema: body, ...(example.body === undefined ? {} : { example: example.body }) },
            },
          },
        }
      : {}),
    responses: responsesOf(endpoint),
  };
}

/** The description of these endpoints. */
export function describing(endpoints: readonly Endpoint[]) {
  const paths: NonNullable<ZodOpenApiObject['paths']> = {};
  for (const endpoint of endpoints) {
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method]: operationOf(endpoint) };
  }
  const tags = [...new Set(endpoints.map(({ tag }) => tag))];
  return createDocument({
    openapi: '3.1.1',
    info: {
      title: 'Regulars',
      version: newest,
      description: `Customer accounts of an online shop, for its partners. The version is a date; ask for one with \`${versionHeader}\`.`,
      license: { name: 'All rights reserved', identifier: 'LicenseRef-Proprietary' },
    },
    servers: [{ url: '/api/v1' }],
    security: [{ key: [] }],
    tags: tags.map((name) => ({ name, description: `${name} of the store.` })),
    paths,
    components: { securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'A key of the store.' } } },
  });
}
