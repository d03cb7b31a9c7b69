// /admin/stores: the stores of an owner, and with whom this one shares its customers. Every change asks for a password that was said
// lately, and what joining or leaving would do is shown before it is done.
import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { page, shellOf } from '../ui/page.tsx';
import type { StaffEnv } from '../web/context.ts';
import { emptyForm, parseForm, withProblem, type FormState } from '../web/forms.ts';
import { requiredLine, tick } from '../web/lines.ts';
import type { Database } from '../web/database.ts';
import { noticeIn } from '../web/notices.ts';
import { afterResponse, logEvent, sceneOf } from '../web/requests.ts';
import { codeMinutes, invite } from './invitations.ts';
import * as joining from './joining.ts';
import { leave } from './leaving.ts';
import { finish, latestOf } from './moves.ts';
import { storeSchema } from './opening/input.ts';
import { open } from './opening/opening.ts';
import { NewStorePage } from './opening/pages.tsx';
import { happenings, problems, StoresPage } from './pages.tsx';
import { CodePage, JoiningPage, LeavingPage } from './preview/pages.tsx';
import { leavingCounts, storesAround } from './sharing.ts';

type Place = Context<StaffEnv>;

const here = '/admin/stores';

export const storeKeeping = new Hono<StaffEnv>();

storeKeeping.get('/', async (c) => {
  const { store } = c.var;
  const { who, rows } = await c.var.as('owner', (db, { holderId }) => [
    storesAround(db, store.id, holderId),
    latestOf(db, store.id),
  ]);
  const shell = shellOf(c, who);
  const [around, [move]] = rows;
  const body = (
    <StoresPage
      shell={shell}
      around={around}
      move={move}
      codeMinutes={codeMinutes}
      notice={noticeIn(c, happenings, problems)}
    />
  );
  return page(c, shell, shell.t('stores.title'), body);
});

storeKeeping.get('/new', (c) => showNew(c, emptyForm, 200));

storeKeeping.post('/', async (c) => {
  const parsed = await parseForm(c, storeSchema);
  const { who, scene } = await owner(c);
  if (!parsed.ok) return showNew(c, parsed.form, 422);
  const result = await open(scene, who.id, parsed.input, c.var.now);
  if (!result.ok) return showNew(c, withProblem(parsed.form, 'hostname', result.problem), 409);
  logEvent(c, 'store_added', { staff: who.id, added: result.storeId });
  return c.redirect(`${here}?done=added`, 303);
});

storeKeeping.post('/codes', async (c) => {
  const { who, scene } = await owner(c);
  const { code } = await invite(scene, who.id, c.var.now);
  logEvent(c, 'pool_code_made', { staff: who.id });
  const shell = shellOf(c, who);
  return page(c, shell, shell.t('stores.code_title'), <CodePage shell={shell} code={code} minutes={codeMinutes} />);
});

const joiningSchema = z.object({ code: requiredLine(100).catch(''), confirmed: tick });

storeKeeping.post('/joining', async (c) => {
  const parsed = await parseForm(c, joiningSchema);
  const { who, scene } = await owner(c);
  const { code, confirmed } = parsed.ok ? parsed.input : { code: '', confirmed: false };
  if (!confirmed) {
    const seen = await joining.preview(scene, code, c.var.now);
    if (!seen.ok) return refused(c, seen.problem);
    const shell = shellOf(c, who);
    const { storeName: other, counts } = seen;
    const body = <JoiningPage shell={shell} other={other} code={code} counts={counts} />;
    return page(c, shell, shell.t('stores.join_title', { other }), body);
  }
  const result = await joining.join(scene, who.id, code, c.var.now);
  return result.ok ? begun(c, scene.db, result.moveId, 'joined') : refused(c, result.problem);
});

storeKeeping.get('/leaving', async (c) => {
  const { who, rows } = await c.var.as('owner', (db) => [leavingCounts(db, c.var.store.id)]);
  const [counts] = rows[0];
  if (!counts || counts.isAlone === 1) return refused(c, 'alone');
  const shell = shellOf(c, who);
  return page(c, shell, shell.t('stores.leave_title'), <LeavingPage shell={shell} counts={counts} />);
});

storeKeeping.post('/leaving', async (c) => {
  const { who, scene } = await owner(c);
  const result = await leave(scene, who.id, c.var.now);
  return result.ok ? begun(c, scene.db, result.moveId, 'left') : refused(c, result.problem);
});

/** The owner who acts, and what the verbs need. */
async function owner(c: Place) {
  const { who, db } = await c.var.as('owner', () => [], here);
  return { who, scene: sceneOf(c, db) };
}

/** The store is in its pool; its customers follow after the response, and what is left by Cron. */
function begun(c: Place, db: Database, moveId: string, done: 'joined' | 'left'): Response {
  logEvent(c, 'pool_changed', { move: moveId, act: done });
  afterResponse(c, 'pool_move', () => finish(db, moveId, c.var.now));
  return c.redirect(`${here}?done=${done}`, 303);
}

function refused(c: Place, problem: (typeof problems)[number]): Response {
  return c.redirect(`${here}?problem=${problem}`, 303);
}

async function showNew(c: Place, form: FormState, status: 200 | 409 | 422): Promise<Response> {
  const { who } = await c.var.as('owner', () => []);
  const shell = shellOf(c, who);
  return page(c, shell, shell.t('stores.add_title'), <NewStorePage shell={shell} form={form} />, status);
}
