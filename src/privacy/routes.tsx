// /account/privacy: taking away everything on record, and deleting the account; /account-deleted says that it is done.
import { makeZip } from 'client-zip';
import { Hono, type Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import * as z from 'zod';
import { hashOf } from '../access/passwords/changing.ts';
import { typedPassword } from '../credentials/passwords.ts';
import * as throttles from '../credentials/throttles.ts';
import { deliverAfter } from '../messages/posting.ts';
import { claimsOf } from '../sessions/sessions.ts';
import * as visits from '../sessions/visits.ts';
import * as audit from '../staff/audit/audit.ts';
import { parse } from '../stores/stores.ts';
import { AccountFrame } from '../ui/account.tsx';
import { momentInZone } from '../ui/dates.ts';
import { page, shellOf } from '../ui/page.tsx';
import type { AccountEnv, AppEnv } from '../web/context.ts';
import { batch } from '../web/database.ts';
import { emptyForm, parseForm, withProblem, type FormState } from '../web/forms.ts';
import { translator } from '../web/i18n.ts';
import { download } from '../web/downloads.ts';
import { logEvent, sceneOf } from '../web/requests.ts';
import { deleteAccount, storesOf } from './erasure.ts';
import { filesOf } from './export.ts';
import { AccountDeletedPage, PrivacyPage } from './pages.tsx';

type Place = Context<AccountEnv>;

export const privacy = new Hono<AccountEnv>();

privacy.get('/', (c) => showPrivacy(c, emptyForm, 200));

privacy.post('/export', async (c) => {
  const { store, now } = c.var;
  const { who, db } = await c.var.read(() => []);
  const key = await throttles.keyOf('export_customer', who.id);
  const [counted] = await batch(db, [
    throttles.count(db, 'export_customer', key, now),
    audit.entry(
      sceneOf(c, db),
      { by: null, act: 'own_exported', customerId: who.id },
      now,
      throttles.isWithin('export_customer', key),
    ),
  ]);
  if (throttles.isTooMany('export_customer', counted)) throw new HTTPException(429);
  logEvent(c, 'export', { customer: who.id });
  const { language } = c.var;
  const about = translator(language)('privacy.export_about', {
    email: who.email,
    store: store.name,
    time: momentInZone(now, language, store.timeZone),
    // Plain text: nothing in it is read as markup.
    interpolation: { escapeValue: false },
  });
  const day = new Date(now).toISOString().slice(0, 10);
  return c.body(makeZip(filesOf(db, who.id, about, now)), 200, download('application/zip', `account-${day}.zip`));
});

privacy.post('/deletion', async (c) => {
  const { now } = c.var;
  const parsed = await parseForm(c, z.object({ currentPassword: typedPassword.prefault('') }));
  if (!parsed.ok) return showPrivacy(c, parsed.form, 422);
  const { who, db, rows } = await c.var.read((read, { holderId }) => [
    hashOf(read, holderId),
    storesOf(read, holderId),
    claimsOf(read, holderId),
  ]);
  const [[login], found, claims] = rows;
  if (!login) throw new HTTPException(404);
  const scene = { ...sceneOf(c, db), at: found.map((row) => parse(row.store)) };
  const result = await deleteAccount(scene, { ...who, ...login }, parsed.input.currentPassword, now);
  logEvent(c, 'account_deletion', { customer: who.id, ...(result.ok ? {} : { problem: result.problem }) });
  if (!result.ok) {
    if (result.problem === 'too_many') throw new HTTPException(429);
    return showPrivacy(c, withProblem(parsed.form, 'currentPassword', result.problem), 422);
  }
  deliverAfter(c, result.messageIds);
  visits.clear(c, claims);
  visits.leave(c);
  return c.redirect('/account-deleted', 303);
});

async function showPrivacy(c: Place, form: FormState, status: 200 | 422): Promise<Response> {
  const { who, rows } = await c.var.read((db, claim) => [storesOf(db, claim.holderId)]);
  const shell = shellOf(c, who);
  const names = rows[0].map(({ store }) => store.name);
  const body = (
    <AccountFrame shell={shell}>
      <PrivacyPage shell={shell} form={form} stores={names} />
    </AccountFrame>
  );
  return page(c, shell, shell.t('account.privacy'), body, status);
}

export const farewell = new Hono<AppEnv>();

farewell.get('/account-deleted', async (c) => {
  const { who } = await c.var.look();
  const shell = shellOf(c, who);
  return page(c, shell, shell.t('privacy.deleted_title'), <AccountDeletedPage shell={shell} />);
});
