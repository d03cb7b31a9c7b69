import type { Shell } from '../../../ui/layout.tsx';

/** The button behind the link: it says that the address is read by whoever is signed in. */
export function ProveEmailPage({ shell: { t }, token, email }: { shell: Shell; token: string; email: string }) {
  return (
    <div class="narrow">
      <h1>{t('email_link.prove_title')}</h1>
      <p>{t('email_link.prove_explanation', { email })}</p>
      <form method="post" action={`/prove-email/${token}`} class="narrow">
        <button class="btn btn-primary" type="submit">
          {t('email_link.prove_submit')}
        </button>
      </form>
    </div>
  );
}
