// What the store is called, where it is, and in which languages, money and time it speaks.
import * as z from 'zod';
import { ticked, ticks } from '../../catalog/audience/input.ts';
import { Ticks } from '../../catalog/audience/fields.tsx';
import { choicesOf, countryName, everyCountry } from '../../customers/addresses/countries.ts';
import type { Store } from '../../stores/stores.ts';
import { settingName } from '../../stores/words.ts';
import { Choice } from '../../ui/fields.tsx';
import { languageName } from '../../ui/layout.tsx';
import { languages, type Language } from '../../web/i18n.ts';
import { optionalLine, requiredLine } from '../../web/lines.ts';
import { PolicyLine, See, type GroupFieldsProps, type PolicyFieldProps, type SettingsGroup } from '../fields.tsx';
import { oneOf } from '../input.ts';
import { Places } from '../lists/fields.tsx';
import { placed, places, placesAsTyped } from '../lists/input.ts';

const currencies = Intl.supportedValuesOf('currency');

/** The zones there are; the one that a store has may go by another of its names. */
function zonesFor({ timeZone }: Store): string[] {
  return [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), timeZone])].toSorted();
}

function schema(store: Store) {
  return z
    .object({
      name: requiredLine(100).prefault(''),
      'shop.address': optionalLine(300).prefault(''),
      currency: oneOf(currencies),
      timeZone: oneOf(zonesFor(store)),
    })
    .and(z.object({ ...places('language', languages), ...ticks('country', everyCountry) }))
    .transform(({ name, 'shop.address': address, currency, timeZone, ...typed }, context) => {
      const { order, twice } = placed(typed, 'language', languages);
      if (twice) context.addIssue({ code: 'custom', path: [`language_${twice}`], message: 'place_taken' });
      if (order.length === 0) context.addIssue({ code: 'custom', path: ['language_en'], message: 'required' });
      const chosen = ticked(typed, 'country', everyCountry);
      return ({ policies: { shop } }: Store) => ({
        name,
        currency,
        timeZone,
        languages: order,
        policies: { shop: { ...shop, address, countries: inTheirOrder(shop.countries, chosen) } },
      });
    });
}

/** Those that were there stay as they were ordered: the first is the one that forms begin with. */
function inTheirOrder(before: readonly string[], chosen: readonly string[]): string[] {
  return [...before.filter((one) => chosen.includes(one)), ...chosen.filter((one) => !before.includes(one))];
}

export const shop: SettingsGroup = {
  path: 'shop',
  title: (t) => t('settings.shop_title'),
  about: (t) => t('settings.shop_about'),
  schema,
  asTyped: ({ name, currency, timeZone, languages: own, policies }) => ({
    name,
    'shop.address': policies.shop.address,
    currency,
    timeZone,
    ...placesAsTyped('language', languages, own),
    ...Object.fromEntries(policies.shop.countries.map((country) => [`country_${country}`, 'on'])),
  }),
  labels: ({ t }) => ({
    name: settingName(t, 'name'),
    'shop.address': settingName(t, 'shop.address'),
    ...Object.fromEntries(languages.map((one) => [`language_${one}`, languageName(one)])),
    currency: settingName(t, 'currency'),
    timeZone: settingName(t, 'timeZone'),
  }),
  Fields: ShopFields,
  facts: ({ t, store, language }) => [
    [settingName(t, 'name'), store.name],
    [settingName(t, 'shop.address'), store.policies.shop.address],
    [settingName(t, 'languages'), store.languages.map(languageName).join(', ')],
    [settingName(t, 'currency'), store.currency],
    [settingName(t, 'timeZone'), store.timeZone],
    [
      settingName(t, 'shop.countries'),
      store.policies.shop.countries.map((one) => countryName(one, language)).join(', ') || t('settings.all_countries'),
    ],
  ],
};

function ShopFields({ shell, form }: GroupFieldsProps) {
  const { t, store, language } = shell;
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
      <Places
        t={t}
        form={form}
        legend={settingName(t, 'languages')}
        hint={t('settings.languages_hint')}
        part="language"
        options={languages.map((one) => ({ value: one, label: languageName(one) }))}
      />
      <See t={t} what={settingName(t, 'languages')} at="/" />
      <Choice
        {...field('currency')}
        hint={t('settings.currency_hint')}
        options={currenciesIn(language)}
        required
        below={<See t={t} what={settingName(t, 'currency')} at="/" />}
      />
      <Choice
        {...field('timeZone')}
        hint={t('settings.time_zone_hint')}
        options={zonesFor(store).map((value) => ({ value, label: value.replaceAll('_', ' ') }))}
        required
        below={<See t={t} what={settingName(t, 'timeZone')} at="/account/orders" />}
      />
      <CountriesField shell={shell} form={form} />
    </>
  );
}

/** The countries that are ticked, and behind them all the others, folded away. */
function CountriesField({ shell: { t, language }, form }: PolicyFieldProps) {
  const label = settingName(t, 'shop.countries');
  const isTicked = (country: string) => form.values[`country_${country}`] === 'on';
  const chosen = choicesOf(everyCountry.filter(isTicked), language);
  const others = everyCountry.filter((country) => !isTicked(country));
  return (
    <div class="field">
      <p class="font-medium">{label}</p>
      <p class="quiet">{t('settings.countries_hint')}</p>
      {chosen.length > 0 && <Ticks t={t} form={form} legend={label} part="country" options={chosen} />}
      <Ticks
        t={t}
        form={form}
        legend={t('settings.other_countries')}
        part="country"
        options={choicesOf(others, language)}
      />
      <See t={t} what={label} at="/checkout" />
    </div>
  );
}

function currenciesIn(language: Language): { value: string; label: string }[] {
  const names = new Intl.DisplayNames([language], { type: 'currency' });
  return currencies.map((value) => ({ value, label: `${value} – ${names.of(value) ?? value}` }));
}
