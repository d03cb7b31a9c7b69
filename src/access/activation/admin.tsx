// What staff do about registrations that wait: POST /admin/customers/:id/activation.
import { Hono } from 'hono';
import * as z from 'zod';
import { deliverAfter } from '../../messages/posting.ts';
import * as audit from '../../staff/audit/audit.ts';
import type { StaffEnv } from '../../web/context.ts';
import { parseForm } from '../../web/forms.ts';
import { logEvent, sceneOf } from '../../web/requests.ts';
import * as admission from './admission.ts';

export const admitting = new Hono<StaffEnv>();

/** From which page: today's list, or the customer's record. */
const fromSchema = z.object({ from: z.enum(['today', 'record']).catch('today') });

admitting.post('/customers/:id/activation', async (c) => {
  const { now } = c.var;
  const parsed = await parseForm(c, fromSchema);
  const { who, db } = await c.var.as('manager', () => []);
  const customerId = c.req.param('id');
  const entry = { by: who.id, act: 'customer_activated', customerId } as const;
  const scene = sceneOf(c, db);
  const told = audit.entry(scene, entry, now, admission.isWaiting(scene.store.id, { customerId }));
  const result = await admission.activate(scene, customerId, now, [told]);
  logEvent(c, 'activation_by_staff', { staff: who.id, ...(result.ok ? {} : { problem: result.problem }) });
  const back = parsed.ok && parsed.input.from === 'record' ? `/admin/customers/${customerId}/login` : '/admin';
  if (!result.ok) return c.redirect(`${back}?problem=not_waiting`, 303);
  deliverAfter(c, result.messageIds);
  return c.redirect(`${back}?done=activated`, 303);
});
