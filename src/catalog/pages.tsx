import type { Shell } from '../ui/layout.tsx';

export function HomePage({ shell: { store, t, who } }: { shell: Shell }) {
  const isOpen = store.policies.registration === 'open';
  return (
    <div class="narrow">
      <h1>{t('home.title', { store: store.name })}</h1>
      {who ? (
        <>
          <p>{who.name ? t('home.signed_in', { name: who.name }) : t('account.greeting_nameless')}</p>
          <a class="btn btn-primary" href="/account">
            {t('layout.my_account')}
          </a>
        </>
      ) : (
        <>
          <p>{isOpen ? t('home.signed_out') : t('home.invitation', { store: store.name })}</p>
          <a class="btn btn-primary" href="/login">
            {t('layout.sign_in')}
          </a>
          {isOpen && (
            <a class="btn btn-plain" href="/register">
              {t('layout.register')}
            </a>
          )}
        </>
      )}
    </div>
  );
}
