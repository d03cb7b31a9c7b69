// The fields of the form that changes an order.
import { taxClasses } from '../../catalog/keeping/input.ts';
import { labelsOf as addressLabelsOf } from '../../customers/addresses/fields.tsx';
import { prefixes } from '../../customers/addresses/input.ts';
import { amountAsTyped } from '../../ui/amounts.ts';
import { Choice, described, Field, Problem } from '../../ui/fields.tsx';
import type { Shell } from '../../ui/layout.tsx';
import { money } from '../../ui/money.ts';
import type { FormState } from '../../web/forms.ts';
import type { Line, Order } from '../details/details.ts';
import { places } from './input.ts';

/** The order as the fields of its form hold it. */
export function asTyped({ store, language }: Shell, order: Order, lines: readonly Line[]): Record<string, string> {
  const amount = (minor: number) => amountAsTyped(minor, store.currency, language);
  return {
    ...Object.fromEntries(
      lines.flatMap(({ position, quantity, unitPriceMinor }) => [
        [`quantity-${position}`, String(quantity)],
        [`price-${position}`, amount(unitPriceMinor)],
      ]),
    ),
    ...Object.fromEntries(
      (['billing', 'delivery'] as const).flatMap((use) =>
        Object.entries(order[use] ?? {}).map(([field, value]) => [`${prefixes[use]}${field}`, value]),
      ),
    ),
    vatId: order.vatId,
    shippingName: order.shippingName,
    shipping: amount(order.shippingMinor),
    rebate: order.rebateMinor === 0 ? '' : amount(order.rebateMinor),
    carrier: order.carrier,
    trackingCode: order.trackingCode,
  };
}

/** The names of the fields, for the summary of what is wrong. */
export function labelsOf({ t }: Shell, lines: readonly Line[], countries: Record<keyof typeof prefixes, string>) {
  const ofLine = ({ position, name }: Line) => [
    [`quantity-${position}`, `${name}: ${t('orders.quantity')}`],
    [`price-${position}`, `${name}: ${t('orders.price')}`],
    [`gone-${position}`, `${name}: ${t('changing.gone')}`],
  ];
  const ofPlace = (place: string) =>
    Object.entries(placeLabels(t)).map(([field, label]) => [
      `${field}-${place}`,
      `${t('changing.new_line', { place })}: ${label}`,
    ]);
  const ofAddress = (use: keyof typeof prefixes, whose: string) =>
    Object.entries(addressLabelsOf(t, countries[use])).map(([field, label]) => [
      `${prefixes[use]}${field}`,
      `${whose}: ${label}`,
    ]);
  return {
    ...Object.fromEntries([...lines.flatMap(ofLine), ...places.flatMap(ofPlace)]),
    shippingName: t('orders.shipping'),
    shipping: t('changing.shipping_price'),
    rebate: t('orders.rebate'),
    ...Object.fromEntries([
      ...ofAddress('billing', t('fields.billing_address')),
      ...ofAddress('delivery', t('orders.delivery_address')),
    ]),
    vatId: t('fields.vatId'),
    carrier: t('orders.carrier'),
    trackingCode: t('orders.tracking_code'),
    why: t('changing.why'),
    isWhyTold: t('changing.is_why_told'),
  };
}

function placeLabels(t: Shell['t']) {
  return {
    sku: t('catalogue.sku'),
    name: t('changing.name'),
    count: t('orders.quantity'),
    cost: t('orders.price'),
    tax: t('catalogue.tax_class'),
  };
}

type LinesProps = { shell: Shell; order: Order; lines: readonly Line[]; form: FormState };

/** The lines of the order, each with what may be changed of it. */
export function LineFields({ shell, order, lines, form }: LinesProps) {
  const { t, language } = shell;
  const input = (name: string, label: string, maxlength: number) => (
    <>
      <input
        class="input"
        id={name}
        name={name}
        type="text"
        inputmode="decimal"
        autocomplete="off"
        maxlength={maxlength}
        aria-label={label}
        value={form.values[name]}
        {...described({ t, form, name, label })}
      />
      <Problem t={t} form={form} name={name} />
    </>
  );
  return (
    <table class="table with-fields">
      <thead>
        <tr>
          <th scope="col">{t('orders.product')}</th>
          <th scope="col">{t('orders.quantity')}</th>
          <th scope="col">{t('orders.price')}</th>
          <th scope="col" class="number">
            {t('orders.sum')}
          </th>
          <th scope="col">{t('changing.gone')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ position, name, sku, totalMinor }) => (
          <tr>
            <td>
              <bdi>{name}</bdi> <span class="quiet">{sku}</span>
            </td>
            <td data-label={t('orders.quantity')}>
              {input(`quantity-${position}`, `${name}: ${t('orders.quantity')}`, 10)}
            </td>
            <td data-label={t('orders.price')}>{input(`price-${position}`, `${name}: ${t('orders.price')}`, 20)}</td>
            <td class="number" data-label={t('orders.sum')}>
              {money(totalMinor, order.currency, language)}
            </td>
            <td data-label={t('changing.gone')}>
              <input
                class="checkbox"
                type="checkbox"
                id={`gone-${position}`}
                name={`gone-${position}`}
                value="on"
                aria-label={`${name}: ${t('changing.gone')}`}
                checked={form.values[`gone-${position}`] === 'on'}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Places for what is to come to the order. */
export function NewLineFields({ shell: { t }, form }: Pick<LinesProps, 'shell' | 'form'>) {
  const labels = placeLabels(t);
  const taxes = taxClasses.map((value) => ({ value, label: t(`catalogue.tax_${value}`) }));
  const isTyped = places.some((place) => form.values[`sku-${place}`] || form.values[`name-${place}`]);
  return (
    <details class="part" open={isTyped}>
      <summary>{t('changing.add')}</summary>
      <p class="quiet">{t('changing.add_hint')}</p>
      {places.map((place) => {
        const field = (name: keyof typeof labels) => ({
          t,
          form,
          name: `${name}-${place}`,
          label: labels[name],
          isMarked: false,
          autocomplete: 'off',
        });
        return (
          <fieldset class="part mt-4">
            <legend>{t('changing.new_line', { place })}</legend>
            <div class="address-fields">
              <div class="half">
                <Field {...field('sku')} maxlength={100} />
              </div>
              <div class="half">
                <Field {...field('name')} maxlength={100} />
              </div>
              <div class="half">
                <Field {...field('count')} inputmode="numeric" maxlength={10} value="1" />
              </div>
              <div class="half">
                <Field {...field('cost')} inputmode="decimal" maxlength={20} />
              </div>
              <div class="half">
                <Choice {...field('tax')} options={taxes} />
              </div>
            </div>
          </fieldset>
        );
      })}
    </details>
  );
}
