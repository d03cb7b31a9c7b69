// The endpoints of the partner API as scenes for inputs: with a key that may do everything, and what must be there.
import type { Endpoint } from '../../../src/partners/contract.ts';
import { aKey } from '../partners.ts';
import { requestFor } from '../requests/requests.ts';
import { sceneOf, type Scene } from './scenes.ts';

type Called = {
  scene: Scene;
  /** A body that it takes. */
  body: unknown;
  /** The same text with the ids of what is there now, where all was made anew since. */
  renewed: (text: string) => string;
};

/** A scene for an endpoint. */
export async function calledAt(endpoint: Endpoint): Promise<Called> {
  let body: unknown;
  const scene = await sceneOf(async () => {
    const { key, partnerId } = await aKey();
    const taken = await requestFor(endpoint.operation, partnerId);
    body = taken.body;
    return { path: `/api/v1${taken.path}`, cookies: new Map(), key };
  });
  const [first, ids] = [body, idsIn(body)];
  const renewed = (text: string) => {
    const now = idsIn(body);
    return ids.reduce((changed, id, at) => changed.replaceAll(id, now[at] ?? id), text);
  };
  return { scene, body: first, renewed };
}

function idsIn(body: unknown): string[] {
  return JSON.stringify(body ?? null).match(/[a-z]{3}_[0-9a-z]{26}/g) ?? [];
}

let calls = 0;

/** The headers of a call; each is another one. */
export function keyed(scene: Scene, { method, body }: Pick<Endpoint, 'method' | 'body'>): Record<string, string> {
  calls += 1;
  return {
    Authorization: `Bearer ${scene.place().key ?? ''}`,
    ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    ...(method === 'post' ? { 'Idempotency-Key': `request-${calls}` } : {}),
  };
}
