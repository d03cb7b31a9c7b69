// What endpoints are refused with, as replies of the description. Each says which problems it may name, so that a client knows them, and
// the tests find one that is not said.
import * as z from 'zod';
import type { ZodOpenApiResponseObject } from 'zod-openapi';
import type { Endpoint } from '../../src/partners/contract.ts';
import { problems, typeOf, type Problem } from '../../src/partners/problems.ts';
import { shapeCodes } from '../../src/partners/wrong.ts';
import { headersOf } from './headers.ts';

const problemSchema = z
  .strictObject({
    type: z.string().meta({ description: 'Names the problem for good.', examples: ['urn:regulars:problem:not_found'] }),
    title: z.string().meta({ description: 'The same wherever the problem occurs.' }),
    status: z.int(),
    code: z.enum(Object.keys(problems) as [Problem, ...Problem[]]).meta({ description: 'The last part of `type`.' }),
    detail: z.string().optional().meta({ description: 'What there is to say of this case.' }),
    errors: z
      .array(
        z.strictObject({
          field: z.string().meta({ description: 'Its place in the body (RFC 6901), or the name of a parameter.' }),
          code: z.string().meta({
            description: `What is wrong with it: ${shapeCodes.map((code) => `\`${code}\``).join(', ')}, or by a rule of its own like \`postal_code_invalid\`.`,
            examples: ['required'],
          }),
          detail: z.string(),
        }),
      )
      .optional()
      .meta({
        description: 'With `invalid`, and where else a field is at fault: everything that is wrong, each at its place.',
      }),
    request_id: z.string().meta({ description: 'The `X-Request-Id` of the reply. Name it when you ask us.' }),
  })
  .meta({ id: 'Problem', description: 'A refusal, as RFC 9457 says it.' });

const ofEvery: Problem[] = [
  'version_unknown',
  'key_missing',
  'key_invalid',
  'key_expired',
  'key_revoked',
  'key_without_maker',
  'scope_missing',
  'role_too_low',
  'invalid',
  'too_many_requests',
  'broken',
  'unavailable',
];
const ofPosts: Problem[] = [
  'idempotency_key_missing',
  'idempotency_key_invalid',
  'idempotency_in_flight',
  'idempotency_key_reused',
];

/** Every problem that an endpoint may be refused with, in the order of the list of problems. */
function refusalsOf(endpoint: Endpoint): Problem[] {
  const { method, body, params, refusals } = endpoint;
  const own = new Set<Problem>([
    ...ofEvery,
    ...(method === 'post' ? ofPosts : []),
    ...(method === 'get' ? [] : (['too_large', 'wrong_type'] as const)),
    ...(body ? (['body_malformed'] as const) : []),
    ...(endpoint.version ? (['stale'] as const) : []),
    ...(Object.keys(params.shape).length > 0 ? (['not_found'] as const) : []),
    ...refusals,
  ]);
  return (Object.keys(problems) as Problem[]).filter((problem) => own.has(problem));
}

/** Replies that many endpoints share, by name. */
const shared: Readonly<Record<string, readonly Problem[]>> = {
  BadVersion: ['version_unknown'],
  BadBody: ['body_malformed', 'version_unknown'],
  BadKeyOfRequest: ['version_unknown', 'idempotency_key_missing', 'idempotency_key_invalid'],
  BadPost: ['body_malformed', 'version_unknown', 'idempotency_key_missing', 'idempotency_key_invalid'],
  Unauthorized: ['key_missing', 'key_invalid', 'key_expired', 'key_revoked', 'key_without_maker'],
  Forbidden: ['scope_missing', 'role_too_low'],
  NotFound: ['not_found'],
  InFlight: ['idempotency_in_flight'],
  Stale: ['stale'],
  TooLarge: ['too_large'],
  WrongType: ['wrong_type'],
  Invalid: ['invalid'],
  InvalidPost: ['invalid', 'idempotency_key_reused'],
  TooManyRequests: ['too_many_requests'],
  Broken: ['broken'],
  Unavailable: ['unavailable'],
};

/** Those replies, for the components. */
export function sharedRefusals(): Record<string, ZodOpenApiResponseObject> {
  return Object.fromEntries(Object.entries(shared).map(([name, list]) => [name, replyOf(list)]));
}

/** What an endpoint is refused with, by status. */
export function refusalReplies(endpoint: Endpoint) {
  const byStatus = Map.groupBy(refusalsOf(endpoint), (problem) => problems[problem][0]);
  return Object.fromEntries(
    [...byStatus].map(([status, list]) => {
      const name = Object.keys(shared).find((one) => isSame(shared[one] ?? [], list));
      return [String(status), name ? { $ref: `#/components/responses/${name}` } : replyOf(list)];
    }),
  );
}

function isSame(some: readonly Problem[], others: readonly Problem[]): boolean {
  return some.length === others.length && some.every((problem) => others.includes(problem));
}

function replyOf(list: readonly Problem[]): ZodOpenApiResponseObject {
  const codes = { type: 'object' as const, properties: { code: { enum: [...list] } } };
  return {
    description: list.map((problem) => `\`${problem}\`: ${problems[problem][1]}.`).join(' '),
    headers: headersOf(['X-Request-Id', 'Regulars-Version', 'RateLimit', 'RateLimit-Policy', ...hintsOf(list)]),
    content: {
      'application/problem+json': {
        schema: { allOf: [{ $ref: '#/components/schemas/Problem' }, codes] },
        examples: Object.fromEntries(list.map((problem) => [problem, { value: exampleOf(problem) }])),
      },
    },
  };
}

/** What a refusal says beside itself: as in src/partners/serving/replying.ts. */
function hintsOf(list: readonly Problem[]): ('Retry-After' | 'WWW-Authenticate')[] {
  const status = problems[list[0] ?? 'broken'][0];
  if (status === 401 || status === 403) return ['WWW-Authenticate'];
  return list.some((problem) => ['too_many_requests', 'idempotency_in_flight'].includes(problem))
    ? ['Retry-After']
    : [];
}

function exampleOf(problem: Problem) {
  const [status, title] = problems[problem];
  const errors = [{ field: '/points', code: 'type_invalid', detail: 'Invalid input: expected int, received string' }];
  return {
    type: typeOf(problem),
    title,
    status,
    code: problem,
    ...(problem === 'invalid' ? { errors } : {}),
    request_id: '8f14e45f-ceea-467f-a0e6-3a2b5c9d7e10',
  };
}

/** The schema of a refusal, for the components. */
export { problemSchema };
