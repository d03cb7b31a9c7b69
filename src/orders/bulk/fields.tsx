// What makes the list of orders one of which many can be ticked: a box in each row, and the bar below them.
import { asset } from '../../ui/assets.ts';
import type { Shell } from '../../ui/layout.tsx';
import { statusName } from '../statuses/fields.tsx';
import { isForHands } from '../statuses/by-hand.ts';
import type { Status } from '../statuses/following.ts';
import { steps } from './input.ts';

/** The box of an order in its row. */
export function OrderTick({ shell: { t }, id, number }: { shell: Shell; id: string; number: string }) {
  return (
    <input
      class="checkbox checkbox-sm"
      type="checkbox"
      form="bulk"
      name="order"
      value={id}
      aria-label={t('bulk.tick', { name: number })}
    />
  );
}

/** The box that ticks all of the page. */
export function TickAll({ shell: { t } }: { shell: Shell }) {
  return (
    <label class="tick tick-all" hidden>
      <input class="checkbox checkbox-sm" type="checkbox" id="tick-all" />
      {t('bulk.tick_all')}
    </label>
  );
}

/** What can be set at those that are ticked. With scripts it appears when one is. */
export function OrderBulkBar({ shell, statuses }: { shell: Shell; statuses: readonly Status[] }) {
  const { t } = shell;
  const own = statuses.filter(isForHands);
  return (
    <form id="bulk" method="post" action="/admin/orders/bulk" class="bulk acts" aria-label={t('bulk.bar')}>
      <span class="ticked">
        {t('bulk.ticked_now')} <output id="ticked" />
      </span>
      <select class="select select-sm" name="act" aria-label={t('customers.status')}>
        {own.length > 0 && (
          <optgroup label={t('statuses.title')}>
            {own.map(({ id, names }) => (
              <option value={`status:${id}`}>{statusName(shell, names)}</option>
            ))}
          </optgroup>
        )}
        <optgroup label={t('statuses.standard')}>
          {steps.map((step) => (
            <option value={step}>{t(`order_bulk.${step}`)}</option>
          ))}
        </optgroup>
      </select>
      <button class="btn btn-plain btn-sm" type="submit">
        {t('order_bulk.set')}
      </button>
      <script type="module" src={asset('ticking.js')} />
    </form>
  );
}
