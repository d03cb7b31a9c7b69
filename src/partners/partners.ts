// Partners: other sites and systems that read and write the data of one store, each with keys of its own. Every statement names the
// store: a partner of another one is simply not there.
import { and, asc, eq, ne, sql } from 'drizzle-orm';
import * as z from 'zod';
import * as audit from '../staff/audit/audit.ts';
import { batch, type Database } from '../web/database.ts';
import { newId } from '../web/ids.ts';
import { requiredLine } from '../web/lines.ts';
import { partnerKeys, partners } from './schema.ts';
import { webhooks } from './webhooks/schema.ts';

/** A partner as staff name it. */
export const partnerSchema = z.object({ name: requiredLine(60).prefault('') });

type PartnerInput = z.output<typeof partnerSchema>;

/** The moment of the last call with a key of the partner, answered or refused. */
const usedAt = sql<number | null>`(
  select max(one.used_at) from ${partnerKeys} as one where one.partner_id = partners.id)`.as('used_at');

/** Whether nothing hangs on a partner: no key was ever made for it, and it is told nothing. */
const isBare = sql`not exists (select 1 from ${partnerKeys} as one where one.partner_id = partners.id)
  and not exists (select 1 from ${webhooks} as one where one.partner_id = partners.id)`;

const shown = {
  id: partners.id,
  name: partners.name,
  createdAt: partners.createdAt,
  usedAt,
  isBare: sql<number>`(${isBare})`.as('is_bare'),
};

/** The partners of a store by name. */
export function partnersOf(db: Database, storeId: string) {
  return db.select(shown).from(partners).where(eq(partners.storeId, storeId)).orderBy(asc(partners.name));
}

export type Partner = Awaited<ReturnType<typeof partnersOf>>[number];

/** One partner. No row where the store has no such partner. */
export function find(db: Database, storeId: string, id: string) {
  return db
    .select(shown)
    .from(partners)
    .where(and(eq(partners.id, id), eq(partners.storeId, storeId)));
}

/** Adds a partner. Problem: `partner_known`, for a name that another one has. */
export async function add(
  scene: audit.Scene,
  by: string,
  { name }: PartnerInput,
  now: number,
): Promise<{ ok: true; id: string } | { ok: false; problem: 'partner_known' }> {
  const { db, store } = scene;
  const id = newId('partner', now);
  const [added] = await batch(db, [
    db
      .insert(partners)
      .select(sql`select ${id}, ${store.id}, ${name}, ${now} where not exists ${named(db, store.id, name)}`)
      .returning({ id: partners.id }),
    audit.entry(scene, { by, act: 'partner_added', after: { name } }, now, audit.didSo),
  ]);
  return added.length === 1 ? { ok: true, id } : { ok: false, problem: 'partner_known' };
}

/** Gives a partner, as it was `before`, another name. Problems: `partner_known`, `not_found`. */
export async function rename(
  scene: audit.Scene,
  by: string,
  { before, name }: PartnerInput & { before: Partner },
  now: number,
): Promise<{ ok: true } | { ok: false; problem: 'partner_known' | 'not_found' }> {
  const { db, store } = scene;
  const others = named(db, store.id, name, before.id);
  const told = { by, act: 'partner_renamed', before: { name: before.name }, after: { name } } as const;
  const [renamed, , known] = await batch(db, [
    db
      .update(partners)
      .set({ name })
      .where(and(isThis(store.id, before.id), sql`not exists ${others}`))
      .returning({ id: partners.id }),
    audit.entry(scene, told, now, audit.didSo),
    others,
  ]);
  if (renamed.length === 1) return { ok: true };
  return { ok: false, problem: known.length > 0 ? 'partner_known' : 'not_found' };
}

/**
 * Removes a partner, as it was `before`, on which nothing hangs. One that has had a key stays, for what was done by it: its keys are
 * revoked. Problem: `is_used`.
 */
export async function remove(
  scene: audit.Scene,
  by: string,
  before: Partner,
  now: number,
): Promise<{ ok: true } | { ok: false; problem: 'is_used' }> {
  const { db, store } = scene;
  const [removed] = await batch(db, [
    db
      .delete(partners)
      .where(and(isThis(store.id, before.id), isBare))
      .returning({ id: partners.id }),
    audit.entry(scene, { by, act: 'partner_removed', before: { name: before.name } }, now, audit.didSo),
  ]);
  return removed.length === 1 ? { ok: true } : { ok: false, problem: 'is_used' };
}

function isThis(storeId: string, id: string) {
  return and(eq(partners.id, id), eq(partners.storeId, storeId));
}

function named(db: Database, storeId: string, name: string, except = '') {
  return db
    .select({ id: partners.id })
    .from(partners)
    .where(and(eq(partners.storeId, storeId), eq(partners.name, name), ne(partners.id, except)));
}
