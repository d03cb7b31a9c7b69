// What customers do about their own data: /account/profile.
import { Hono, type Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { AccountFrame } from '../ui/account.tsx';
import { page, shellOf } from '../ui/page.tsx';
import type { AccountEnv } from '../web/context.ts';
import { emptyForm, parseForm, type FormState } from '../web/forms.ts';
import * as customers from './customers.ts';
import { ProfilePage } from './pages.tsx';

export const profile = new Hono<AccountEnv>();

profile.get('/profile', async (c) => showProfile(c, emptyForm, 200));

profile.post('/profile', async (c) => {
  const { store, now } = c.var;
  const parsed = await parseForm(c, customers.profileSchema);
  if (!parsed.ok) return showProfile(c, parsed.form, 422);
  const { who, db } = await c.var.read(() => []);
  await customers.changeProfile(db, { poolId: store.poolId, customerId: who.id }, parsed.input, now);
  return c.redirect('/account/profile?saved', 303);
});

async function showProfile(c: Context<AccountEnv>, form: FormState, status: 200 | 422): Promise<Response> {
  const { store } = c.var;
  const { who, rows } = await c.var.read((db, claim) => [customers.profileOf(db, store.poolId, claim.holderId)]);
  const [found] = rows[0];
  if (!found) throw new HTTPException(404);
  const shell = shellOf(c, who);
  const body = (
    <AccountFrame shell={shell}>
      <ProfilePage shell={shell} profile={found} form={form} saved={c.req.query('saved') !== undefined} />
    </AccountFrame>
  );
  return page(c, shell, shell.t('profile.title'), body, status);
}
