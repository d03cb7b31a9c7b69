// /admin/customers/:id/orders: what a customer bought, and their points, which managers change by hand.
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import * as z from 'zod';
import { grant, grantSchema } from '../../../../loyalty/granting.ts';
import * as ledger from '../../../../loyalty/ledger.ts';
import { newestOf } from '../../../../orders/desk/desk.ts';
import { isAtLeast } from '../../../../staff/roles.ts';
import { page, shellOf } from '../../../../ui/page.tsx';
import type { StaffEnv } from '../../../../web/context.ts';
import { idOf, isKey, keyOf, newKey } from '../../../../web/ids.ts';
import { emptyForm, parseForm, withProblem, type FormState } from '../../../../web/forms.ts';
import { acting, back, idIn, type Place } from '../acting.ts';
import { noticeOf, pathOf, RecordFrame } from '../frame.tsx';
import { recordOf, titleOf } from '../reading.ts';
import { OrdersTab } from '../tabs/pages.tsx';
import { PointsPart } from './points.tsx';

const keySchema = z.object({ key: z.string().max(26).catch('') });

export const customerOrders = new Hono<StaffEnv>();

customerOrders.get('/:id/orders', (c) => showOrders(c, emptyForm, 200));

customerOrders.post('/:id/points', async (c) => {
  const parsed = await parseForm(c, grantSchema);
  const { who, record, scene } = await acting(c, 'manager');
  if (!parsed.ok) return showOrders(c, parsed.form, 422);
  const id = idOf('points', await keyIn(c, parsed.input));
  const result = await grant(scene, who.id, { customerId: record.id, ...parsed.input, id }, c.var.now);
  if (result.ok) return back(c, 'orders', { done: 'points_changed' });
  if (result.problem === 'not_found') throw new HTTPException(404);
  return showOrders(c, withProblem(parsed.form, 'points', result.problem), 409);
});

/** What comes of the form comes once, also where the reply was lost and it is sent again. */
async function keyIn(c: Place, { points, reason }: z.output<typeof grantSchema>): Promise<string> {
  const { form } = await parseForm(c, keySchema);
  const key = form.values.key ?? '';
  return isKey(key) ? keyOf(key, `${idIn(c)} ${points} ${reason}`) : newKey(c.var.now);
}

async function showOrders(c: Place, form: FormState, status: 200 | 409 | 422): Promise<Response> {
  const whose = { storeId: c.var.store.id, customerId: idIn(c) };
  const { who, rows } = await c.var.as(
    'support',
    (db) =>
      [
        recordOf(db, whose.storeId, whose.customerId),
        newestOf(db, whose.storeId, whose.customerId),
        ledger.latestOf(db, whose),
      ] as const,
  );
  const [[record], orders, entries] = rows;
  if (!record) throw new HTTPException(404);
  const shell = shellOf(c, who, pathOf(record.id, 'orders'));
  const mayChange = isAtLeast(who.role, 'manager');
  const body = (
    <RecordFrame shell={shell} record={record} tab="orders" notice={noticeOf(c)}>
      <OrdersTab shell={shell} record={record} orders={orders} mayOrder={mayChange && record.status !== 'denied'} />
      <PointsPart {...{ shell, record, entries, form, mayChange }} formKey={newKey(c.var.now)} />
    </RecordFrame>
  );
  return page(c, shell, titleOf(record), body, status);
}
