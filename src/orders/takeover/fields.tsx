// Word on other pages of the account that orders wait to be taken over.
import type { Shell } from '../../ui/layout.tsx';
import { whole } from '../../ui/money.ts';
import { mostCounted } from './takeover.ts';

/** Not there where none wait; beyond `mostCounted` it says that there are at least as many. */
export function WaitingOrders({ shell: { t, language }, count }: { shell: Shell; count: number }) {
  if (count === 0) return null;
  const number = `${whole(count, language)}${count < mostCounted ? '' : '+'}`;
  return (
    <div class="panel">
      <p>
        {t('guest_orders.waiting', { count, number })} <a href="/account/orders/guest">{t('guest_orders.look')}</a>
      </p>
    </div>
  );
}
