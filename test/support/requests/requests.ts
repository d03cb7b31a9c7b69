// For every endpoint of the partner API a request that is taken, with what must be there before it. One that is missing here fails the
// tests. Each feature has a file of its own.
import { customerRequests } from './customers.ts';
import { discussionRequests } from './discussions.ts';
import { documentRequests } from './documents.ts';
import { groupRequests } from './groups.ts';
import { orderRequests } from './orders.ts';
import { pointsRequests } from './points.ts';
import { productRequests } from './products.ts';
import { webhookRequests } from './webhooks.ts';

/** A request that is taken, by a partner with this id: the path behind /api/v1, with its query, and the body. */
export type Taken = { path: string; body?: unknown };

/** Makes what must be there, and returns the request. */
export type Readying = (partnerId: string) => Promise<Taken>;

export const requests: Record<string, Readying> = {
  ...customerRequests,
  ...groupRequests,
  ...productRequests,
  ...orderRequests,
  ...documentRequests,
  ...pointsRequests,
  ...discussionRequests,
  ...webhookRequests,
};

/** Makes what must be there for an endpoint, and returns the request. Throws where none is known. */
export async function requestFor(operation: string, partnerId: string): Promise<Taken> {
  const taken = await requests[operation]?.(partnerId);
  if (!taken) throw new Error(`test/support/requests has no request for ${operation}`);
  return taken;
}
