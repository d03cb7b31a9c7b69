// /admin/second-step: the code that is asked for after the password, and for each member of staff their own second step. Whoever
// is confined to it may use this address alone; what changes it has addresses of its own.
import { Hono, type Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { openingKeysOf } from '../../credentials/sealing.ts';
import type { Claim } from '../../sessions/sessions.ts';
import * as visits from '../../sessions/visits.ts';
import { page, shellOf } from '../../ui/page.tsx';
import type { StaffEnv } from '../../web/context.ts';
import type { Database } from '../../web/database.ts';
import { emptyForm, parseForm, withProblem, type FormState } from '../../web/forms.ts';
import { logEvent, sceneOf } from '../../web/requests.ts';
import { nextOf, proofBefore } from '../entrance/next.ts';
import { isProved, secondStepPath, type Staff } from '../roles.ts';
import { addressOf } from './codes.ts';
import { AskPage, CodesPage, SetUpPage, StandingPage, type StepNotice } from './pages.tsx';
import * as steps from './second-step.ts';

type Place = Context<StaffEnv>;

/** Who asks, and how they stand. */
type Seen = { who: Staff; scene: steps.Scene; standing: steps.Standing };

export const secondStep = new Hono<StaffEnv>();

secondStep.get('/', async (c) => {
  const next = nextOf(c.req.query('next'));
  return show(c, await seen(c), emptyForm, { next });
});

secondStep.post('/', async (c) => {
  const parsed = await parseForm(c, steps.codeSchema);
  const next = nextOf(parsed.form.values.next);
  const found = await seen(c);
  const { who, scene, standing } = found;
  const { state } = who.secondStep;
  if (state === 'taken') return c.redirect(next, 303);
  if (state === 'none' && !isProved(who, c.var.now)) return c.redirect(proofBefore(pageWith(next)), 303);
  if (!parsed.ok) return show(c, found, parsed.form, { next }, 422);
  const { code } = parsed.input;
  if (state === 'waited_for') {
    const result = await steps.take(scene, standing, code, c.var.now);
    told(c, who, 'take', result);
    if (!result.ok) return refused(c, found, parsed.form, result.problem, next);
    visits.begin(c, result.cookie, scene.claim, visits.staffDoor);
    return c.redirect(next, 303);
  }
  const result = await steps.setUp(scene, standing, code, c.var.now);
  told(c, who, 'set_up', result);
  if (!result.ok) return refused(c, found, parsed.form, result.problem, next);
  visits.begin(c, result.cookie, scene.claim, visits.staffDoor);
  return showCodes(c, who, result.codes, next);
});

secondStep.post('/recovery-codes', async (c) => {
  const parsed = await parseForm(c, steps.codeSchema);
  const found = await seen(c, secondStepPath);
  const { who, scene, standing } = found;
  if (standing.since === null) return c.redirect(`${secondStepPath}?changed`, 303);
  if (!parsed.ok) return show(c, found, parsed.form, {}, 422);
  const result = await steps.renew(scene, standing, parsed.input.code, c.var.now);
  told(c, who, 'renew', result);
  return result.ok ? showCodes(c, who, result.codes) : refused(c, found, parsed.form, result.problem);
});

secondStep.post('/removal', async (c) => {
  const parsed = await parseForm(c, steps.codeSchema);
  const found = await seen(c, secondStepPath);
  const { who, scene, standing } = found;
  // Our page does not offer it where the store requires a second step.
  if (standing.since === null || who.secondStep.isRequired) return c.redirect(`${secondStepPath}?changed`, 303);
  if (!parsed.ok) return show(c, found, parsed.form, {}, 422);
  const result = await steps.remove(scene, standing, parsed.input.code, c.var.now);
  told(c, who, 'remove', result);
  return result.ok ? c.redirect(`${secondStepPath}?removed`, 303) : refused(c, found, parsed.form, result.problem);
});

/** The page, which leads on to this one. */
function pageWith(next: string): string {
  return `${secondStepPath}?${new URLSearchParams({ next }).toString()}`;
}

async function seen(c: Place, provedFor?: string): Promise<Seen> {
  const build = (db: Database, claim: Claim) => [steps.standingOf(db, claim)] as const;
  const { who, claim, db, rows } = await c.var.as('support', build, provedFor);
  const [standing] = rows[0];
  if (!standing) throw new HTTPException(404);
  const scene = { ...sceneOf(c, db), claim, openingKeys: openingKeysOf(c.env), kv: c.env.SESSIONS };
  return { who, scene, standing };
}

function told(c: Place, who: Staff, act: string, result: steps.Result): void {
  logEvent(c, 'staff_second_step', { staff: who.id, act, ...(result.ok ? {} : { problem: result.problem }) });
}

/** What was typed is no code that works; or there are too many tries, or somebody was quicker. */
function refused(c: Place, found: Seen, form: FormState, problem: steps.Problem, next = nextOf(undefined)) {
  switch (problem) {
    case 'code_wrong':
      return show(c, found, withProblem(form, 'code', problem), { next }, 422);
    case 'too_many':
      throw new HTTPException(429);
    case 'changed':
      return c.redirect(`${secondStepPath}?changed`, 303);
  }
}

async function show(
  c: Place,
  { who, scene, standing }: Seen,
  form: FormState,
  { next = nextOf(undefined) }: { next?: string },
  status: 200 | 422 = 200,
): Promise<Response> {
  const shell = shellOf(c, who, secondStepPath);
  const proof = isProved(who, c.var.now) ? null : proofBefore(pageWith(next));
  const shared = { shell, form, next, isRequired: who.secondStep.isRequired, proof, notice: noticeOf(c) };
  const { since, codesLeft } = standing;
  const title = shell.t('second_step.title');
  switch (who.secondStep.state) {
    case 'waited_for':
      return page(c, shell, title, <AskPage {...shared} isRecovery={c.req.query('recovery') !== undefined} />, status);
    case 'taken':
      return page(c, shell, title, <StandingPage {...shared} since={since ?? 0} codesLeft={codesLeft} />, status);
    case 'none': {
      const body = (
        <SetUpPage {...shared} offer={proof === null ? offerOf(c, who, await steps.offered(scene, standing)) : null} />
      );
      return page(c, shell, title, body, status);
    }
  }
}

/** What happened before, as the address says. */
function noticeOf(c: Place): StepNotice | undefined {
  if (c.req.query('removed') !== undefined) return 'done_removed';
  return c.req.query('changed') === undefined ? undefined : 'problem_changed';
}

function offerOf(c: Place, who: Staff, secret: string) {
  return { secret, address: addressOf(secret, { issuer: c.var.store.name, label: who.email }) };
}

function showCodes(
  c: Place,
  who: Staff,
  codes: readonly string[],
  next = secondStepPath,
): Response | Promise<Response> {
  // The step is taken by now: they may go anywhere.
  const shell = shellOf(c, { ...who, confinedTo: null }, secondStepPath);
  return page(c, shell, shell.t('second_step.codes_title'), <CodesPage shell={shell} codes={codes} next={next} />);
}
