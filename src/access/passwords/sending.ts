// What goes out by mail to somebody who cannot get in: a link to set a password, a new password, or the link of a registration
// or invitation once more. Each is a plan for the caller's batch.
import { and, desc, eq, inArray, isNull, sql, type SQL } from 'drizzle-orm';
import { customers, memberships } from '../../customers/schema.ts';
import { generatedHours, generatedUntil } from '../../credentials/generated.ts';
import * as outbox from '../../messages/outbox.ts';
import * as sessions from '../../sessions/sessions.ts';
import type { Store } from '../../stores/stores.ts';
import type { Database, Statement } from '../../web/database.ts';
import * as links from '../links.ts';
import { unprovenIn } from '../registration/enrolment.ts';
import type { Plan, Scene } from '../scene.ts';
import { linkTokens, logins } from '../schema.ts';
import { isActiveElsewhere } from '../signin/joining.ts';

/** Whoever this is true of, what they are at the store, and the newest link that waits for them. */
export function recipient(db: Database, store: Store, whose: SQL) {
  return db
    .select({
      customerId: customers.id,
      email: customers.email,
      name: customers.name,
      language: customers.language,
      hasLogin: sql<number>`${logins.customerId} is not null`,
      status: memberships.status,
      isActiveElsewhere: isActiveElsewhere(db, store),
      waitsFor: linkTokens.purpose,
      carried: linkTokens.carried,
    })
    .from(customers)
    .leftJoin(logins, eq(logins.customerId, customers.id))
    .leftJoin(memberships, and(eq(memberships.customerId, customers.id), eq(memberships.storeId, store.id)))
    .leftJoin(
      linkTokens,
      and(
        eq(linkTokens.customerId, customers.id),
        eq(linkTokens.storeId, store.id),
        inArray(linkTokens.purpose, ['activation', 'invitation']),
        isNull(linkTokens.usedAt),
      ),
    )
    .where(whose)
    .orderBy(desc(linkTokens.createdAt))
    .limit(1);
}

export type Recipient = Awaited<ReturnType<typeof recipient>>[number];

/** A password that was made, and its hash; both empty where none was. */
export type Made = { password: string; hash: string };

export type To = Pick<outbox.NewMessage, 'storeId' | 'customerId' | 'to' | 'language'>;

/** A link to set a password. */
export async function sendLink(scene: Scene, row: Recipient, to: To, now: number): Promise<Plan> {
  const whose = { storeId: scene.store.id, customerId: row.customerId, purpose: 'set_password' } as const;
  const link = await links.issue(scene.db, whose, null, now);
  const data = { name: row.name, minutes: links.lifetimes.set_password / 60_000 };
  return withMessage(
    scene,
    [link.statement],
    { ...to, template: 'set_password', data, secret: { token: link.token } },
    now,
  );
}

/** A new password ends the old one, every session and every link. */
export async function sendPassword(scene: Scene, row: Recipient, to: To, made: Made, now: number): Promise<Plan> {
  const { db } = scene;
  const statements = [
    db
      .update(logins)
      .set({
        passwordHash: made.hash,
        passwordSetAt: now,
        passwordExpiresAt: generatedUntil(now),
        sessionsValidFrom: now,
      })
      .where(eq(logins.customerId, row.customerId)),
    sessions.endAll(db, row.customerId, now),
    links.endAll(db, row.customerId),
  ];
  const data = { name: row.name, hours: generatedHours };
  return withMessage(
    scene,
    statements,
    { ...to, template: 'new_password', data, secret: { password: made.password } },
    now,
  );
}

/** The link of a registration or an invitation once more; with it, where the store makes passwords, a new one. */
export async function sendAgain(scene: Scene, row: Recipient, to: To, made: Made, now: number): Promise<Plan> {
  const { db, store } = scene;
  const isInvited = row.waitsFor === 'invitation';
  const unproven = unprovenIn(row.carried);
  const wasGenerated = unproven !== null && unproven.passwordExpiresAt !== null;
  const isGenerated = wasGenerated && made.hash !== '';
  // A password that was made and cannot be made again, since the policy changed, is dropped: the link then asks for one.
  const kept = wasGenerated ? null : unproven;
  const carried = isGenerated ? { ...unproven, passwordHash: made.hash, passwordExpiresAt: generatedUntil(now) } : kept;
  const whose = {
    storeId: store.id,
    customerId: row.customerId,
    purpose: isInvited ? 'invitation' : 'activation',
  } as const;
  const link = await links.issue(db, whose, carried && JSON.stringify(carried), now);
  return withMessage(scene, [link.statement], letter(row, to, link.token, isGenerated ? made.password : null), now);
}

function letter(row: Recipient, to: To, token: string, password: string | null): outbox.NewMessage {
  const name = row.name || (unprovenIn(row.carried)?.person.details.name ?? '');
  if (row.waitsFor === 'invitation') {
    return {
      ...to,
      template: 'invitation',
      data: { name, days: links.lifetimes.invitation / 86_400_000 },
      secret: { token },
    };
  }
  const data = { name, hours: links.lifetimes.activation / 3_600_000 };
  return password === null
    ? { ...to, template: 'activation', data, secret: { token } }
    : { ...to, template: 'activation_with_password', data, secret: { token, password } };
}

async function withMessage(
  { db, sealingKey }: Scene,
  statements: Statement[],
  input: outbox.NewMessage,
  now: number,
): Promise<Plan> {
  const message = await outbox.message(db, sealingKey, input, now);
  return { statements: [...statements, message.statement], messageIds: [message.id] };
}
