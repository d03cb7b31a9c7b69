// Pieces of an order's page that other pages show too: what is in it, and an address.
import { AddressLines } from '../../customers/addresses/fields.tsx';
import type { Shell } from '../../ui/layout.tsx';
import { money, percent, whole } from '../../ui/money.ts';
import type { CopiedAddress } from '../schema.ts';
import type { Line, Order } from './details.ts';

type ItemsProps = {
  shell: Shell;
  title: string;
  lines: readonly Omit<Line, 'orderId' | 'position'>[];
  order: Pick<Order, 'currency' | 'discountBasisPoints' | 'groupName' | 'shippingName' | 'shippingMinor'> &
    Pick<Order, 'pointsSpent' | 'pointsMinor' | 'totalMinor' | 'taxMinor' | 'vatId'> &
    Partial<Pick<Order, 'isReverseCharge' | 'rebateMinor'>>;
  /** What is still to be paid of what was paid in part; negative where too much was paid. */
  owedMinor?: number;
};

/** What is in an order, and what it comes to. */
export function Items({ shell: { t, language }, title, order, lines, owedMinor = 0 }: ItemsProps) {
  const amount = (minor: number) => money(minor, order.currency, language);
  return (
    <section class="part">
      <h2>{title}</h2>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{t('orders.product')}</th>
            <th scope="col" class="number">
              {t('orders.quantity')}
            </th>
            <th scope="col" class="number">
              {t('orders.price')}
            </th>
            <th scope="col" class="number">
              {t('orders.sum')}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr>
              <td>
                <bdi>{line.name}</bdi>
                <span class="quiet"> {line.sku}</span>
              </td>
              <td class="number" data-label={t('orders.quantity')}>
                {whole(line.quantity, language)}
              </td>
              <td class="number" data-label={t('orders.price')}>
                {line.listPriceMinor !== line.unitPriceMinor && <s class="quiet">{amount(line.listPriceMinor)}</s>}{' '}
                {amount(line.unitPriceMinor)}
              </td>
              <td class="number" data-label={t('orders.sum')}>
                {amount(line.totalMinor)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <dl class="sums">
        {order.discountBasisPoints > 0 && (
          <>
            <dt>{t('orders.discount_in', { group: order.groupName })}</dt>
            <dd>{percent(order.discountBasisPoints, language)}</dd>
          </>
        )}
        <dt>
          {t('orders.shipping')}: {order.shippingName}
        </dt>
        <dd>{amount(order.shippingMinor)}</dd>
        {!!order.rebateMinor && (
          <>
            <dt>{t('orders.rebate')}</dt>
            <dd>{amount(-order.rebateMinor)}</dd>
          </>
        )}
        {order.pointsMinor > 0 && (
          <>
            <dt>
              {t('orders.points_spent', { count: order.pointsSpent, number: whole(order.pointsSpent, language) })}
            </dt>
            <dd>{amount(-order.pointsMinor)}</dd>
          </>
        )}
        <dt class="font-semibold">
          {order.isReverseCharge
            ? t('orders.total_without_tax')
            : t('orders.total_with_tax', { tax: amount(order.taxMinor) })}
        </dt>
        <dd class="font-semibold">{amount(order.totalMinor)}</dd>
        {owedMinor !== 0 && (
          <>
            <dt>{t(owedMinor > 0 ? 'orders.owed' : 'orders.too_much')}</dt>
            <dd>{amount(Math.abs(owedMinor))}</dd>
          </>
        )}
      </dl>
      {order.isReverseCharge && (
        <p>
          {t('paper.reverse_charge')} {order.vatId !== '' && t('paper.vat_id', { id: order.vatId })}
        </p>
      )}
    </section>
  );
}

type AddressPanelsProps = { shell: Shell; order: { delivery: CopiedAddress | null; billing: CopiedAddress | null } };

/** Where it goes, and to whom the bill goes, as far as that is known. */
export function AddressPanels({ shell: { t, language }, order }: AddressPanelsProps) {
  return (
    <>
      <AddressPanel title={t('orders.delivery_address')} address={order.delivery} language={language} />
      <AddressPanel title={t('fields.billing_address')} address={order.billing} language={language} />
    </>
  );
}

type AddressPanelProps = { title: string; address: CopiedAddress | null; language: Shell['language'] };

function AddressPanel({ title, address, language }: AddressPanelProps) {
  if (!address) return null;
  return (
    <div class="panel">
      <h2>{title}</h2>
      <AddressLines address={address} language={language} />
    </div>
  );
}
