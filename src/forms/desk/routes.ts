// What the pages of a form for staff share: the form of the address, and the way back to it.
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { Role } from '../../staff/roles.ts';
import type { StaffEnv } from '../../web/context.ts';
import { noticeIn } from '../../web/notices.ts';
import { logEvent } from '../../web/requests.ts';
import * as forms from '../forms.ts';
import { happenings, problems, type DeskNotice, type DeskProblem, type Happening } from './pages.tsx';

type Place = Context<StaffEnv>;

export const here = '/admin/forms';

export type Found = Awaited<ReturnType<typeof formAt>>;

/** The form of the path, if it is the store's, and who of at least this role looks at it; a 404 otherwise. */
export async function formAt(c: Place, role: Role) {
  const id = c.req.param('id') ?? '';
  const { who, db, rows } = await c.var.as(role, (read) => [forms.find(read, c.var.store.id, id)]);
  const [asking] = rows[0];
  if (!asking) throw new HTTPException(404);
  return { who, db, asking };
}

/** Who changed which form. */
type Changed = { who: Found['who']; asking: Pick<Found['asking'], 'id'> };

type Outcome = { ok: true; done: Happening } | { ok: false; problem: DeskProblem };

/** Back to a page about the form, its own unless told otherwise, which says what happened or why it did not. */
export function told(c: Place, { who, asking }: Changed, outcome: Outcome, rest = ''): Response {
  const at = `${here}/${asking.id}${rest}`;
  if (!outcome.ok) return c.redirect(`${at}?problem=${outcome.problem}`, 303);
  logEvent(c, 'form_act', { staff: who.id, form: asking.id, act: outcome.done });
  return c.redirect(`${at}?done=${outcome.done}`, 303);
}

/** What the page says of itself by its address. */
export function noticeOf(c: Place): DeskNotice {
  return noticeIn(c, happenings, problems);
}
