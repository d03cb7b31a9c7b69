// Keys of the partner of the demo: one may call 600 times a minute, and the bench calls more often.
import { eq } from 'drizzle-orm';
import { demoPartner } from '../src/demo/partners.ts';
import { partnerKeys } from '../src/partners/schema.ts';
import { openDatabase } from '../src/web/database.ts';
import { sha256 } from '../src/web/secrets.ts';
import { storageIn } from '../scripts/storage.ts';

export const keys = Array.from({ length: 40 }, (_, number) => `rgl_key-of-the-bench-number-${number}`);

/** What is recorded is asked with this one: the floor repeats its call of the limit, and uses it up. */
export const recordedKey = 'rgl_key-of-the-bench-that-is-recorded';

/** Gives them to the partner in this state, where they are not there yet. */
export async function addKeys(state: string): Promise<void> {
  const stored = await storageIn(state);
  try {
    const db = openDatabase(stored.env);
    const [known] = await db
      .select()
      .from(partnerKeys)
      .where(eq(partnerKeys.hash, await sha256(demoPartner.key)));
    if (!known) throw new Error('no partner of the demo');
    const row = async (key: string, number: number) => ({
      ...known,
      id: `key_bench${number}`,
      hash: await sha256(key),
    });
    for (const one of await Promise.all([...keys, recordedKey].map(row)))
      await db.insert(partnerKeys).values(one).onConflictDoNothing();
  } finally {
    await stored.dispose();
  }
}
