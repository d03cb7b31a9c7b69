// An owner opens another store, which shares customers with this one or has its own.
import { addingDefault } from '../../groups/groups.ts';
import * as audit from '../../staff/audit/audit.ts';
import { staffRoles } from '../../staff/schema.ts';
import { forget, opening, poolOf, type Store } from '../../stores/stores.ts';
import { batch, isDuplicate } from '../../web/database.ts';
import { translator } from '../../web/i18n.ts';
import { newId } from '../../web/ids.ts';
import type { StoreInput } from './input.ts';

export type OpeningResult = { ok: true; storeId: string } | { ok: false; problem: 'hostname_known' };

/**
 * Opens a store with a default group; whoever opens it is its owner. Its messages come from where those of this store come from, until
 * its settings say otherwise. Problem: `hostname_known`, there is a store at this host.
 */
export async function open(scene: audit.Scene, by: string, input: StoreInput, now: number): Promise<OpeningResult> {
  const { db, store } = scene;
  const { hostname, isSharing, name, currency, languages, timeZone } = input;
  const id = newId('store', now);
  const opened = {
    id,
    name,
    hostname,
    currency,
    languages,
    timeZone,
    poolId: isSharing ? poolOf(store.id) : newId('pool', now),
    origin: originAt(store, hostname),
    policies: policiesFrom(store),
  };
  const standard = translator(languages[0] ?? 'en')('stores.standard');
  try {
    await batch(db, [
      ...opening(db, opened, now),
      addingDefault(db, { storeId: id, name: standard }, now),
      db.insert(staffRoles).values({ staffId: by, storeId: id, role: 'owner' }),
      audit.entry(scene, { by, act: 'store_added', after: { store: name, host: hostname } }, now),
      audit.entry({ ...scene, store: { id } }, { by, act: 'store_added' }, now),
    ]);
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return { ok: false, problem: 'hostname_known' };
  }
  forget();
  return { ok: true, storeId: id };
}

/** Another host, reached as this store is. */
function originAt({ origin }: Store, hostname: string): string {
  const url = new URL(origin);
  url.hostname = hostname;
  return url.origin;
}

function policiesFrom({ policies: { email, shop } }: Store) {
  const { senderAddress, ownerAddresses } = email;
  return { email: { senderAddress, ownerAddresses }, shop: { address: shop.address } };
}
