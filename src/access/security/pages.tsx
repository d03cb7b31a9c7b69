import { PlaceList } from '../../sessions/pages.tsx';
import type { Place } from '../../sessions/places.ts';
import { Notice } from '../../ui/fields.tsx';
import type { Shell } from '../../ui/layout.tsx';
import { changePath } from '../guard.ts';

export type SecurityNotice = 'ended' | 'others_ended' | 'gone';

type SecurityPageProps = {
  shell: Shell;
  here: Place;
  elsewhere: Place[];
  /** Whether the store shares its customers with another. */
  isSharing: boolean;
  notice: SecurityNotice | undefined;
};

export function SecurityPage({ shell, here, elsewhere, isSharing, notice }: SecurityPageProps) {
  const { t } = shell;
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
        <PlaceList
          shell={shell}
          places={[here, ...elsewhere]}
          here={here.publicId}
          ending={({ publicId }, device) => (
            <form method="post" action={`/account/security/sessions/${publicId}/end`}>
              <button class="btn btn-plain btn-sm" type="submit" aria-label={t('security.end_named', { device })}>
                {t('layout.sign_out')}
              </button>
            </form>
          )}
        />
        {elsewhere.length > 0 && (
          <form method="post" action="/account/security/others/end">
            <button class="btn btn-plain" type="submit">
              {t('security.end_others')}
            </button>
          </form>
        )}
      </section>
      {isSharing && (
        <section class="panel">
          <h2>{t('joining.title')}</h2>
          <p>{t('joining.about', { store: shell.store.name, email: shell.who?.email ?? '' })}</p>
          <p>
            <a href="/account/joining">{t('joining.look')}</a>
          </p>
        </section>
      )}
    </>
  );
}
