import type { Child } from 'hono/jsx';
import { moments } from '../ui/dates.ts';
import type { Shell } from '../ui/layout.tsx';
import { deviceName, placeNames } from './devices.ts';
import { mostShown, type Place } from './places.ts';

type PlaceListProps = {
  shell: Shell;
  places: readonly Place[];
  /** The session in which the page is looked at, by its public id. */
  here?: string | undefined;
  /** The form that ends the session; the device is named for whoever hears it read out. */
  ending: (place: Place, device: string) => Child;
};

/** Where somebody is signed in: by which device, from where, since when and until when. */
export function PlaceList({ shell, places, here, ending }: PlaceListProps) {
  const { store, language, t } = shell;
  const when = moments(language, store.timeZone);
  const where = placeNames(language);
  return (
    <>
      <ul class="places">
        {places.map((place) => {
          const device = deviceName(place.device, t);
          const isHere = place.publicId === here;
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
              {ending(place, device)}
            </li>
          );
        })}
      </ul>
      {places.length >= mostShown && <p class="quiet">{t('security.newest', { most: mostShown })}</p>}
    </>
  );
}

type EndPlaceProps = { t: Shell['t']; at: string; publicId: string; device: string };

/** The form by which staff end one session of somebody. */
export function EndPlace({ t, at, publicId, device }: EndPlaceProps) {
  return (
    <form method="post" action={at}>
      <input type="hidden" name="session" value={publicId} />
      <button class="btn btn-plain btn-sm" type="submit">
        {t('layout.sign_out')}
        <span class="sr-only">: {device}</span>
      </button>
    </form>
  );
}
