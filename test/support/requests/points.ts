// What partners ask of points.
import { manyPoints } from '../points.ts';
import { aCustomer } from '../people.ts';
import type { Readying } from './requests.ts';

/** The path of the points of a customer who has some. */
async function points(): Promise<string> {
  const customerId = await aCustomer();
  await manyPoints(customerId, [{ points: 50, expiresAt: Date.now() + 1_000_000 }]);
  return `/customers/${customerId}/points`;
}

export const pointsRequests: Record<string, Readying> = {
  getPoints: async () => ({ path: await points() }),
  listPointsEntries: async () => ({ path: `${await points()}/entries` }),
  addPoints: async () => ({ path: await points(), body: { points: 50, reason: 'A thank-you' } }),
};
