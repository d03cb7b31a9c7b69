// Whether what left the shop is what the outbox says: each message at least once, and none with other content.
import { query } from '../mortal.ts';
import type { Taken } from './world.ts';

/** What is wrong with what was taken, once everything is sent. */
export function wrongMails(state: string, { mails }: Taken): string[] {
  const contents = Map.groupBy(mails, ({ to }) => to.toLowerCase());
  // Two messages of one person say something different, save where their data are the same; one with a secret is like no other.
  const rows = query(
    state,
    `select lower(to_address) as address, count(*) as count, count(distinct template || data || language) as least from outbox
      where sent_at is not null group by 1`,
  );
  const wrong = query(state, 'select id, template from outbox where sent_at is null').map(
    ({ id, template }) => `${String(template)} ${String(id)} was not sent`,
  );
  for (const { address, count, least } of rows) {
    const different = new Set((contents.get(String(address)) ?? []).map((mail) => JSON.stringify(mail))).size;
    if (different < Number(least) || different > Number(count)) {
      wrong.push(
        `${String(address)}: ${different} contents of ${String(count)} messages, at least ${String(least)} of them different`,
      );
    }
  }
  const known = new Set(rows.map(({ address }) => address));
  for (const to of contents.keys())
    if (!known.has(to)) wrong.push(`${to} was sent something that is not in the outbox`);
  return wrong;
}

/** The same of webhooks. */
export function wrongWebhooks(state: string, { webhooks }: Taken): string[] {
  const bodies = Map.groupBy(webhooks, ({ id }) => id);
  const rows = query(state, 'select event_id, delivered_at from webhook_deliveries');
  const wrong = rows.flatMap(({ event_id: id, delivered_at: at }) => {
    const different = new Set((bodies.get(String(id)) ?? []).map(({ body }) => body)).size;
    return at !== null && different === 1
      ? []
      : [`event ${String(id)} with ${different} contents, delivered at ${String(at)}`];
  });
  const known = new Set(rows.map(({ event_id: id }) => id));
  return [...wrong, ...[...bodies.keys()].filter((id) => !known.has(id)).map((id) => `event ${id} is not on record`)];
}

/** How often something was sent that had been sent before. */
export function repeated(all: readonly unknown[]): number {
  return all.length - new Set(all.map((one) => JSON.stringify(one))).size;
}
