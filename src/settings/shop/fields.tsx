// What the store is called, where it is, and in which money and time it counts.
import * as z from 'zod';
import { currencies, timeZones } from '../../stores/standards.ts';
import type { Store } from '../../stores/stores.ts';
import { settingName } from '../../stores/words.ts';
import { Choice } from '../../ui/fields.tsx';
import { optionalLine, requiredLine } from '../../web/lines.ts';
import { PolicyLine, See, type GroupFieldsProps, type SettingsGroup } from '../fields.tsx';
import { oneOf } from '../input.ts';

/** By its three letters. Source: ISO 4217. */
const currency = requiredLine(3)
  .prefault('')
  .transform((typed) => typed.toUpperCase())
  .refine((typed) => typed === '' || currencies().includes(typed), 'currency_invalid');

/** The zones there are; the one that a store has may go by another of its names. */
function zonesFor({ timeZone }: Store): string[] {
  return [...new Set([...timeZones(), timeZone])].toSorted();
}

function schema(store: Store) {
  return z
    .object({
      name: requiredLine(100).prefault(''),
      'shop.address': optionalLine(300).prefault(''),
      currency,
      timeZone: oneOf(zonesFor(store)),
    })
    .transform(
      ({ name, 'shop.address': address, currency: code, timeZone }) =>
        ({ policies: { shop: before } }: Store) => ({
          name,
          currency: code,
          timeZone,
          policies: { shop: { ...before, address } },
        }),
    );
}

export const shop: SettingsGroup = {
  path: 'shop',
  title: (t) => t('settings.shop_title'),
  about: (t) => t('settings.shop_about'),
  schema,
  asTyped: ({ name, currency: code, timeZone, policies }) => ({
    name,
    'shop.address': policies.shop.address,
    currency: code,
    timeZone,
  }),
  labels: ({ t }) => ({
    name: settingName(t, 'name'),
    'shop.address': settingName(t, 'shop.address'),
    currency: settingName(t, 'currency'),
    timeZone: settingName(t, 'timeZone'),
  }),
  Fields: ShopFields,
  facts: ({ t, store }) => [
    [settingName(t, 'name'), store.name],
    [settingName(t, 'shop.address'), store.policies.shop.address],
    [settingName(t, 'currency'), store.currency],
    [settingName(t, 'timeZone'), store.timeZone],
  ],
};

function ShopFields({ shell, form }: GroupFieldsProps) {
  const { t, store } = shell;
  const field = (name: string) => ({ t, form, name, label: settingName(t, name) });
  return (
    <>
      <PolicyLine
        shell={shell}
        form={form}
        name="name"
        hint={t('settings.name_hint')}
        see="/"
        maxlength={100}
        required
      />
      <PolicyLine
        shell={shell}
        form={form}
        name="shop.address"
        hint={t('settings.address_hint')}
        see="/account/documents"
        maxlength={300}
      />
      <PolicyLine
        shell={shell}
        form={form}
        name="currency"
        hint={t('settings.currency_hint')}
        see="/"
        maxlength={3}
        required
      />
      <Choice
        {...field('timeZone')}
        hint={t('settings.time_zone_hint')}
        options={zonesFor(store).map((value) => ({ value, label: value.replaceAll('_', ' ') }))}
        required
        below={<See t={t} what={settingName(t, 'timeZone')} at="/account/orders" />}
      />
    </>
  );
}
