// The examples of the description as calls of the demo, in an order in which each finds what it needs: what is read before what is
// changed, and what is removed last.
import { demoPartner } from '../../src/demo/partners.ts';
import type { Endpoint } from '../../src/partners/contract.ts';

const turnOf = ({ method }: Endpoint) => (method === 'get' ? 0 : method === 'delete' ? 2 : 1);

/** The endpoints, in the order in which their examples are called. */
export function inOrder(endpoints: readonly Endpoint[]): Endpoint[] {
  return endpoints.toSorted((a, b) => turnOf(a) - turnOf(b));
}

/** A call, as `fetch` takes it; the path stands behind /api/v1. */
export type Call = { path: string; method: string; headers: Record<string, string>; body: string | null };

/** The call of an endpoint's example. */
export function callOf({ operation, method, example }: Endpoint): Call {
  const body = example.body === undefined ? null : JSON.stringify(example.body);
  return {
    path: example.path,
    method: method.toUpperCase(),
    headers: {
      Authorization: `Bearer ${demoPartner.key}`,
      ...(body === null ? {} : { 'Content-Type': 'application/json' }),
      ...(method === 'post' ? { 'Idempotency-Key': operation } : {}),
    },
    body,
  };
}
