// What statuses of a store's own are called on lists.
import { asc, eq } from 'drizzle-orm';
import { nameIn } from '../../catalog/names.ts';
import type { Store } from '../../stores/stores.ts';
import type { Database } from '../../web/database.ts';
import type { Language } from '../../web/i18n.ts';
import { orderStatuses } from '../statuses/schema.ts';

/** The statuses of a store's own, in their order, retired ones too: orders go on naming them. */
export function ownStatuses(db: Database, storeId: string) {
  const { id, names, colour, retiredAt } = orderStatuses;
  return db
    .select({ id, names, colour, retiredAt })
    .from(orderStatuses)
    .where(eq(orderStatuses.storeId, storeId))
    .orderBy(asc(orderStatuses.position));
}

export type OwnStatus = Awaited<ReturnType<typeof ownStatuses>>[number];

/** What a status is called on a page in this language. */
export function nameOf({ names }: Pick<OwnStatus, 'names'>, language: Language, store: Store): string {
  return nameIn(names, language, ...store.languages);
}
