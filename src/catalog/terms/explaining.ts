// Why somebody may see a product and pays what they pay: each price list of the store in order, with what became of it. It asks the
// decision itself, so it cannot say anything else than what is charged.
import type { products } from '../schema.ts';
import type { Standing } from './lists.ts';
import { priceOf, type Price, type Sold } from './prices.ts';
import type { Terms } from './terms.ts';

/** What became of a price list: it decided, why it did not count, it has no price for the product, or another one comes before it. */
export type Outcome = Standing | 'won' | 'no_price' | 'behind';

export type Explained = {
  price: Price;
  /** In the order in which they are asked. */
  lists: readonly { list: Terms['lists'][number]; outcome: Outcome }[];
};

/** The price of a product at these terms, and how it came about. */
export function explain(terms: Terms, product: Sold): Explained {
  const price = priceOf(terms, product);
  const { rule } = price;
  const outcomeOf = (list: Terms['lists'][number]): Outcome => {
    if (list.standing !== null) return list.standing;
    if (rule.by === 'list' && rule.id === list.id) return 'won';
    const alone = priceOf({ ...terms, lists: [list] }, product);
    return alone.rule.by === 'list' ? 'behind' : 'no_price';
  };
  return { price, lists: terms.lists.map((list) => ({ list, outcome: outcomeOf(list) })) };
}

/** Why somebody does not see a product: it is not sold any more, the shop is closed to visitors, or it is for customers or some groups only. */
export type Hindrance = 'retired' | 'closed' | 'for_customers' | 'for_groups';

type Shown = Pick<typeof products.$inferSelect, 'retiredAt' | 'visibility' | 'groupIds'>;

/** What keeps somebody at these terms from seeing a product, in words for what `mayBeSeen` decides; null where nothing does. */
export function hindranceOf(
  { mayEnter, isCustomer, group }: Terms,
  { retiredAt, visibility, groupIds }: Shown,
): Hindrance | null {
  if (retiredAt !== null) return 'retired';
  if (!mayEnter) return 'closed';
  if (visibility === 'everyone') return null;
  if (visibility === 'customers') return isCustomer ? null : 'for_customers';
  return group !== null && groupIds.includes(group.id) ? null : 'for_groups';
}
