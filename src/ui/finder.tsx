import type { Shell } from './layout.tsx';

/** The box in which products are looked for, on every page of the shop; not for whoever the shop is closed to. */
export function Finder({ shell: { t, store, who, sought } }: { shell: Shell }) {
  if (!who && store.policies.shopAccess === 'customers_only') return null;
  return (
    <form method="get" action="/search" role="search" class="finder" aria-label={t('storefront.find')}>
      <input
        class="input input-sm"
        type="search"
        name="q"
        value={sought}
        maxlength={100}
        enterkeyhint="search"
        autocomplete="off"
        aria-label={t('storefront.find')}
        placeholder={t('storefront.find')}
      />
      <button class="btn btn-plain btn-sm" type="submit">
        {t('storefront.search')}
      </button>
    </form>
  );
}
