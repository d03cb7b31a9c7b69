import { aCustomer } from '../people.ts';
import type { Readying } from './requests.ts';

export const pointsRequests: Record<string, Readying> = {
  addPoints: async () => ({
    path: `/customers/${await aCustomer()}/points`,
    body: { points: 50, reason: 'A thank-you' },
  }),
};
