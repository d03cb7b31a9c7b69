import { mostWaiting, type Waiting } from '../access/activation/admission.ts';
import { moments } from '../ui/dates.ts';
import { Notice } from '../ui/fields.tsx';
import type { Shell } from '../ui/layout.tsx';

type TodayPageProps = {
  shell: Shell;
  waiting: readonly Waiting[];
  /** Whether this member of staff may activate. */
  mayActivate: boolean;
  notice: 'activated' | 'not_waiting' | undefined;
};

/** What waits for staff. */
export function TodayPage({ shell, waiting, mayActivate, notice }: TodayPageProps) {
  const { t, language, store } = shell;
  const when = moments(language, store.timeZone);
  return (
    <>
      <h1>{t('admin.today')}</h1>
      {notice && <Notice tone={notice === 'activated' ? 'done' : 'refused'}>{t(`admin.${notice}`)}</Notice>}
      <section class="flex flex-col gap-3">
        <h2>{t('admin.waiting_title')}</h2>
        {store.policies.activation === 'email' && <p>{t('admin.waiting_by_mail')}</p>}
        {store.policies.activation === 'admin' && (
          <p>{t(waiting.length === 0 ? 'admin.waiting_none' : 'admin.waiting')}</p>
        )}
        {waiting.length > 0 && (
          <div>
            <table class="table">
              <thead>
                <tr>
                  <th scope="col">{t('admin.customer')}</th>
                  <th scope="col">{t('admin.registered')}</th>
                  {mayActivate && (
                    <th scope="col">
                      <span class="sr-only">{t('admin.activate')}</span>
                    </th>
                  )}
                </tr>
              </thead>
              <tbody>
                {waiting.map((one) => (
                  <tr>
                    <td>
                      <strong>{one.name || one.email}</strong>
                      {one.company !== '' && <> · {one.company}</>}
                      <br />
                      <span class="quiet">{one.email}</span>
                    </td>
                    <td class="tabular-nums">{one.registeredAt !== null && when(one.registeredAt)}</td>
                    {mayActivate && (
                      <td>
                        <form method="post" action={`/admin/customers/${one.id}/activation`}>
                          <button
                            class="btn btn-primary btn-sm"
                            type="submit"
                            aria-label={t('admin.activate_named', { name: one.name || one.email })}
                          >
                            {t('admin.activate')}
                          </button>
                        </form>
                      </td>
                    )}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        {waiting.length >= mostWaiting && <p class="quiet">{t('admin.more', { most: mostWaiting })}</p>}
      </section>
    </>
  );
}
