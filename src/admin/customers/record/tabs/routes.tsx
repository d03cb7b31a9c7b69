// What a customer's record shows and staff do not change there: addresses, messages, activity, and all of it on paper.
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { Child } from 'hono/jsx';
import { book } from '../../../../customers/addresses/addresses.ts';
import { notesOf } from '../../../../customers/notes.ts';
import { ofCustomer } from '../../../../forms/desk/answers/answers.ts';
import { movesOf } from '../../../../groups/moves/moves.ts';
import { messagesAbout } from '../../../../messages/history.ts';
import { newestOf } from '../../../../orders/desk/desk.ts';
import * as trail from '../../../../staff/audit/trail.ts';
import type { Staff } from '../../../../staff/roles.ts';
import { page, shellOf } from '../../../../ui/page.tsx';
import type { StaffEnv } from '../../../../web/context.ts';
import type { Database } from '../../../../web/database.ts';
import { idIn, type Place } from '../acting.ts';
import { noticeOf, RecordFrame, type Tab } from '../frame.tsx';
import { recordOf, titleOf, type CustomerRecord } from '../reading.ts';
import { ActivityTab, AddressesTab, MessagesTab } from './pages.tsx';
import { PrintPage } from './print.tsx';

export const tabs = new Hono<StaffEnv>();

const ofRecord = (db: Database, c: Place) => recordOf(db, c.var.store.id, idIn(c));
const whose = (c: Place) => ({ storeId: c.var.store.id, customerId: idIn(c) });

tabs.get('/:id/addresses', async (c) => {
  const { who, rows } = await c.var.as('support', (db) => [ofRecord(db, c), book(db, whose(c))]);
  return showTab(c, who, rows[0][0], 'addresses', (shell) => <AddressesTab shell={shell} book={rows[1]} />);
});

tabs.get('/:id/messages', async (c) => {
  const { who, rows } = await c.var.as('support', (db) => [ofRecord(db, c), messagesAbout(db, whose(c))]);
  return showTab(c, who, rows[0][0], 'messages', (shell, record) => (
    <MessagesTab shell={shell} record={record} messages={rows[1]} />
  ));
});

tabs.get('/:id/activity', async (c) => {
  const { storeId, customerId } = whose(c);
  const { who, rows } = await c.var.as('support', (db) => [
    ofRecord(db, c),
    trail.about(db, storeId, customerId),
    movesOf(db, storeId, customerId),
    ofCustomer(db, storeId, customerId),
  ]);
  return showTab(c, who, rows[0][0], 'activity', (shell) => (
    <ActivityTab shell={shell} entries={rows[1]} moves={rows[2]} answers={rows[3]} />
  ));
});

tabs.get('/:id/print', async (c) => {
  const { who, rows } = await c.var.as('support', (db) => [
    ofRecord(db, c),
    book(db, whose(c)),
    notesOf(db, whose(c)),
    messagesAbout(db, whose(c)),
    newestOf(db, c.var.store.id, idIn(c)),
  ]);
  const [[record], addresses, notes, messages, orders] = rows;
  if (!record) throw new HTTPException(404);
  const shell = shellOf(c, who);
  const sheet = { record, addresses, notes, messages, orders, now: c.var.now };
  return page(c, shell, titleOf(record), <PrintPage shell={shell} {...sheet} />);
});

type Shell = ReturnType<typeof shellOf>;

/** A tab of a customer who is on record at the store, else 404. */
function showTab(
  c: Place,
  who: Staff,
  record: CustomerRecord | undefined,
  tab: Tab,
  content: (shell: Shell, record: CustomerRecord) => Child,
) {
  if (!record) throw new HTTPException(404);
  const shell = shellOf(c, who);
  const body = (
    <RecordFrame shell={shell} record={record} tab={tab} notice={noticeOf(c)}>
      {content(shell, record)}
    </RecordFrame>
  );
  return page(c, shell, titleOf(record), body);
}
