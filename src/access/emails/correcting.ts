// Staff correct a customer's address. Of a contact it changes at once. Whoever signs in with it must prove the new one first, as
// if they had asked for it themselves: an address is the key to an account.
import { and, eq, ne, sql } from 'drizzle-orm';
import { indexing, rereading } from '../../customers/finding/indexing.ts';
import { touching } from '../../customers/revisions.ts';
import { customers, memberships } from '../../customers/schema.ts';
import { batch, isDuplicate, type Statement } from '../../web/database.ts';
import { emailKey } from '../../web/emails.ts';
import * as links from '../links.ts';
import type { Scene } from '../scene.ts';
import { asking, ownerOf } from './changing.ts';

export type CorrectionResult =
  | { ok: true; isProofAsked: boolean; messageIds: string[] }
  | { ok: false; problem: 'not_found' | 'email_same' | 'email_known' };

/**
 * Gives a customer of the store another address, or asks for its proof. `told` goes into the same batch. Problems: `not_found` at
 * this store, `email_same`, `email_known` (somebody else has it).
 */
export async function correct(
  scene: Scene,
  { customerId, email }: { customerId: string; email: string },
  now: number,
  told: readonly Statement[] = [],
): Promise<CorrectionResult> {
  const { db } = scene;
  const key = emailKey(email);
  const [[row], [owner]] = await batch(db, [person(scene, customerId), ownerOf(db, customerId, key)]);
  if (!row) return { ok: false, problem: 'not_found' };
  if (row.email === email) return { ok: false, problem: 'email_same' };
  if (owner) return { ok: false, problem: 'email_known' };

  if (row.hasLogin) {
    const { statements, messageIds } = await asking(scene, { ...row, customerId }, email, { owner, now });
    await batch(db, [...told, ...statements]);
    return { ok: true, isProofAsked: true, messageIds };
  }
  const isContact = and(eq(customers.id, customerId), eq(customers.hasLogin, false));
  const isOther = sql`exists (select 1 from ${customers} where ${and(isContact, ne(customers.email, email))})`;
  try {
    await batch(db, [
      ...told,
      ...touching(db, customerId, now, isOther),
      db
        .update(customers)
        .set({ email, emailKey: key, ...rereading({ email }), updatedAt: now })
        .where(isContact),
      // What was sent to the address before lets nobody in any more.
      links.endAll(db, customerId),
      ...indexing(db, customerId),
    ]);
  } catch (error) {
    if (isDuplicate(error)) return { ok: false, problem: 'email_known' };
    throw error;
  }
  return { ok: true, isProofAsked: false, messageIds: [] };
}

function person({ db, store }: Scene, customerId: string) {
  return db
    .select({
      email: customers.email,
      name: customers.name,
      language: customers.language,
      hasLogin: customers.hasLogin,
    })
    .from(memberships)
    .innerJoin(customers, eq(customers.id, memberships.customerId))
    .where(and(eq(memberships.storeId, store.id), eq(memberships.customerId, customerId)));
}
