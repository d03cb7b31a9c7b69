// /admin/outbox: the store's messages, one of them as it reads, and the addresses that nothing is sent to. Everybody of the staff may
// look; managers send again.
import { Hono, type Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { deliverAfter } from '../../messages/posting.ts';
import { refusedLately } from '../../messages/retrying.ts';
import { shown } from '../../messages/showing.ts';
import { newestOf } from '../../messages/suppressions.ts';
import { ownIn, ownTextOf } from '../../messages/templates/own.ts';
import type { Role } from '../../staff/roles.ts';
import { mailReply } from '../../ui/mail.tsx';
import { page, shellOf } from '../../ui/page.tsx';
import type { StaffEnv } from '../../web/context.ts';
import { parseForm } from '../../web/forms.ts';
import { noticeIn } from '../../web/notices.ts';
import { paged, placeIn } from '../../web/paging.ts';
import { logEvent, sceneOf } from '../../web/requests.ts';
import { messageName } from '../customers/record/tabs/names.ts';
import * as acts from './acts.ts';
import { AddressesPage } from './addresses.tsx';
import { addressPlace, liftingSchema, wantedSchema } from './input.ts';
import { MessagePage } from './message.tsx';
import { happenings, OutboxPage, problems, type OutboxNotice } from './pages.tsx';
import { listOf, messageAt, pageOf, pageSize, reachOf } from './reading.ts';

type Place = Context<StaffEnv>;

export const outboxDesk = new Hono<StaffEnv>();

const here = '/admin/outbox';

outboxDesk.get('/', async (c) => {
  const typed = c.req.query();
  const wanted = wantedSchema.parse(typed);
  const { who, rows } = await c.var.as('support', (db) => [
    listOf(db, c.var.store.id, wanted),
    reachOf(db, c.var.store.id, wanted),
  ]);
  const shell = shellOf(c, who);
  const view = { role: who.role, typed, notice: noticeIn(c, happenings, problems), ...pageOf(rows[0], rows[1][0]) };
  return page(c, shell, shell.t('outbox.title'), <OutboxPage shell={shell} {...view} />);
});

outboxDesk.post('/retries', async (c) => {
  const { who, db } = await c.var.as('manager', () => []);
  const ids = await acts.retryAll(sceneOf(c, db), who.id, c.var.now);
  deliverAfter(c, ids);
  return back(c, here, { done: ids.length === 0 ? 'none_retried' : 'all_retried' });
});

outboxDesk.get('/addresses', async (c) => {
  const place = placeIn(addressPlace, c.req.query('after'));
  const { who, rows } = await c.var.as('support', (db) => [newestOf(db, c.var.store.id, place, pageSize + 1)]);
  const shell = shellOf(c, who);
  const view = {
    role: who.role,
    isFirst: place === null,
    notice: noticeIn(c, happenings, problems),
    ...paged(rows[0], pageSize, ({ at, row }) => [at, row]),
  };
  return page(c, shell, shell.t('outbox.addresses'), <AddressesPage shell={shell} {...view} />);
});

outboxDesk.get('/:id', async (c) => {
  const { who, message, own } = await messageFor(c, 'support');
  const shell = shellOf(c, who, `${here}/${message.id}`);
  const mail = shown(c.var.store, message, own);
  const view = { role: who.role, message, mail, notice: noticeIn(c, happenings, problems) };
  return page(c, shell, messageName(shell.t, message.template), <MessagePage shell={shell} {...view} />);
});

outboxDesk.get('/:id/mail', async (c) => {
  const { message, own } = await messageFor(c, 'support');
  const mail = shown(c.var.store, message, own);
  if (!mail) throw new HTTPException(404);
  return mailReply(c, mail.html);
});

outboxDesk.post('/:id/retries', async (c) => {
  const { who, db, message } = await messageFor(c, 'manager');
  const at = `${here}/${message.id}`;
  if (message.suppressedAt !== null) return back(c, at, { problem: 'suppressed' });
  const ids = await acts.retry(sceneOf(c, db), message, who.id, c.var.now);
  deliverAfter(c, ids);
  return back(c, at, ids.length === 0 ? { problem: 'not_failed' } : { done: 'retried' });
});

outboxDesk.post('/:id/lifting', async (c) => {
  const parsed = await parseForm(c, liftingSchema);
  const { store, now } = c.var;
  const { who, db, rows } = await c.var.as('manager', (read) => [
    messageAt(read, store.id, idIn(c)),
    refusedLately(read, store.id, now),
  ]);
  const [[message], refused] = rows;
  if (!message) throw new HTTPException(404);
  const ids = await acts.lift(sceneOf(c, db), message, { by: who.id, refused }, now);
  deliverAfter(c, ids);
  const customer = parsed.ok ? parsed.input.customer : undefined;
  return back(c, customer ? `/admin/customers/${customer}/messages` : `${here}/addresses`, { done: 'lifted' });
});

/** The message of the path, if it is the store's; a 404 otherwise. */
async function messageFor(c: Place, role: Role) {
  const { id } = c.var.store;
  const { who, db, rows } = await c.var.as(role, (read) => [
    messageAt(read, id, idIn(c)),
    ownTextOf(read, id, idIn(c)),
  ]);
  const [message] = rows[0];
  if (!message) throw new HTTPException(404);
  return { who, db, message, own: ownIn(rows[1]) };
}

function idIn(c: Place): string {
  return c.req.param('id') ?? '';
}

/** Back to a page, which says what happened. */
function back(c: Place, path: string, notice: NonNullable<OutboxNotice>): Response {
  logEvent(c, 'message_act', notice);
  return c.redirect(`${path}?${new URLSearchParams(notice).toString()}`, 303);
}
