// What partners can ask for: the endpoints of every feature, in the order of the description.
import { lettingInEndpoints } from '../access/letting-in/api.ts';
import { recordEndpoints } from '../access/records/api.ts';
import { addressEndpoints } from '../customers/addresses/api.ts';
import { customerEndpoints } from '../customers/api.ts';
import { categoryEndpoints } from '../catalog/categories/api.ts';
import { productEndpoints } from '../catalog/keeping/api.ts';
import { priceListEndpoints } from '../catalog/price-lists/api.ts';
import { priceEndpoints } from '../catalog/terms/api.ts';
import { discussionEndpoints } from '../discussions/api.ts';
import { groupEndpoints } from '../groups/api.ts';
import { memberEndpoints } from '../groups/members/api.ts';
import { pointsEndpoints } from '../loyalty/api.ts';
import { documentEndpoints } from '../orders/papers/api.ts';
import { orderEndpoints } from '../orders/partners/api.ts';
import type { Endpoint } from '../partners/contract.ts';
import { webhookEndpoints } from '../partners/webhooks/api.ts';
import { privacyEndpoints } from '../privacy/api.ts';

export const endpoints: readonly Endpoint[] = [
  ...customerEndpoints,
  ...recordEndpoints,
  ...lettingInEndpoints,
  ...memberEndpoints,
  ...addressEndpoints,
  ...privacyEndpoints,
  ...groupEndpoints,
  ...productEndpoints,
  ...categoryEndpoints,
  ...priceEndpoints,
  ...priceListEndpoints,
  ...orderEndpoints,
  ...documentEndpoints,
  ...pointsEndpoints,
  ...discussionEndpoints,
  ...webhookEndpoints,
];
