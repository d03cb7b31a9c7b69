import { choicesOf, countryName, everyCountry } from '../../customers/addresses/countries.ts';
import { Choice, Field } from '../../ui/fields.tsx';
import type { Shell } from '../../ui/layout.tsx';
import { RemovalForm } from '../lists/fields.tsx';
import { SettingsForm, SettingsFrame, type SavingProps } from '../pages.tsx';
import { taxes } from './fields.tsx';

/** The country whose rates they are; new ones are new. */
export function titleOf({ t, language }: Shell, country: string | null): string {
  return country === null ? t('settings.rates_new') : countryName(country, language);
}

type RatesPageProps = SavingProps & { country: string | null };

/** The rates of a country, or of one more. */
export function RatesPage({ country, ...saving }: RatesPageProps) {
  const { shell, form, notice, asOf, mayChange } = saving;
  const { t, store, language } = shell;
  const action = `/admin/settings/taxes/rates/${country ?? 'new'}`;
  const group = { path: '', title: () => titleOf(shell, country), about: () => t('settings.rates_about') };
  const labels = labelsOf(shell);
  const rate = (name: string) => ({ t, form, name, label: labels[name] ?? name });
  const missing = everyCountry.filter((one) => !store.policies.tax.rates[one]);
  return (
    <SettingsFrame shell={shell} group={group} within={taxes} form={form} notice={notice} labels={labels}>
      <SettingsForm {...saving} action={action}>
        {country === null && <Choice {...rate('country')} options={choicesOf(missing, language)} required />}
        {(['standard', 'reduced', 'super_reduced'] as const).map((name) => (
          <Field
            {...rate(name)}
            hint={name === 'standard' ? t('settings.rate_hint') : undefined}
            autocomplete="off"
            inputmode="decimal"
            maxlength={20}
            required={name === 'standard'}
          />
        ))}
      </SettingsForm>
      {country !== null && mayChange && (
        <RemovalForm shell={shell} action={`${action}/removal`} asOf={asOf} words={t('settings.rates_removal')} />
      )}
    </SettingsFrame>
  );
}

function labelsOf({ t }: Shell): Record<string, string> {
  return {
    country: t('customers.country'),
    standard: t('catalogue.tax_standard'),
    reduced: t('catalogue.tax_reduced'),
    super_reduced: t('catalogue.tax_super_reduced'),
  };
}
