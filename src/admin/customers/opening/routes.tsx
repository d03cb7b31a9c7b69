// /admin/customers/new: staff put somebody on record, who is asked by mail to confirm and to choose a password.
import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { open } from '../../../access/activation/opening.ts';
import { askedByStaff } from '../../../customers/details/asked.ts';
import { aroundOf, languageSchema, personSchema } from '../../../customers/details/input.ts';
import { deliverAfter } from '../../../messages/posting.ts';
import * as audit from '../../../staff/audit/audit.ts';
import type { Staff } from '../../../staff/roles.ts';
import { page, shellOf } from '../../../ui/page.tsx';
import type { StaffEnv } from '../../../web/context.ts';
import { emailSchema } from '../../../web/emails.ts';
import { parseForm, withProblem, type FormState } from '../../../web/forms.ts';
import { tick } from '../../../web/lines.ts';
import { logEvent, sceneOf } from '../../../web/requests.ts';
import { pathOf } from '../record/frame.tsx';
import { NewCustomerPage } from './pages.tsx';

export const opening = new Hono<StaffEnv>();

const addressSchema = z.object({ email: emailSchema.prefault(''), isInvited: tick });

opening.get('/new', async (c) => {
  const { who } = await c.var.as('manager', () => []);
  return showNew(c, who, { values: { isInvited: 'on' }, problems: {} }, 200);
});

opening.post('/', async (c) => {
  const { store, now } = c.var;
  const asked = askedByStaff(store, null);
  const parsed = await parseForm(c, (typed) =>
    personSchema(asked, aroundOf(c.var, undefined, typed))
      .and(languageSchema)
      .and(addressSchema),
  );
  const { who, db } = await c.var.as('manager', () => []);
  if (!parsed.ok) return showNew(c, who, parsed.form, 422);
  const { email, isInvited, language, ...person } = parsed.input;
  const scene = sceneOf(c, db);
  const told = (customerId: string) => [
    audit.entry(scene, { by: who.id, act: 'customer_opened', customerId, after: { isInvited } }, now),
  ];
  const result = await open(scene, { email, language, person, isInvited }, now, told);
  if (!result.ok) return showNew(c, who, withProblem(parsed.form, 'email', result.problem), 409);
  logEvent(c, 'customer_opened', { staff: who.id });
  deliverAfter(c, result.messageIds);
  return c.redirect(`${pathOf(result.customerId)}?done=${isInvited ? 'invitation' : 'opened'}`, 303);
});

function showNew(c: Context<StaffEnv>, who: Staff, form: FormState, status: 200 | 409 | 422) {
  const shell = shellOf(c, who, '/admin/customers/new');
  const around = aroundOf(c.var, undefined, form.values);
  return page(c, shell, shell.t('record.new'), <NewCustomerPage shell={shell} form={form} around={around} />, status);
}
