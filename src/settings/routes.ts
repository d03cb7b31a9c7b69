// What every form of settings does: show the store as it is stored, and save a change of it once nothing stands against it.
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import * as z from 'zod';
import { typedPassword } from '../credentials/passwords.ts';
import * as audit from '../staff/audit/trail.ts';
import { checkAgain, hashOf, proving, type Proving } from '../staff/entrance/signin.ts';
import { isAtLeast, isProved, type Staff } from '../staff/roles.ts';
import * as stores from '../stores/stores.ts';
import type { StaffEnv } from '../web/context.ts';
import type { Database } from '../web/database.ts';
import { parseForm, withProblem, type FormState } from '../web/forms.ts';
import { orNot, tick, type FieldProblem } from '../web/lines.ts';
import { logEvent, sceneOf } from '../web/requests.ts';
import type { Claim } from '../sessions/sessions.ts';
import * as visits from '../sessions/visits.ts';
import { concernedBy } from './concerned.ts';
import type { Figures, SettingsGroup } from './fields.tsx';
import { obstacles, type SettingsNotice } from './pages.tsx';
import { save } from './settings.ts';

type Place = Context<StaffEnv>;

/** What every form of settings sends along. */
const sentAlong = z.object({
  asOf: orNot(z.coerce.number().int()),
  agreed: tick.catch(false),
  currentPassword: typedPassword.prefault('').catch(''),
});

/** Who looks, and the store as it is stored, for a page that shows it. */
export type Seen = { who: Staff; db: Database; store: stores.Store; figures?: Figures };

/** Reads the store for a page of settings. Everybody of the staff may look. */
export async function seen(c: Place): Promise<Seen> {
  const { who, db, rows } = await c.var.as('support', (reader) => [stores.stored(reader, c.var.store.id)]);
  return { who, db, store: storeIn(c, rows[0]) };
}

/** The same with figures about it. */
export async function seenWith(c: Place, figures: NonNullable<SettingsGroup['figures']>): Promise<Seen> {
  const { who, db, rows } = await c.var.as(
    'support',
    (reader) => [stores.stored(reader, c.var.store.id), figures(reader, c.var.store, c.var.now)] as const,
  );
  const named = rows[1].map(({ name, figure }) => [name, figure] as const);
  return { who, db, store: storeIn(c, rows[0]), figures: Object.fromEntries(named) };
}

/** The store as it was read, with the links that its pages show. */
export function storeIn(c: Place, [row]: readonly Parameters<typeof stores.parse>[0][]): stores.Store {
  if (!row) throw new HTTPException(404);
  return { ...stores.parse(row), links: c.var.store.links };
}

/** What the page asks of whoever saves. */
export function askedOf(who: Staff, isSensitive: boolean, now: number) {
  return { mayChange: isAtLeast(who.role, 'manager'), asksPassword: isSensitive && !isProved(who, now) };
}

/** A change of the store as it is stored, or why it cannot be made any more. */
export type Planned = stores.StoreChange | { problem: (typeof obstacles)[number] };

/** The same, with what stands against it at one of the fields. */
type Wanted = Planned | { field: string; problem: FieldProblem };

/** What the page says of itself by its address. */
export function noticeOf(c: Place): SettingsNotice {
  if (c.req.query('done') === 'saved') return { done: 'saved' };
  const problem = c.req.query('problem');
  if (problem === 'changed_meanwhile') return { problem, changes: [] };
  const obstacle = obstacles.find((one) => one === problem);
  return obstacle && { problem: obstacle };
}

/** What came of it; `before` is the store as it was. */
export type Saved =
  | { ok: true; who: Staff; before: stores.Store }
  | { ok: false; seen: Seen; form: FormState; notice: SettingsNotice; status: 409 | 422 };

type Saving = {
  changeOf: (store: stores.Store) => Wanted;
  isSensitive?: boolean;
  /** The change, where making it takes work that is done only once nothing else stands against it. */
  making?: (store: stores.Store) => Promise<Wanted>;
};

