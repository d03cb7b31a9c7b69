import type { Shell } from '../ui/layout.tsx';
import type { DeadLink } from './links.ts';

const endings = { link_used: 'used', link_expired: 'expired', link_unknown: 'unknown' } as const;

/** A link that leads nowhere, with the next step. */
export function DeadLinkPage({ shell: { t }, problem }: { shell: Shell; problem: DeadLink }) {
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
      <a class={ending === 'used' ? 'btn btn-plain' : 'btn btn-primary'} href="/forgot-password">
        {t('links.again')}
      </a>
    </div>
  );
}
