import type { Shell } from '../ui/layout.tsx';
import type { DeadLink } from './links.ts';

const endings = { link_used: 'used', link_expired: 'expired', link_unknown: 'unknown' } as const;

type DeadLinkPageProps = {
  shell: Shell;
  problem: DeadLink;
  /** Where a new one is sent from. */
  again?: string;
};

/** A link that leads nowhere, with the next step. */
export function DeadLinkPage({ shell: { t }, problem, again = '/forgot-password' }: DeadLinkPageProps) {
  const ending = endings[problem];
  return (
    <div class="narrow">
      <h1>{t(`links.${ending}_title`)}</h1>
      <p>{t(`links.${ending}`)}</p>
      {ending === 'used' && (
        <a class="btn btn-primary" href="/login">
          {t('login.submit')}
        </a>
      )}
      <a class={ending === 'used' ? 'btn btn-plain' : 'btn btn-primary'} href={again}>
        {t('links.again')}
      </a>
    </div>
  );
}
