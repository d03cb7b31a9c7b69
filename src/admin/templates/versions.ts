// The versions of a text, as staff make and read them. Saving writes a version behind the one that whoever saves has seen; with another
// saved meanwhile, nothing is written.
import { and, desc, eq, sql } from 'drizzle-orm';
import type { MessageName } from '../../messages/outbox.ts';
import { messageTemplates } from '../../messages/schema.ts';
import { partsIn } from '../../messages/templates/own.ts';
import type { Parts } from '../../messages/templates/parts.ts';
import * as audit from '../../staff/audit/audit.ts';
import { staff } from '../../staff/schema.ts';
import { batch, insertIf, type Database } from '../../web/database.ts';
import type { Language } from '../../web/i18n.ts';

/** Which text: of which message, in which language. */
export type Which = { name: MessageName; language: Language };

/** The most versions that are listed. */
export const mostVersions = 50;

function isOf(storeId: string, { name, language }: Which) {
  const is = messageTemplates;
  return and(eq(is.storeId, storeId), eq(is.name, name), eq(is.language, language));
}

/** What is known of a version besides its texts. */
const outline = {
  version: messageTemplates.version,
  isDefault: sql<number>`${messageTemplates.html} is null`.as('is_default'),
  by: staff.name,
  at: messageTemplates.at,
};

/** The newest version of each text of the store, with those of the messages that a policy decides about. */
export function newestOfAll(db: Database, storeId: string) {
  const { name, language, subject, html, text } = messageTemplates;
  const decided = sql`${name} like 'activation%'`;
  return db
    .select({
      name,
      language,
      version: sql<number>`max(${messageTemplates.version})`.as('newest'),
      isDefault: outline.isDefault,
      subject,
      html: sql<string | null>`case when ${decided} then ${html} end`.as('decided_html'),
      text: sql<string | null>`case when ${decided} then ${text} end`.as('decided_text'),
    })
    .from(messageTemplates)
    .where(eq(messageTemplates.storeId, storeId))
    .groupBy(name, language);
}

/** The newest versions of a text, without what they say. */
export function versionsOf(db: Database, storeId: string, which: Which) {
  return db
    .select(outline)
    .from(messageTemplates)
    .leftJoin(staff, eq(staff.id, messageTemplates.staffId))
    .where(isOf(storeId, which))
    .orderBy(desc(messageTemplates.version))
    .limit(mostVersions);
}

export type VersionRow = Awaited<ReturnType<typeof versionsOf>>[number];

/** What a text says in this version; in its newest, where none is named. */
export function version(db: Database, storeId: string, which: Which, wanted: number | null = null) {
  return db
    .select()
    .from(messageTemplates)
    .where(and(isOf(storeId, which), wanted === null ? undefined : eq(messageTemplates.version, wanted)))
    .orderBy(desc(messageTemplates.version))
    .limit(1);
}

/** A text as it stands: which version it is, 0 before the first, and what it says; null for the default. */
export type Standing = { version: number; own: Parts | null };

/** The same from what was read. */
export function standing(rows: readonly (typeof messageTemplates.$inferSelect)[]): Standing {
  const [row] = rows;
  return row ? { version: row.version, own: partsIn(row) } : { version: 0, own: null };
}

export type SaveResult = { ok: true } | { ok: false; problem: 'changed_meanwhile' };

/** Saves a text behind the version that was seen, null for the default. Problem: `changed_meanwhile` by somebody else. */
export async function save(
  scene: audit.Scene,
  by: string,
  { which, seen, own }: { which: Which; seen: number; own: Parts | null },
  now: number,
): Promise<SaveResult> {
  const { db, store } = scene;
  const { name, language } = which;
  const row = { storeId: store.id, name, language, version: seen + 1, ...(own ?? noParts), staffId: by, at: now };
  const isNewest = sql`${seen} = (
    select coalesce(max(${messageTemplates.version}), 0) from ${messageTemplates} where ${isOf(store.id, which)})`;
  const told = { message: name, language, version: seen + 1 };
  const [saved] = await batch(db, [
    insertIf(db, messageTemplates, row, isNewest).returning({ version: messageTemplates.version }),
    audit.entry(
      scene,
      { by, act: own ? 'template_changed' : 'template_reset', before: { version: seen }, after: told },
      now,
      audit.didSo,
    ),
  ] as const);
  return saved.length === 1 ? { ok: true } : { ok: false, problem: 'changed_meanwhile' };
}

const noParts = { subject: null, html: null, text: null };
