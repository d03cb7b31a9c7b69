import { EmailField } from '../../credentials/fields.tsx';
import { Choice, Field, Notice, ProblemSummary } from '../../ui/fields.tsx';
import type { Shell } from '../../ui/layout.tsx';
import type { FormState } from '../../web/forms.ts';
import type { NoticeOf } from '../../web/notices.ts';
import { roles, type Staff } from '../roles.ts';
import { keysOf, type KeysMade } from './keys.ts';
import type { Colleague } from './people.ts';

/** What just happened, as the address of the page says it. */
export const happenings = [
  'invited',
  'changed',
  'disabled',
  'enabled',
  'signed_out',
  'session_ended',
  'second_step',
] as const;
export const problems = ['not_found', 'last_owner', 'self', 'beyond_reach'] as const;

export type StaffNotice = NoticeOf<typeof happenings, typeof problems>;

type StaffPageProps = {
  shell: Shell;
  who: Staff;
  colleagues: readonly Colleague[];
  keysMade: readonly KeysMade[];
  form: FormState;
  notice: StaffNotice;
};

export function StaffPage({ shell, who, colleagues, keysMade, form, notice }: StaffPageProps) {
  const { t } = shell;
  const labels = { name: t('fields.name'), email: t('fields.email'), role: t('staff.role') };
  return (
    <>
      <h1>{t('staff.title')}</h1>
      <Told t={t} notice={notice} />
      <div>
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{t('fields.name')}</th>
              <th scope="col">{t('staff.role')}</th>
              <th scope="col">{t('staff.state')}</th>
              <th scope="col">{t('staff.second_step')}</th>
              <th scope="col">{t('staff.acts')}</th>
            </tr>
          </thead>
          <tbody>
            {colleagues.map((colleague) => (
              <ColleagueRow
                shell={shell}
                colleague={colleague}
                keys={keysOf(keysMade, colleague.id)}
                isSelf={colleague.id === who.id}
              />
            ))}
          </tbody>
        </table>
      </div>
      <section class="panel">
        <h2>{t('staff.invite_title')}</h2>
        <p>{t('staff.invite')}</p>
        <ProblemSummary t={t} form={form} labels={labels} />
        <form method="post" action="/admin/staff" class="narrow ms-0" novalidate>
          <Field t={t} form={form} name="name" label={labels.name} autocomplete="off" maxlength={100} required />
          <EmailField t={t} form={form} autocomplete="off" />
          <Choice
            t={t}
            form={form}
            name="role"
            label={labels.role}
            hint={t('staff.role_hint')}
            options={roleOptions(shell)}
            value="support"
            required
          />
          <button class="btn btn-primary" type="submit">
            {t('staff.invite_submit')}
          </button>
        </form>
      </section>
    </>
  );
}

/** What just happened, in words. */
export function Told({ t, notice }: { t: Shell['t']; notice: StaffNotice }) {
  if (!notice) return null;
  if ('done' in notice) return <Notice tone="done">{t(`staff.done_${notice.done}`)}</Notice>;
  return <Notice tone="refused">{t(`staff.problem_${notice.problem}`)}</Notice>;
}

function roleOptions({ t }: Shell) {
  return roles.map((role) => ({ value: role, label: t(`staff.${role}`) }));
}

/** What is to be said of somebody beside their role; null where it is nothing. */
export function stateOf({ disabledAt, isInvited }: Pick<Colleague, 'disabledAt' | 'isInvited'>, isSignedIn: boolean) {
  if (disabledAt !== null) return 'disabled';
  if (isInvited) return 'invited';
  return isSignedIn ? 'signed_in' : null;
}

type ColleagueRowProps = { shell: Shell; colleague: Colleague; keys: number; isSelf: boolean };

function ColleagueRow({ shell, colleague, keys, isSelf }: ColleagueRowProps) {
  const { t } = shell;
  const { id, name, email, role, isInvited, disabledAt, stepSince, openSessions } = colleague;
  const state = stateOf(colleague, openSessions > 0);
  return (
    <tr>
      <td>
        <a href={`/admin/staff/${id}`}>{name}</a>
        {isSelf && <span class="tag">{t('staff.you')}</span>}
        <br />
        <span class="quiet">{email}</span>
        {keys > 0 && !isSelf && <p class="quiet">{t('staff.keys', { count: keys })}</p>}
      </td>
      <td>
        {isSelf ? (
          t(`staff.${role}`)
        ) : (
          <form method="post" action={`/admin/staff/${id}/role`} class="acts">
            <select class="select select-sm" name="role" aria-label={t('staff.change_role_of', { name })}>
              {roleOptions(shell).map((one) => (
                <option value={one.value} selected={one.value === role}>
                  {one.label}
                </option>
              ))}
            </select>
            <Act shell={shell} act="change_role" name={name} />
          </form>
        )}
      </td>
      <td>{state && t(`staff.${state}`)}</td>
      <td>{t(stepSince === null ? 'staff.without_step' : 'staff.with_step')}</td>
      <td>
        {!isSelf && (
          <div class="acts">
            {disabledAt === null ? (
              <Disabling shell={shell} id={id} name={name} keys={keys} />
            ) : (
              <ActForm shell={shell} to={`/admin/staff/${id}/enabling`} act="enable" name={name} />
            )}
            {isInvited === 1 && <ActForm shell={shell} to={`/admin/staff/${id}/invitation`} act="again" name={name} />}
          </div>
        )}
      </td>
    </tr>
  );
}

/** Whoever has made keys takes them along: that is said before. */
function Disabling({ shell, id, name, keys }: { shell: Shell; id: string; name: string; keys: number }) {
  const { t } = shell;
  const form = <ActForm shell={shell} to={`/admin/staff/${id}/disabling`} act="disable" name={name} />;
  if (keys === 0) return form;
  return (
    <details>
      <summary class="cursor-pointer">
        {t('staff.disable')}…<span class="sr-only">: {name}</span>
      </summary>
      <p>{t('staff.keys_stop', { count: keys })}</p>
      {form}
    </details>
  );
}

type ActProps = { shell: Shell; act: 'change_role' | 'disable' | 'enable' | 'again'; name: string };

function ActForm({ to, ...act }: ActProps & { to: string }) {
  return (
    <form method="post" action={to}>
      <Act {...act} />
    </form>
  );
}

function Act({ shell: { t }, act, name }: ActProps) {
  return (
    <button class="btn btn-plain btn-sm" type="submit" aria-label={`${t(`staff.${act}`)}: ${name}`}>
      {t(`staff.${act}`)}
    </button>
  );
}
