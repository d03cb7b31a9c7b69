import { deviceName, placeNames } from '../../sessions/devices.ts';
import { moments } from '../../ui/dates.ts';
import { Notice } from '../../ui/fields.tsx';
import type { Shell } from '../../ui/layout.tsx';
import { changePath } from '../guard.ts';
import { mostShown, type Place } from './places.ts';

export type SecurityNotice = 'ended' | 'others_ended' | 'gone';

type SecurityPageProps = { shell: Shell; here: Place; elsewhere: Place[]; notice: SecurityNotice | undefined };

export function SecurityPage({ shell, here, elsewhere, notice }: SecurityPageProps) {
  const { store, language, t } = shell;
  const words = { t, when: moments(language, store.timeZone), where: placeNames(language) };
  return (
    <>
      <h1>{t('account.security')}</h1>
      {notice && <Notice tone="done">{t(`security.${notice}`)}</Notice>}
      <section class="panel">
        <h2>{t('fields.password')}</h2>
        <p>{t('security.password')}</p>
        <p>
          <a href={changePath}>{t('change_password.title')}</a>
        </p>
      </section>
      <section class="flex flex-col gap-3">
        <h2>{t('security.places_title')}</h2>
        <p>{t(elsewhere.length === 0 ? 'security.nowhere_else' : 'security.places')}</p>
        <ul class="places">
          <PlaceRow {...words} place={here} isHere />
          {elsewhere.map((place) => (
            <PlaceRow {...words} place={place} isHere={false} />
          ))}
        </ul>
        {elsewhere.length >= mostShown - 1 && <p class="quiet">{t('security.newest', { most: mostShown })}</p>}
        {elsewhere.length > 0 && (
          <form method="post" action="/account/security/others/end">
            <button class="btn btn-plain" type="submit">
              {t('security.end_others')}
            </button>
          </form>
        )}
      </section>
    </>
  );
}

type PlaceRowProps = {
  t: Shell['t'];
  when: (at: number) => string;
  where: (place: string) => string;
  place: Place;
  isHere: boolean;
};

function PlaceRow({ t, when, where, place, isHere }: PlaceRowProps) {
  const device = deviceName(place.device, t);
  return (
    <li>
      <div>
        <p class="flex flex-wrap items-center gap-x-2">
          <strong>{device}</strong>
          {isHere && <span class="tag">{t('security.here')}</span>}
        </p>
        {place.place !== '' && <p class="quiet">{where(place.place)}</p>}
        <p class="quiet">{t('security.since', { time: when(place.startedAt) })}</p>
        {!isHere && <p class="quiet">{t('security.last_seen', { time: when(place.lastSeenAt) })}</p>}
      </div>
      <form method="post" action={`/account/security/sessions/${place.publicId}/end`}>
        <button class="btn btn-plain btn-sm" type="submit" aria-label={t('security.end_named', { device })}>
          {t('layout.sign_out')}
        </button>
      </form>
    </li>
  );
}
