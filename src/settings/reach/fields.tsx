// In which languages the store speaks, and to which countries it sells.
import * as z from 'zod';
import { Ticks } from '../../catalog/audience/fields.tsx';
import { ticked, ticks } from '../../catalog/audience/input.ts';
import { choicesOf, countryName, everyCountry } from '../../customers/addresses/countries.ts';
import type { Store } from '../../stores/stores.ts';
import { settingName } from '../../stores/words.ts';
import { languageName } from '../../ui/layout.tsx';
import { languages } from '../../web/i18n.ts';
import { See, type GroupFieldsProps, type PolicyFieldProps, type SettingsGroup } from '../fields.tsx';
import { Places } from '../lists/fields.tsx';
import { placed, places, placesAsTyped } from '../lists/input.ts';

const schema = z
  .object({ ...places('language', languages), ...ticks('country', everyCountry) })
  .transform((typed, context) => {
    const { order, twice } = placed(typed, 'language', languages);
    if (twice) context.addIssue({ code: 'custom', path: [`language_${twice}`], message: 'place_taken' });
    if (order.length === 0) context.addIssue({ code: 'custom', path: ['language_en'], message: 'required' });
    const chosen = ticked(typed, 'country', everyCountry);
    return ({ policies: { shop } }: Store) => ({
      languages: order,
      policies: { shop: { ...shop, countries: inTheirOrder(shop.countries, chosen) } },
    });
  });

/** Those that were there stay as they were ordered: the first is the one that forms begin with. */
function inTheirOrder(before: readonly string[], chosen: readonly string[]): string[] {
  return [...before.filter((one) => chosen.includes(one)), ...chosen.filter((one) => !before.includes(one))];
}

export const reach: SettingsGroup = {
  path: 'reach',
  title: (t) => t('settings.reach_title'),
  about: (t) => t('settings.reach_about'),
  schema: () => schema,
  asTyped: ({ languages: own, policies }) => ({
    ...placesAsTyped('language', languages, own),
    ...Object.fromEntries(policies.shop.countries.map((country) => [`country_${country}`, 'on'])),
  }),
  labels: () => Object.fromEntries(languages.map((one) => [`language_${one}`, languageName(one)])),
  Fields: ReachFields,
  facts: ({ t, store, language }) => [
    [settingName(t, 'languages'), store.languages.map(languageName).join(', ')],
    [
      settingName(t, 'shop.countries'),
      store.policies.shop.countries.map((one) => countryName(one, language)).join(', ') || t('settings.all_countries'),
    ],
  ],
};

function ReachFields({ shell, form }: GroupFieldsProps) {
  const { t } = shell;
  return (
    <>
      <Places
        t={t}
        form={form}
        legend={settingName(t, 'languages')}
        hint={t('settings.languages_hint')}
        part="language"
        options={languages.map((one) => ({ value: one, label: languageName(one) }))}
      />
      <See t={t} what={settingName(t, 'languages')} at="/" />
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
