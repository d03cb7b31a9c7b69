// What partners can ask for: the endpoints of every feature, in the order of the description.
import { discussionEndpoints } from '../discussions/api.ts';
import { groupEndpoints } from '../groups/api.ts';
import { pointsEndpoints } from '../loyalty/api.ts';
import { documentEndpoints } from '../orders/papers/api.ts';
import { orderEndpoints } from '../orders/partners/api.ts';
import type { Endpoint } from '../partners/contract.ts';

export const endpoints: readonly Endpoint[] = [
  ...groupEndpoints,
  ...orderEndpoints,
  ...documentEndpoints,
  ...pointsEndpoints,
  ...discussionEndpoints,
];
