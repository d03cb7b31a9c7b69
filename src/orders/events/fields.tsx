// What was changed by hand, in words.
import type { Shell } from '../../ui/layout.tsx';
import { money, whole } from '../../ui/money.ts';
import { carrierName } from '../details/carriers.ts';
import type { Difference } from './events.ts';

type DifferencesProps = { shell: Shell; currency: string; changes: readonly Difference[] };

/** What was changed, from what to what. */
export function Differences({ shell, currency, changes }: DifferencesProps) {
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
