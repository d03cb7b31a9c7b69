// What partners can ask for: the endpoints of every feature, in the order of the description.
import { categoryEndpoints } from '../catalog/categories/api.ts';
import { productEndpoints } from '../catalog/keeping/api.ts';
import { priceListEndpoints } from '../catalog/price-lists/api.ts';
import { priceEndpoints } from '../catalog/terms/api.ts';
import { discussionEndpoints } from '../discussions/api.ts';
import { groupEndpoints } from '../groups/api.ts';
import { pointsEndpoints } from '../loyalty/api.ts';
import { documentEndpoints } from '../orders/papers/api.ts';
import { orderEndpoints } from '../orders/partners/api.ts';
import type { Endpoint } from '../partners/contract.ts';

export const endpoints: readonly Endpoint[] = [
  ...groupEndpoints,
  ...productEndpoints,
  ...categoryEndpoints,
  ...priceEndpoints,
  ...priceListEndpoints,
  ...orderEndpoints,
  ...documentEndpoints,
  ...pointsEndpoints,
  ...discussionEndpoints,
];
