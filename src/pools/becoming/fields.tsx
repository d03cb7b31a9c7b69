// Word on the overview of the account that two accounts may become one.
import type { Shell } from '../../ui/layout.tsx';

/** Not there for whoever has one account only. */
export function OtherAccount({ shell: { t, store }, isThere }: { shell: Shell; isThere: boolean }) {
  if (!isThere) return null;
  return (
    <div class="panel">
      <p>
        {t('joining.notice', { store: store.name })} <a href="/account/joining">{t('joining.look')}</a>
      </p>
    </div>
  );
}
