// How the shop sends things: the carriers of its parcels, and the ways that shoppers choose from.
import * as z from 'zod';
import { nameIn } from '../../catalog/names.ts';
import { Ticks } from '../../catalog/audience/fields.tsx';
import { ticked, ticks } from '../../catalog/audience/input.ts';
import { carrierChoices, carriersOf } from '../../orders/details/carriers.ts';
import type { DeliveryMethod } from '../../stores/policies.ts';
import { settingName } from '../../stores/words.ts';
import { money } from '../../ui/money.ts';
import { MoveForm } from '../../ui/moving.tsx';
import { Radios } from '../../ui/radios.tsx';
import { AsOf, See, type BelowProps, type GroupFieldsProps, type SettingsGroup } from '../fields.tsx';
import { mostMethods } from './input.ts';

const keys = carrierChoices.map(({ value }) => value);

const schema = z
  .object({ carriers: z.enum(['all', 'some'], 'invalid') })
  .and(z.object(ticks('carrier', keys)))
  .transform(({ carriers, ...typed }, context) => {
    const chosen = carriers === 'all' ? null : ticked(typed, 'carrier', keys);
    if (chosen?.length === 0) context.addIssue({ code: 'custom', path: ['carriers'], message: 'none_ticked' });
    return () => ({ policies: { carriers: chosen } });
  });

export const delivery: SettingsGroup = {
  path: 'delivery',
  title: (t) => t('settings.delivery_title'),
  about: (t) => t('settings.delivery_about'),
  schema: () => schema,
  asTyped: ({ policies: { carriers } }) => ({
    carriers: carriers === null ? 'all' : 'some',
    ...Object.fromEntries((carriers ?? []).map((key) => [`carrier_${key}`, 'on'])),
  }),
  labels: ({ t }) => ({ carriers: settingName(t, 'carriers') }),
  Fields: CarriersFields,
  Below: MethodsPart,
  facts: ({ t, store, language }) => [
    [
      settingName(t, 'delivery'),
      store.policies.delivery.map(({ name }) => nameIn(name, language, ...store.languages)).join(', '),
    ],
    [
      settingName(t, 'carriers'),
      carriersOf(store)
        .map(({ label }) => label)
        .join(', '),
    ],
  ],
};

function CarriersFields({ shell: { t }, form }: GroupFieldsProps) {
  const label = settingName(t, 'carriers');
  return (
    <>
      <Radios
        t={t}
        form={form}
        name="carriers"
        label={label}
        hint={t('settings.carriers_hint')}
        options={[
          { value: 'all', label: t('settings.carriers_all') },
          { value: 'some', label: t('settings.carriers_some') },
        ]}
        required
      />
      <Ticks t={t} form={form} legend={label} part="carrier" options={carrierChoices} />
      <See t={t} what={label} at="/admin/orders" />
    </>
  );
}

/** The ways of delivery in the order in which shoppers are offered them. */
function MethodsPart({ shell, asOf, mayChange }: BelowProps) {
  const { t, store } = shell;
  const { delivery: methods } = store.policies;
  return (
    <section class="part">
      <h2>{settingName(t, 'delivery')}</h2>
      <p class="quiet">{t('settings.methods_hint')}</p>
      <See t={t} what={settingName(t, 'delivery')} at="/checkout" />
      {methods.length === 0 && <p role="status">{t('settings.methods_none')}</p>}
      {methods.length > 0 && (
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{t('fields.name')}</th>
              <th scope="col" class="number">
                {t('orders.price')}
              </th>
              <th scope="col">{t('price_lists.countries')}</th>
              {mayChange && (
                <th scope="col">
                  <span class="sr-only">{t('forms.order')}</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {methods.map((method) => (
              <MethodRow shell={shell} asOf={asOf} mayChange={mayChange} method={method} />
            ))}
          </tbody>
        </table>
      )}
      {mayChange && methods.length < mostMethods && (
        <a class="btn btn-plain self-start" href="/admin/settings/delivery/methods/new">
          {t('settings.method_add')}
        </a>
      )}
    </section>
  );
}

function MethodRow({ shell, asOf, mayChange, method }: BelowProps & { method: DeliveryMethod }) {
  const { t, store, language } = shell;
  const { key, name, priceMinor, freeFromMinor, countries } = method;
  const words = nameIn(name, language, ...store.languages);
  const at = `/admin/settings/delivery/methods/${key}`;
  const amount = (minor: number) => money(minor, store.currency, language);
  return (
    <tr>
      <td>
        <a class="underline font-semibold" href={at} dir="auto">
          {words}
        </a>
      </td>
      <td class="number" data-label={t('orders.price')}>
        {amount(priceMinor)}
        {freeFromMinor !== null && <p class="quiet">{t('settings.free_from', { amount: amount(freeFromMinor) })}</p>}
      </td>
      <td data-label={t('price_lists.countries')}>{countries?.join(', ') ?? t('price_lists.everywhere')}</td>
      {mayChange && (
        <td>
          <MoveForm t={t} action={`${at}/move`} words={words} hidden={<AsOf at={asOf} />} />
        </td>
      )}
    </tr>
  );
}
