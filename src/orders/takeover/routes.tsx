// /account/orders/guest: what the customer ordered as a guest, and taking it over.
import { Hono, type Context } from 'hono';
import { proofOf } from '../../access/emails/proving/proving.ts';
import { AccountFrame } from '../../ui/account.tsx';
import { page, shellOf } from '../../ui/page.tsx';
import type { AccountEnv } from '../../web/context.ts';
import { emptyForm, parseForm, type FormState } from '../../web/forms.ts';
import { logEvent, sceneOf } from '../../web/requests.ts';
import { TakeoverPage, type TakeoverNotice } from './pages.tsx';
import * as takeover from './takeover.ts';

export const takingOver = new Hono<AccountEnv>();

takingOver.get('/', (c) => showWaiting(c, emptyForm, 200));

takingOver.post('/', async (c) => {
  const parsed = await parseForm(c, takeover.takeoverSchema);
  if (!parsed.ok) return showWaiting(c, parsed.form, 422);
  const { who, db } = await c.var.read(() => []);
  const count = await takeover.takeOver(sceneOf(c, db), who.id, parsed.input.order, c.var.now);
  logEvent(c, 'orders_taken_over', { customer: who.id, count: `${count}` });
  return c.redirect(`/account/orders/guest?taken=${count}`, 303);
});

async function showWaiting(c: Context<AccountEnv>, form: FormState, status: 200 | 422): Promise<Response> {
  const { store } = c.var;
  const { who, rows } = await c.var.read((db, { holderId }) => [
    proofOf(db, holderId),
    takeover.waitingFor(db, store, holderId),
  ]);
  const [[proof], waiting] = rows;
  const shell = shellOf(c, who);
  const isProved = Boolean(proof?.provedAt);
  const body = (
    <AccountFrame shell={shell}>
      <TakeoverPage {...{ shell, form, isProved, waiting }} email={who.email} notice={noticeIn(c.req.query())} />
    </AccountFrame>
  );
  return page(c, shell, shell.t('guest_orders.title'), body, status);
}

function noticeIn({ done, taken }: Record<string, string>): TakeoverNotice | undefined {
  if (done === 'sent' || done === 'proved') return { done };
  return taken !== undefined && /^\d{1,2}$/.test(taken) ? { taken: Number(taken) } : undefined;
}
