// The headers of replies and requests, each described once.
import type { ZodOpenApiHeaderObject, ZodOpenApiParameterObject } from 'zod-openapi';
import { mostCalls, windowMs } from '../../src/partners/serving/allowance.ts';
import { newest, versions, versionHeader } from '../../src/partners/serving/versions.ts';

type Header = Exclude<ZodOpenApiHeaderObject, { _zod: unknown }>;

const text = (description: string, example: string): Header => ({ description, schema: { type: 'string' }, example });

/** Headers of replies. */
export const headers = {
  'X-Request-Id': text(
    'Names the call. Keep it with your errors, and name it when you ask us.',
    'a2f1c6f0b7d24e11-DUB',
  ),
  [versionHeader]: text('The version that was spoken.', newest),
  'RateLimit-Policy': text(
    'How many calls the key may make (`q`) in how many seconds (`w`).',
    `"key";q=${mostCalls};w=${windowMs / 1000}`,
  ),
  RateLimit: text(
    'How many calls are left (`r`), and in how many seconds the count begins anew (`t`).',
    '"key";r=598;t=41',
  ),
  'Retry-After': {
    description: 'After how many seconds to ask again.',
    schema: { type: 'integer', minimum: 1 },
    example: 17,
  } satisfies Header,
  'WWW-Authenticate': text('How to be let in, by RFC 6750.', 'Bearer realm="api", error="invalid_token"'),
  ETag: text('Names how the thing looks now: for `If-None-Match` and `If-Match`.', '"4Wq1nT3kWb0ZyS9mVx2c8A"'),
  'Idempotency-Replayed': {
    description: 'The request was done before, and nothing was done again.',
    schema: { type: 'string', const: 'true' },
    example: 'true',
  } satisfies Header,
  'Content-Disposition': text('The name of the file.', 'attachment; filename="invoice-2026-0042.pdf"'),
} as const;

export type HeaderName = keyof typeof headers;

/** The headers of a reply, as references. */
export function headersOf(names: readonly HeaderName[]): Record<string, { $ref: string }> {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}

type RequestHeader = Extract<ZodOpenApiParameterObject, { in: unknown }>;

/** Headers of requests, by the names that they have among the components. */
export const requestHeaders = {
  RegularsVersion: {
    in: 'header',
    name: versionHeader,
    description:
      'The version that you speak. Send it always: without it the newest is spoken, whatever that is by then.',
    schema: { type: 'string', enum: [...versions] as string[] },
    example: newest,
  },
  IdempotencyKey: {
    in: 'header',
    name: 'Idempotency-Key',
    required: true,
    description:
      'Names this request for 24 hours: sent again with the same key it does nothing again, and has the same reply. Printable ASCII without blanks; a UUID is fine.',
    schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[!-~]+$' },
    example: '5f0c9d1e-7a53-4c1b-9a77-2f6f6ad0a1b4',
  },
  IfMatch: {
    in: 'header',
    name: 'If-Match',
    description: 'The `ETag` of the thing as you know it. It is not changed where it looks different by now.',
    schema: { type: 'string' },
    example: '"4Wq1nT3kWb0ZyS9mVx2c8A"',
  },
  IfNoneMatch: {
    in: 'header',
    name: 'If-None-Match',
    description: 'The `ETag` of the thing as you know it. Where it still looks like that, nothing is sent.',
    schema: { type: 'string' },
    example: '"4Wq1nT3kWb0ZyS9mVx2c8A"',
  },
} satisfies Record<string, RequestHeader>;

/** Headers of a request, as references. */
export function asking(names: readonly (keyof typeof requestHeaders)[]): { $ref: string }[] {
  return names.map((name) => ({ $ref: `#/components/parameters/${name}` }));
}
