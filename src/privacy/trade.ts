// What is held of a customer's orders and what comes of them.
import { sql } from 'drizzle-orm';
import { products } from '../catalog/schema.ts';
import { forgetting } from '../orders/erasure.ts';
import { orderLines, orders, orderTerms, purchases } from '../orders/schema.ts';
import { all, storeOf, type Holding } from './holding.ts';

/** In the order of the export. */
export const tradeHoldings: readonly Holding[] = [
  {
    name: 'orders',
    table: orders,
    customerId: orders.customerId,
    storeId: orders.storeId,
    told: {
      store: storeOf(orders.storeId),
      ...all(orders, ['storeId', 'customerId', 'erasedAt']),
      items: sql<string>`(
        select json_group_array(json_object('name', name, 'quantity', quantity, 'totalMinor', total_minor))
        from ${orderLines} where ${orderLines.orderId} = ${orders.id})`.as('items'),
    },
    forget: forgetting,
  },
  {
    name: 'purchases',
    table: purchases,
    customerId: purchases.customerId,
    storeId: purchases.storeId,
    told: {
      store: storeOf(purchases.storeId),
      sku: sql<string>`(select ${products.sku} from ${products} where ${products.id} = ${purchases.productId})`.as(
        'sku',
      ),
      at: purchases.at,
      ratedAt: purchases.ratedAt,
    },
  },
  {
    name: 'order_terms',
    table: orderTerms,
    customerId: orderTerms.customerId,
    storeId: orderTerms.storeId,
    told: null,
  },
];