/**
 * Saves a change that a form asks for. Nothing happens, and the page is to be shown again as the result says, where somebody has changed
 * the settings since they were shown, where a password is to be said, or where it is not yet agreed to whom it shuts out.
 */
export async function saved(
  c: Place,
  form: FormState,
  { changeOf, isSensitive = false, making }: Saving,
): Promise<Saved> {
  const { now } = c.var;
  const { id } = c.var.store;
  const sent = await parseForm(c, sentAlong);
  const { asOf, agreed, currentPassword } = sent.ok
    ? sent.input
    : { asOf: undefined, agreed: false, currentPassword: '' };
  // Which counts are needed is seen by the store as this isolate knows it; what is counted decides nothing.
  const known = { before: c.var.store, after: drafted(c.var.store, changeOf(c.var.store)) };
  const { who, claim, db, rows } = await c.var.as('manager', (reader, { holderId }) => [
    stores.stored(reader, id),
    hashOf(reader, holderId),
    audit.entries(reader, id, { ...audit.everything, act: 'settings_changed', since: (asOf ?? now) + 1 }, 5),
    ...concernedBy(reader, known, now).map(({ statement }) => statement),
  ]);
  const [stored, [secret], changes, ...counted] = rows;
  const store = storeIn(c, stored);
  const refused = (notice: SettingsNotice, status: 409 | 422 = 409, shown = form): Saved => ({
    ok: false,
    seen: { who, db, store },
    form: shown,
    notice,
    status,
  });

  const against = (obstacle: Exclude<Wanted, stores.StoreChange>): Saved =>
    'field' in obstacle
      ? refused(undefined, 422, withProblem(form, obstacle.field, obstacle.problem))
      : refused(obstacle);

  if (asOf !== undefined && store.updatedAt !== asOf) return refused({ problem: 'changed_meanwhile', changes });
  const planned = changeOf(store);
  if ('problem' in planned) return against(planned);
  const scene = { ...sceneOf(c, db), store, claim };
  const said = await password(
    scene,
    { who, isSensitive, passwordHash: secret?.passwordHash ?? null, currentPassword },
    now,
  );
  if (said.problem) return refused(undefined, 422, withProblem(form, 'currentPassword', said.problem));
  const concerned = concernedBy(db, known, now)
    .map(({ concern }, place) => ({ concern, count: counted[place]?.[0]?.count ?? 0 }))
    .filter(({ count }) => count > 0);
  if (concerned.length > 0 && !agreed) return refused({ concerned });

  const change = making ? await making(store) : planned;
  if ('problem' in change) return against(change);
  const [result] = await Promise.all([
    save(scene, who.id, { before: store, change }, now, said.proving?.statements),
    said.proving?.token.store(c.env.SESSIONS),
  ]);
  if (said.proving) visits.begin(c, said.proving.token.cookie, claim, visits.staffDoor);
  if (result.ok) {
    logEvent(c, 'settings_changed', { staff: who.id });
    return { ok: true, who, before: store };
  }
  return refused(
    result.problem === 'currency_in_use' ? { problem: result.problem } : { problem: result.problem, changes },
  );
}

/** The store as the change makes it, for a look at it. */
export function drafted(store: stores.Store, planned: Wanted): stores.Store {
  return 'problem' in planned ? store : stores.changed(store, planned);
}

type Asking = { who: Staff; isSensitive: boolean; passwordHash: string | null; currentPassword: string };

/** What is wrong with the password where one is to be said, or what notes that it was. */
async function password(
  scene: Parameters<typeof proving>[0] & { claim: Claim },
  { who, isSensitive, passwordHash, currentPassword }: Asking,
  now: number,
): Promise<{ problem?: 'required' | 'password_wrong'; proving?: Proving }> {
  if (!isSensitive || isProved(who, now)) return {};
  if (currentPassword === '') return { problem: 'required' };
  const result = await checkAgain(scene, passwordHash, currentPassword, now);
  if (result.ok) return { proving: await proving(scene, now) };
  if (result.problem === 'too_many') throw new HTTPException(429);
  return { problem: result.problem };
}
