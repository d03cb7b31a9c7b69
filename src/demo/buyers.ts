// Who of the customers of Harbour Goods orders when orders are made by the thousand, and on which terms.
import { and, eq, gt, sql, type SQL } from 'drizzle-orm';
import { addresses, customers, memberships } from '../customers/schema.ts';
import { groupIdOf } from '../groups/groups.ts';
import { groups } from '../groups/schema.ts';
import type { CopiedAddress } from '../orders/schema.ts';
import type { Database } from '../web/database.ts';
import { emailKey } from '../web/emails.ts';
import { Dice } from './dice.ts';
import { places } from './names.ts';
import { demoStores } from './shops.ts';

const { id: storeId } = demoStores.goods;

/** Customers read at a time. */
const portion = 5000;

export type Buyer = Awaited<ReturnType<typeof someOf>>[number];

/** The active customers, by id; only the one with this e-mail where one is given. */
export async function buyersOf(db: Database, email: string | null): Promise<Buyer[]> {
  const buyers: Buyer[] = [];
  for (let after = ''; ;) {
    const some = await someOf(db, after, email === null ? undefined : eq(customers.emailKey, emailKey(email)));
    buyers.push(...some);
    if (some.length < portion) return buyers;
    after = some.at(-1)?.id ?? '';
  }
}

function someOf(db: Database, after: string, who: SQL | undefined) {
  return db
    .select({
      id: customers.id,
      email: customers.email,
      name: customers.name,
      company: customers.company,
      phone: customers.phone,
      vatId: customers.vatId,
      language: customers.language,
      createdAt: memberships.createdAt,
      groupName: groups.name,
      discountBasisPoints: groups.discountBasisPoints,
      address: addresses,
    })
    .from(memberships)
    .innerJoin(customers, eq(customers.id, memberships.customerId))
    .leftJoin(groups, eq(groups.id, groupIdOf(storeId, sql`${memberships.groupId}`)))
    .leftJoin(addresses, and(eq(addresses.customerId, customers.id), sql`${addresses.isDefaultBilling} = 1`))
    .where(
      and(eq(memberships.storeId, storeId), eq(memberships.status, 'active'), gt(memberships.customerId, after), who),
    )
    .orderBy(memberships.customerId)
    .limit(portion);
}

/** Where an order of theirs goes: to the address in their book, else to one by chance, the same each time. */
export function addressOf({ id, name, company, phone, address }: Buyer): CopiedAddress {
  if (address) {
    const { line1, line2, postalCode, city, region, country } = address;
    const { name: to, company: at, phone: ring } = address;
    return { name: to, company: at, line1, line2, postalCode, city, region, country, phone: ring };
  }
  const dice = new Dice([...id].reduce((sum, letter) => Math.imul(sum, 31) + letter.charCodeAt(0), 7));
  const { city, postalCode, country, streets } = dice.pick(places);
  const line1 = `${dice.pick(streets)} ${dice.digits(2)}`;
  return { name, company, line1, line2: '', postalCode, city, region: '', country, phone };
}
