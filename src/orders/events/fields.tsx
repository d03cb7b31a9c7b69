// The history of an order, for whoever may see the order.
import { nameIn } from '../../catalog/names.ts';
import { moments } from '../../ui/dates.ts';
import type { Shell } from '../../ui/layout.tsx';
import { money, whole } from '../../ui/money.ts';
import { carrierName } from '../details/carriers.ts';
import type { Happened, Order } from '../details/details.ts';
import { ruleWords, statusName } from '../statuses/fields.tsx';
import type { Difference } from './events.ts';

/** An event as it is told; staff are told as well who did it, or which rule, and what was changed. */
export type ToldEvent = Happened & { by?: string | null; rule?: string | null; changes?: Difference[] | null };

type TimelineProps = { shell: Shell; order: Pick<Order, 'currency' | 'totalMinor'>; events: readonly ToldEvent[] };

/** What happened to an order, in its order. */
export function Timeline({ shell, order, events }: TimelineProps) {
  const { t, language, store } = shell;
  const when = moments(language, store.timeZone);
  return (
    <ol class="timeline" aria-label={t('orders.history')}>
      {events.map((one) => (
        <li>
          <strong>{one.names === null ? t(`orders.${one.event}`) : <bdi>{statusName(shell, one.names)}</bdi>}</strong>
          {one.amountMinor !== null &&
            (one.event === 'changed' || one.amountMinor !== order.totalMinor) &&
            ` ${money(one.amountMinor, order.currency, language)}`}
          <span class="quiet tabular-nums"> {when(one.at)}</span>
          <Cause shell={shell} event={one} />
          <Said shell={shell} event={one} />
          {one.changes && <Differences shell={shell} currency={order.currency} changes={one.changes} />}
        </li>
      ))}
    </ol>
  );
}

/** Who of the staff did it, or which rule; nothing where nobody is told. */
function Cause({ shell, event: { by, rule } }: { shell: Shell; event: ToldEvent }) {
  if (by) {
    return (
      <span class="quiet">
        {' · '}
        <bdi>{by}</bdi>
      </span>
    );
  }
  return rule ? <span class="quiet"> · {ruleWords(shell, rule)}</span> : null;
}

/** What a status says, and what whoever set it adds; a note; why the order was changed. */
function Said({ shell: { store, language }, event: { texts, note } }: { shell: Shell; event: ToldEvent }) {
  return (
    <>
      {[nameIn(texts ?? {}, language, ...store.languages), note]
        .filter((words) => words !== '')
        .map((words) => (
          <p class="said">
            <bdi>{words}</bdi>
          </p>
        ))}
    </>
  );
}

type DifferencesProps = { shell: Shell; currency: string; changes: readonly Difference[] };

/** What was changed, from what to what. */
function Differences({ shell, currency, changes }: DifferencesProps) {
  return (
    <ul class="list-disc ps-5 text-sm">
      {changes.map((change) => (
        <li>
          <bdi>{wordsOf(shell, currency, change)}</bdi>
        </li>
      ))}
    </ul>
  );
}

const inMoney = ['price', 'shipping', 'rebate', 'total'];

function wordsOf({ t, language }: Shell, currency: string, { what, name = '', before, after }: Difference): string {
  const said = (value: string | number) => {
    if (typeof value === 'number')
      return inMoney.includes(what) ? money(value, currency, language) : whole(value, language);
    return (what === 'carrier' ? carrierName(value) : value) || '–';
  };
  const from = { before: said(before), after: said(after) };
  const fromTo = (label: string) => `${label}: ${from.before} → ${from.after}`;
  switch (what) {
    case 'line_added':
      return t('changing.line_added', { name, number: said(after) });
    case 'line_removed':
      return t('changing.line_removed', { name, number: said(before) });
    case 'quantity':
      return `${name}: ${fromTo(t('orders.quantity'))}`;
    case 'price':
      return before === '' ? `${name}: ${t('orders.price')} ${from.after}` : `${name}: ${fromTo(t('orders.price'))}`;
    case 'billing':
      return t('changing.other', { what: t('fields.billing_address') });
    case 'delivery':
      return t('changing.other', { what: t('orders.delivery_address') });
    case 'vat_id':
      return t('changing.other', { what: t('fields.vatId') });
    case 'papers':
      return t('changing.papers', from);
    case 'points':
      return fromTo(t('account.points'));
    case 'rebate':
    case 'total':
    case 'carrier':
    case 'tracking_code':
      return fromTo(t(`orders.${what}`));
    default:
      return fromTo(t('orders.shipping'));
  }
}
