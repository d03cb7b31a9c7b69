// /activate/:token: looking at the link, and the button that uses it.
import { Hono, type Context } from 'hono';
import { deleteCookie, getCookie } from 'hono/cookie';
import { HTTPException } from 'hono/http-exception';
import { onlyChoosesCountry, untried } from '../../customers/addresses/input.ts';
import { aroundOf } from '../../customers/details/input.ts';
import { page, shellOf } from '../../ui/page.tsx';
import type { AppEnv } from '../../web/context.ts';
import { cookieOptions } from '../../web/cookies.ts';
import { emptyForm, parseForm, withProblem, type FormState } from '../../web/forms.ts';
import { originOf } from '../../web/network.ts';
import { logEvent, sceneOf } from '../../web/requests.ts';
import { registrationCookie } from '../cookies.ts';
import type { DeadLink } from '../links.ts';
import { DeadLinkPage } from '../pages.tsx';
import * as activation from './activation.ts';
import { ActivatedPage, ActivatePage } from './pages.tsx';

export const activating = new Hono<AppEnv>();

activating.get('/activate/:token', async (c) => {
  const { store, db, now } = c.var;
  const holder = holderOf(c, c.req.param('token'));
  const seen = await activation.look(db, store, holder, now);
  return seen.ok ? showActivation(c, holder.token, seen, emptyForm) : showDeadLink(c, seen.problem);
});

activating.post('/activate/:token', async (c) => {
  const { store, db, now } = c.var;
  const { country } = originOf(c);
  const holder = holderOf(c, c.req.param('token'));
  const seen = await activation.look(db, store, holder, now);
  if (!seen.ok) return showDeadLink(c, seen.problem);
  const parsed = await parseForm(c, (typed) =>
    activation.activationSchema(store, seen, aroundOf(c.var, country, typed)),
  );
  if (onlyChoosesCountry(parsed.form)) return showActivation(c, holder.token, seen, untried(parsed.form));
  if (!parsed.ok) return showActivation(c, holder.token, seen, parsed.form, 422);
  const result = await activation.activate(sceneOf(c, db), holder, parsed.input, now);
  logEvent(c, 'activation', result.ok ? { customer: result.customerId } : { problem: result.problem });
  if (result.ok) {
    deleteCookie(c, registrationCookie, cookieOptions);
    return c.redirect('/activated', 303);
  }
  switch (result.problem) {
    case 'link_unknown':
    case 'link_used':
    case 'link_expired':
      return showDeadLink(c, result.problem);
    case 'too_many':
      throw new HTTPException(429);
    default:
      return showActivation(c, holder.token, result.needs, withProblem(parsed.form, 'password', result.problem), 422);
  }
});

activating.get('/activated', async (c) => {
  const { who } = await c.var.look();
  const shell = shellOf(c, who);
  return page(c, shell, shell.t('activate.done_title'), <ActivatedPage shell={shell} />);
});

function holderOf(c: Context<AppEnv>, token: string): activation.Holder {
  return { token, browserToken: getCookie(c, registrationCookie) };
}

async function showActivation(
  c: Context<AppEnv>,
  token: string,
  needs: activation.Needs,
  form: FormState,
  status: 200 | 422 = 200,
): Promise<Response> {
  const shell = shellOf(c, null, '/');
  const around = aroundOf(c.var, originOf(c).country, form.values);
  const body = <ActivatePage shell={shell} form={form} token={token} needs={needs} around={around} />;
  return page(c, shell, shell.t('activate.title'), body, status);
}

async function showDeadLink(c: Context<AppEnv>, problem: DeadLink): Promise<Response> {
  const shell = shellOf(c, null, '/');
  return page(c, shell, shell.t('activate.title'), <DeadLinkPage shell={shell} problem={problem} />, 410);
}
