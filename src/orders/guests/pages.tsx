import { PaymentCard } from '../../documents/payment/fields.tsx';
import { Notice } from '../../ui/fields.tsx';
import type { Shell } from '../../ui/layout.tsx';
import { OrderView, StatusTag, type OrderViewProps } from '../details/pages.tsx';
import { transferFor } from '../details/paying.ts';

type GuestOrderPageProps = Omit<OrderViewProps, 'documentsAt'> & {
  /** Its address, which is the guest's only key to it. */
  at: string;
  isJustPlaced: boolean;
  /** Whether somebody is signed in whose address is that of the order. */
  isTheirs: boolean;
};

export function GuestOrderPage({ at, isJustPlaced, isTheirs, ...view }: GuestOrderPageProps) {
  const { shell, order } = view;
  const { t, store } = shell;
  const transfer = transferFor(store, order);
  return (
    <>
      <div class="headline">
        <h1>{t('orders.title', { number: order.number })}</h1>
        <StatusTag shell={shell} order={order} />
      </div>
      {isJustPlaced && <Notice tone="done">{t('orders.done_placed')}</Notice>}
      {transfer && <PaymentCard shell={shell} transfer={transfer} />}
      <OrderView {...view} documentsAt={`${at}/documents`} />
      <ToAccount {...{ shell, order, at, isTheirs }} />
    </>
  );
}

/** The way to an account, for a visitor where anybody may make one, and for whoever has one with the address of the order. */
function ToAccount({ shell, order, at, isTheirs }: Pick<GuestOrderPageProps, 'shell' | 'order' | 'at' | 'isTheirs'>) {
  const { t, store, who } = shell;
  if (who ? !isTheirs : store.policies.registration !== 'open') return null;
  return (
    <section class="part">
      <h2>{t('guest_orders.account_title')}</h2>
      <p>{t(who ? 'guest_orders.account_yours' : 'guest_orders.account_hint', { email: order.email })}</p>
      <div class="acts">
        <a class="btn btn-plain" href={who ? '/account/orders/guest' : `${at}/account`}>
          {t(who ? 'guest_orders.take' : 'guest_orders.account_submit')}
        </a>
      </div>
    </section>
  );
}

export function NoGuestOrderPage({ shell: { t } }: { shell: Shell }) {
  return (
    <div class="narrow">
      <h1>{t('guest_orders.nothing_title')}</h1>
      <p>{t('guest_orders.nothing')}</p>
      <a class="btn btn-primary" href="/account/orders">
        {t('guest_orders.nothing_account')}
      </a>
    </div>
  );
}
