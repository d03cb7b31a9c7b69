import type { WayIn } from '../../../../access/logins/leading.ts';
import { AccountName, NewPasswordField } from '../../../../credentials/fields.tsx';
import { generatedHours } from '../../../../credentials/generated.ts';
import { EndPlace, PlaceList } from '../../../../sessions/pages.tsx';
import type { Place as Session } from '../../../../sessions/places.ts';
import { isAtLeast, type Staff } from '../../../../staff/roles.ts';
import { moments } from '../../../../ui/dates.ts';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Field, ProblemSummary } from '../../../../ui/fields.tsx';
import type { Shell } from '../../../../ui/layout.tsx';
import type { FormState } from '../../../../web/forms.ts';
import { pathOf } from '../frame.tsx';
import type { CustomerRecord } from '../reading.ts';

export type LoginProps = {
  shell: Shell;
  who: Staff;
  record: CustomerRecord;
  sessions: readonly Session[];
  /** What they need to get in; null where staff must activate them first, or they are denied. */
  wayIn: WayIn | null;
  isWithinReach: boolean;
  form: FormState;
};

export function LoginTab(props: LoginProps) {
  const { shell, who, record, wayIn, form } = props;
  const { t } = shell;
  const at = pathOf(record.id, 'login');
  const mayGive = isAtLeast(who.role, 'manager') && record.status !== 'denied';
  const isWaiting = record.status === 'pending' && record.registeredAt !== null;
  return (
    <>
      <ProblemSummary
        t={t}
        form={form}
        labels={{ password: t('fields.password'), passwordAgain: t('record.password_again') }}
      />
      <div class="halves">
        <div>
          <section class="panel">
            <h2>{t('record.way_in')}</h2>
            <State {...props} />
            {mayGive && isWaiting && (
              <form method="post" action={`/admin/customers/${record.id}/activation`}>
                <input type="hidden" name="from" value="record" />
                <button class="btn btn-primary" type="submit">
                  {t('admin.activate')}
                </button>
              </form>
            )}
            {wayIn && !(isWaiting && wayIn === 'invitation') && (
              <form method="post" action={`${at}/link`}>
                <button class={`btn ${isWaiting ? 'btn-plain' : 'btn-primary'}`} type="submit">
                  {t(`record.send_${wayIn}`)}
                </button>
              </form>
            )}
            {mayGive && (
              <Dialog
                t={t}
                id="generate"
                label={t(record.hasLogin ? 'record.generate' : 'record.create_login')}
                title={t(record.hasLogin ? 'record.generate_title' : 'record.create_title')}
              >
                <p>{t(record.hasLogin ? 'record.generate_hint' : 'record.create_hint', { hours: generatedHours })}</p>
                <form method="post" action={`${at}/generated`}>
                  <button class="btn btn-primary" type="submit">
                    {t('record.generate_submit')}
                  </button>
                </form>
              </Dialog>
            )}
          </section>
          {mayGive && <TypedPassword {...props} />}
        </div>
        <div>
          <Sessions {...props} />
        </div>
      </div>
    </>
  );
}

/** Whether and with what they sign in. */
function State({ shell, record, wayIn }: LoginProps) {
  const { t, language, store } = shell;
  const when = moments(language, store.timeZone);
  if (record.status === 'denied') return <p>{t('record.problem_denied_first')}</p>;
  if (!record.hasLogin) {
    const waits = record.registeredAt === null ? 'record.no_login' : 'record.problem_waits_for_staff';
    return <p>{t(wayIn === 'activation' ? 'record.waits_for_proof' : waits, { email: record.email })}</p>;
  }
  return (
    <>
      <p>{t('record.signs_in_as', { email: record.email })}</p>
      {record.passwordSetAt !== null && (
        <p class="quiet">{t('record.password_since', { time: when(record.passwordSetAt) })}</p>
      )}
      {record.passwordExpiresAt !== null && (
        <p class="quiet">{t('record.password_until', { time: when(record.passwordExpiresAt) })}</p>
      )}
      {record.status === 'pending' && <p>{t('record.problem_waits_for_staff')}</p>}
    </>
  );
}

function TypedPassword({ shell, record, isWithinReach, form }: LoginProps) {
  const { t } = shell;
  if (!isWithinReach) {
    return (
      <section class="panel">
        <h2>{t('record.type_password')}</h2>
        <p>{t('record.problem_beyond_reach')}</p>
      </section>
    );
  }
  return (
    <form method="post" action={`${pathOf(record.id, 'login')}/password`} class="panel" novalidate>
      <h2>{t('record.type_password')}</h2>
      <p class="quiet">{t('record.type_hint', { hours: generatedHours })}</p>
      <AccountName email={record.email} />
      <NewPasswordField shell={shell} form={form} />
      <Field
        t={t}
        form={form}
        name="passwordAgain"
        type="password"
        label={t('record.password_again')}
        autocomplete="new-password"
        required
      />
      <button class="btn btn-plain self-start" type="submit">
        {t('record.type_submit')}
      </button>
    </form>
  );
}

function Sessions({ shell, who, record, sessions }: LoginProps) {
  const { t } = shell;
  const mayEnd = isAtLeast(who.role, 'manager');
  const at = `${pathOf(record.id, 'login')}/sessions/end`;
  return (
    <section class="panel">
      <h2>{t('record.sessions')}</h2>
      {sessions.length === 0 && <p>{t('record.no_sessions')}</p>}
      {sessions.length > 0 && (
        <PlaceList
          shell={shell}
          places={sessions}
          ending={({ publicId }, device) => mayEnd && <EndPlace t={t} at={at} publicId={publicId} device={device} />}
        />
      )}
      {mayEnd && sessions.length > 0 && (
        <form method="post" action={at}>
          <button class="btn btn-plain" type="submit">
            {t('record.end_sessions')}
          </button>
        </form>
      )}
    </section>
  );
}
