// The demo, filled in once.
import { eq, isNull } from 'drizzle-orm';
import { groupRules, groups } from '../groups/schema.ts';
import { countAndExpire } from '../loyalty/due.ts';
import { outbox } from '../messages/schema.ts';
import { stores } from '../stores/schema.ts';
import { batch, type Database } from '../web/database.ts';
import { addForms } from './forms.ts';
import { addGoods } from './goods.ts';
import { addGuestOrders, addOrders, addQuotation } from './orders.ts';
import { addPages } from './pages.ts';
import { addPartner } from './partners.ts';
import { addContact, addPerson, addStaff, demoPeople, demoStaff } from './people.ts';
import { addPriceLists } from './prices.ts';
import { addStatuses } from './statuses.ts';
import { addTalk } from './talk.ts';
import { addTillOrders } from './till.ts';
import { demoStores, moveStores, openStores } from './shops.ts';
import { addWebhooks } from './webhooks.ts';

/** Fills an empty database with the demo; one that has it keeps everything and only learns the port. */
export async function fill(db: Database, port: number, now: number): Promise<void> {
  const [known] = await db.select({ id: stores.id }).from(stores).where(eq(stores.id, demoStores.goods.id));
  if (known) return moveStores(db, port);
  await openStores(db, port, now);
  await addSilver(db, now);
  await addGoods(db, now);
  for (const person of demoPeople) {
    const id = await addPerson(db, person, now);
    if (!person.hasOrdered) continue;
    await addOrders(db, { ...person, id }, now);
    await addQuotation(db, { ...person, id }, now);
  }
  await addContact(db, now);
  await addGuestOrders(db, demoPeople[0], now);
  await addTillOrders(db, now);
  await addStatuses(db, now);
  await addPriceLists(db, now);
  await addPages(db, now);
  await countAndExpire(db, now);
  for (const person of demoStaff) await addStaff(db, person, now);
  await addPartner(db, now);
  await addTalk(db, now);
  await addForms(db, now);
  await addWebhooks(db, now);
  await settleMail(db);
}

/** What people were told in the life of the demo was sent when it happened. */
async function settleMail(db: Database): Promise<void> {
  const { createdAt, sentAt } = outbox;
  const sent = { sentAt: createdAt, attempts: 1, nextAttemptAt: null, sealedSecret: null };
  await db.update(outbox).set(sent).where(isNull(sentAt));
}

/** A group that customers of Harbour Goods come into by themselves: who buys for 500 euros, or often. */
async function addSilver(db: Database, now: number): Promise<void> {
  const silver = { id: 'grp_silver', storeId: demoStores.goods.id, name: 'Silver' };
  await batch(db, [
    db.insert(groups).values({ ...silver, discountBasisPoints: 500, position: 2, createdAt: now }),
    db
      .insert(groupRules)
      .values({ groupId: silver.id, match: 'any', turnoverFromMinor: 50_000, ordersFrom: 10, updatedAt: now }),
  ]);
}
