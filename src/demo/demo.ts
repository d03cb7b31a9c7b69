// The demo, filled in once.
import { eq } from 'drizzle-orm';
import { stores } from '../stores/schema.ts';
import type { Database } from '../web/database.ts';
import { addPerson, addStaff, demoPeople, demoStaff } from './people.ts';
import { demoStores, moveStores, openStores } from './shops.ts';

/** Fills an empty database with the demo; one that has it keeps everything and only learns the port. */
export async function fill(db: Database, port: number, now: number): Promise<void> {
  const [known] = await db.select({ id: stores.id }).from(stores).where(eq(stores.id, demoStores.goods.id));
  if (known) return moveStores(db, port);
  await openStores(db, port, now);
  for (const person of demoPeople) await addPerson(db, person, now);
  for (const person of demoStaff) await addStaff(db, person, now);
}
