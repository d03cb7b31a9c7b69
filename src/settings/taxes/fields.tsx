// The tax in prices: where the shop pays it, and what each country takes.
import * as z from 'zod';
import { choicesOf, countryName, everyCountry } from '../../customers/addresses/countries.ts';
import { vatIdIn } from '../../customers/vat-ids.ts';
import type { Store } from '../../stores/stores.ts';
import { settingName } from '../../stores/words.ts';
import { Choice, Notice } from '../../ui/fields.tsx';
import { percent } from '../../ui/money.ts';
import { PolicyLine, See, type BelowProps, type GroupFieldsProps, type SettingsGroup } from '../fields.tsx';
import { oneOf } from '../input.ts';
import type { Rates } from './input.ts';

const schema = z
  .object({ 'tax.country': oneOf(['', ...everyCountry]), 'tax.vatId': z.string('invalid').prefault('') })
  .transform(({ 'tax.country': country, 'tax.vatId': typed }, context) => {
    const vatId = vatIdIn(country).safeParse(typed);
    for (const { message } of vatId.error?.issues ?? [])
      context.addIssue({ code: 'custom', path: ['tax.vatId'], message });
    return ({ policies: { tax } }: Store) => ({
      policies: { tax: { ...tax, country: country || null, vatId: vatId.data ?? '' } },
    });
  });

export const taxes: SettingsGroup = {
  path: 'taxes',
  title: (t) => t('settings.taxes_title'),
  about: (t) => t('settings.taxes_about'),
  schema: () => schema,
  asTyped: ({ policies: { tax } }) => ({ 'tax.country': tax.country ?? '', 'tax.vatId': tax.vatId }),
  labels: ({ t }) => ({
    'tax.country': settingName(t, 'tax.country'),
    'tax.vatId': settingName(t, 'tax.vatId'),
  }),
  Fields: TaxFields,
  Below: RatesPart,
  facts: ({ t, language, store: { policies } }) => {
    const { country, vatId, rates } = policies.tax;
    return [
      [settingName(t, 'tax.country'), country === null ? t('settings.no_tax') : countryName(country, language)],
      [settingName(t, 'tax.vatId'), vatId],
      [
        settingName(t, 'tax.rates'),
        Object.entries(rates)
          .map(([where, { standard }]) => `${countryName(where, language)} ${percent(standard, language)}`)
          .join(', '),
      ],
    ];
  },
};

function TaxFields({ shell, form }: GroupFieldsProps) {
  const { t, language } = shell;
  const label = settingName(t, 'tax.country');
  return (
    <>
      <Choice
        t={t}
        form={form}
        name="tax.country"
        label={label}
        hint={t('settings.tax_country_hint')}
        options={[{ value: '', label: t('settings.no_tax') }, ...choicesOf(everyCountry, language)]}
        required
        below={<See t={t} what={label} at="/basket" />}
      />
      <PolicyLine
        shell={shell}
        form={form}
        name="tax.vatId"
        hint={t('settings.vat_id_hint')}
        see="/account/documents"
        maxlength={30}
      />
    </>
  );
}

/** The rates by country of delivery. */
function RatesPart({ shell, mayChange }: BelowProps) {
  const { t, store, language } = shell;
  const { country, rates } = store.policies.tax;
  const rows = choicesOf(Object.keys(rates), language);
  return (
    <section class="part">
      <h2>{settingName(t, 'tax.rates')}</h2>
      <p class="quiet">{t('settings.rates_hint')}</p>
      <See t={t} what={settingName(t, 'tax.rates')} at="/basket" />
      {country !== null && !rates[country] && (
        <Notice tone="refused">{t('settings.rates_missing', { country: countryName(country, language) })}</Notice>
      )}
      {rows.length > 0 && (
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{t('customers.country')}</th>
              {classes.map((one) => (
                <th scope="col" class="number">
                  {t(`catalogue.tax_${one}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ value, label }) => (
              <tr>
                <td>
                  <a class="underline font-semibold" href={`/admin/settings/taxes/rates/${value}`}>
                    {label}
                  </a>
                </td>
                {classes.map((one) => (
                  <td class="number" data-label={t(`catalogue.tax_${one}`)}>
                    {rateIn(rates[value], one, language)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {mayChange && (
        <a class="btn btn-plain self-start" href="/admin/settings/taxes/rates/new">
          {t('settings.rates_add')}
        </a>
      )}
    </section>
  );
}

const classes = ['standard', 'reduced', 'super_reduced'] as const;

function rateIn(rates: Rates | undefined, taxClass: (typeof classes)[number], language: string): string {
  const rate = rates?.[taxClass];
  return rate === undefined ? '–' : percent(rate, language);
}
