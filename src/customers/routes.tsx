// What customers do about their own data: /account/profile.
import { Hono, type Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { AccountFrame } from '../ui/account.tsx';
import type { Shell } from '../ui/layout.tsx';
import { page, shellOf } from '../ui/page.tsx';
import type { AccountEnv } from '../web/context.ts';
import { parseForm, type FormState } from '../web/forms.ts';
import { originOf } from '../web/network.ts';
import { askedInProfile } from './details/asked.ts';
import { aroundOf, asTyped, languageSchema, personSchema } from './details/input.ts';
import * as records from './details/records.ts';
import { ProfilePage } from './pages.tsx';

export const profile = new Hono<AccountEnv>();

profile.get('/profile', async (c) => {
  const { who, known, asked } = await read(c);
  const values = { ...asTyped(asked, known), language: known.language ?? '' };
  return showProfile(c, who, known, { values, problems: {} });
});

profile.post('/profile', async (c) => {
  const { store, now } = c.var;
  const { country } = originOf(c);
  const { who, db, known, asked } = await read(c);
  const parsed = await parseForm(c, (typed) =>
    personSchema(asked, aroundOf(c.var, country, typed)).and(languageSchema),
  );
  if (!parsed.ok) return showProfile(c, who, known, parsed.form, 422);
  const { language, ...person } = parsed.input;
  await records.change(db, store, { customerId: who.id, person, language }, now);
  return c.redirect('/account/profile?saved', 303);
});

/** Who is signed in, what they have told this store, and what it asks them. */
async function read(c: Context<AccountEnv>) {
  const { store } = c.var;
  const { who, db, rows } = await c.var.read((reader, claim) => [records.knownOf(reader, store.id, claim.holderId)]);
  const [known] = rows[0];
  if (!known) throw new HTTPException(404);
  return { who, db, known, asked: askedInProfile(store, known) };
}

function showProfile(
  c: Context<AccountEnv>,
  who: Shell['who'],
  known: records.Known,
  form: FormState,
  status: 200 | 422 = 200,
) {
  const shell = shellOf(c, who);
  const around = aroundOf(c.var, originOf(c).country, form.values);
  const isSaved = c.req.query('saved') !== undefined;
  const body = (
    <AccountFrame shell={shell}>
      <ProfilePage shell={shell} known={known} form={form} around={around} isSaved={isSaved} />
    </AccountFrame>
  );
  return page(c, shell, shell.t('profile.title'), body, status);
}
