// The blocks that a store can show below the figures: the latest order with what to do next, what can be rated, and addresses.
import { nameAt } from '../catalog/products.ts';
import { AddressLines } from '../customers/addresses/fields.tsx';
import { trackingLink } from '../orders/details/carriers.ts';
import { statusOf } from '../orders/details/pages.tsx';
import { transferFor } from '../orders/details/paying.ts';
import type { Latest } from '../orders/history/history.ts';
import { accountPath } from '../orders/history/pages.tsx';
import { moments } from '../ui/dates.ts';
import type { Shell } from '../ui/layout.tsx';
import { money } from '../ui/money.ts';
import { mostUnrated } from './overview.ts';
import type { OverviewProps } from './pages.tsx';

export function LatestOrder({ shell, latest, figures }: Pick<OverviewProps, 'shell' | 'latest' | 'figures'>) {
  const { t, language, store } = shell;
  if (!latest) {
    return (
      <section class="panel">
        <h2>{t('account.no_orders_title')}</h2>
        <p>{t('account.no_orders', { store: store.name })}</p>
      </section>
    );
  }
  return (
    <section class="panel">
      <h2>{t('account.latest_order')}</h2>
      <p>
        <strong>{latest.number}</strong>{' '}
        <span class="quiet tabular-nums">{moments(language, store.timeZone)(latest.placedAt)}</span>
        <br />
        <bdi>{latest.summary}</bdi>
      </p>
      <p>
        {statusOf(shell, latest)} · {money(latest.totalMinor, latest.currency, language)}
      </p>
      <div class="acts">
        <NextStep shell={shell} order={latest} canRate={figures.unratedCount > 0} />
        <a class="btn btn-plain btn-sm" href={accountPath(shell, latest)}>
          {t('account.view')}
        </a>
      </div>
    </section>
  );
}

type NextStepProps = { shell: Shell; order: Latest; canRate: boolean };

/** What the customer can do next: pay, see where the parcel is, or rate what has come. */
function NextStep({ shell, order, canRate }: NextStepProps) {
  const { t, store } = shell;
  const { status, carrier, trackingCode } = order;
  if (transferFor(store, order)) {
    return (
      <a class="btn btn-primary btn-sm" href={accountPath(shell, order)}>
        {t('account.pay')}
      </a>
    );
  }
  const parcel = status === 'shipped' ? trackingLink(carrier, trackingCode) : null;
  if (parcel) {
    return (
      <a class="btn btn-primary btn-sm" href={parcel} rel="noopener noreferrer" target="_blank">
        {t('orders.track', { code: trackingCode })}
      </a>
    );
  }
  if (status !== 'delivered' || !canRate) return null;
  return (
    <a class="btn btn-primary btn-sm" href="/account/reviews">
      {t('account.rate')}
    </a>
  );
}

/** Not there where nothing waits. */
export function UnratedBlock({ shell, unrated }: Pick<OverviewProps, 'shell' | 'unrated'>) {
  const { t, store, language } = shell;
  if (unrated.length === 0) return null;
  return (
    <section class="panel">
      <h2>{t('account.unrated')}</h2>
      <ul class="rows">
        {unrated.slice(0, mostUnrated).map((purchase) => {
          const name = nameAt(store, purchase, language);
          return (
            <li>
              <bdi>{name}</bdi>
              <a class="btn btn-plain btn-sm" href={`/account/reviews/${purchase.productId}`}>
                {t('reviews.rate')}
                <span class="sr-only">: {name}</span>
              </a>
            </li>
          );
        })}
      </ul>
      {unrated.length > mostUnrated && (
        <p>
          <a href="/account/reviews">{t('account.all_unrated')}</a>
        </p>
      )}
    </section>
  );
}

export function AddressesBlock({ shell, addresses }: Pick<OverviewProps, 'shell' | 'addresses'>) {
  const { t, language } = shell;
  return (
    <section class="panel">
      <h2>{t('account.addresses')}</h2>
      {addresses.length === 0 && <p>{t('account.no_default')}</p>}
      {addresses.length > 0 && (
        <div class="cards">
          {addresses.map((address) => (
            <AddressLines address={address} language={language}>
              {address.isDefaultBilling && <span class="quiet">{t('addresses.is_default_billing')}</span>}
              {address.isDefaultDelivery && <span class="quiet">{t('addresses.is_default_delivery')}</span>}
            </AddressLines>
          ))}
        </div>
      )}
      <p>
        <a href="/account/addresses">{t('account.all_addresses')}</a>
      </p>
    </section>
  );
}
