import { Notice } from '../../ui/fields.tsx';
import type { Shell } from '../../ui/layout.tsx';

export const happenings = ['sent', 'done'] as const;

type JoiningPageProps = {
  shell: Shell;
  email: string;
  /** Whether the store shares its customers with another. */
  isSharing: boolean;
  notice: (typeof happenings)[number] | undefined;
};

/** What may become one, and the way to prove the address; whether there is another account it does not say. */
export function JoiningPage({ shell: { t, store }, email, isSharing, notice }: JoiningPageProps) {
  return (
    <>
      <h1>{t('joining.title')}</h1>
      {notice && <Notice tone="done">{t(`joining.${notice}`)}</Notice>}
      {isSharing && notice !== 'done' ? (
        <>
          <p>{t('joining.about', { store: store.name, email })}</p>
          <p>{t('joining.ask')}</p>
          <form method="post" action="/account/joining">
            <button class="btn btn-primary" type="submit">
              {t('joining.ask_submit')}
            </button>
          </form>
        </>
      ) : (
        notice !== 'done' && <p>{t('joining.nothing')}</p>
      )}
    </>
  );
}

type ConfirmPageProps = { shell: Shell; token: string; email: string; stores: readonly string[] };

/** The button behind the link. */
export function ConfirmPage({ shell: { t, store, language }, token, email, stores }: ConfirmPageProps) {
  const others = new Intl.ListFormat(language).format(stores);
  return (
    <div class="narrow">
      <h1>{t('joining.title')}</h1>
      <p>{t('joining.confirm', { email, store: store.name, others })}</p>
      <form method="post" action={`/join-accounts/${token}`} class="narrow">
        <button class="btn btn-primary" type="submit">
          {t('joining.submit')}
        </button>
      </form>
    </div>
  );
}
