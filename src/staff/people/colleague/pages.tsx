import { EndPlace, PlaceList } from '../../../sessions/pages.tsx';
import type { Place } from '../../../sessions/places.ts';
import { moments } from '../../../ui/dates.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { Facts } from '../../../ui/facts.tsx';
import type { Shell } from '../../../ui/layout.tsx';
import { whole } from '../../../ui/money.ts';
import type { Staff } from '../../roles.ts';
import { stateOf, Told, type StaffNotice } from '../pages.tsx';
import type { Colleague } from '../people.ts';

type ColleaguePageProps = {
  shell: Shell;
  who: Staff;
  colleague: Omit<Colleague, 'openSessions'>;
  sessions: readonly Place[];
  /** The session of whoever looks, by its public id, where it is one of these. */
  here: string | undefined;
  /** How many keys of partners they have made that are good. */
  keys: number;
  notice: StaffNotice;
};

/** A colleague: what they may do, how they sign in, and where they are signed in. */
export function ColleaguePage({ shell, who, colleague, sessions, here, keys, notice }: ColleaguePageProps) {
  const { t, language, store } = shell;
  const { id, name, email, role, stepSince } = colleague;
  const state = stateOf(colleague, sessions.length > 0);
  const at = `/admin/staff/${id}/sessions/end`;
  const step =
    stepSince === null
      ? t('second_step.off')
      : t('second_step.on_since', { time: moments(language, store.timeZone)(stepSince) });
  return (
    <>
      <p class="crumb">
        <a href="/admin/staff">{t('staff.title')}</a>
      </p>
      <h1>{name}</h1>
      <Told t={t} notice={notice} />
      <div class="panel">
        <Facts
          facts={[
            [t('fields.email'), email],
            [t('staff.role'), t(`staff.${role}`)],
            [t('staff.state'), state ? t(`staff.${state}`) : ''],
            [t('staff.second_step'), step],
            [t('partners.keys_short'), keys === 0 ? '' : whole(keys, language)],
          ]}
        />
        {keys > 0 && <p>{t('staff.keys_about')}</p>}
        {stepSince !== null && id !== who.id && <TakeAway shell={shell} colleague={colleague} />}
      </div>
      <section class="panel">
        <h2>{t('record.sessions')}</h2>
        {sessions.length === 0 && <p>{t('record.no_sessions')}</p>}
        {sessions.length > 0 && (
          <>
            <PlaceList
              shell={shell}
              places={sessions}
              here={here}
              ending={({ publicId }, device) => <EndPlace t={t} at={at} publicId={publicId} device={device} />}
            />
            <form method="post" action={at}>
              <button class="btn btn-plain" type="submit">
                {t('record.end_sessions')}
              </button>
            </form>
          </>
        )}
      </section>
    </>
  );
}

function TakeAway({ shell: { t }, colleague: { id, name } }: Pick<ColleaguePageProps, 'shell' | 'colleague'>) {
  return (
    <Dialog
      t={t}
      id="take-away"
      label={t('staff.take_away')}
      title={t('staff.take_away_title', { name })}
      look="danger"
    >
      <p>{t('staff.take_away_hint')}</p>
      <form method="post" action={`/admin/staff/${id}/second-step/removal`}>
        <button class="btn btn-danger" type="submit">
          {t('staff.take_away_submit')}
        </button>
      </form>
    </Dialog>
  );
}
