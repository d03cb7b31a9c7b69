import { nameIn } from '../../catalog/names.ts';
import { Ticks } from '../../catalog/audience/fields.tsx';
import { choicesOf } from '../../customers/addresses/countries.ts';
import type { DeliveryMethod } from '../../stores/policies.ts';
import { Field } from '../../ui/fields.tsx';
import { languageName, type Shell } from '../../ui/layout.tsx';
import { Radios } from '../../ui/radios.tsx';
import type { FormState } from '../../web/forms.ts';
import { RemovalForm } from '../lists/fields.tsx';
import { SettingsForm, SettingsFrame, type SavingProps } from '../pages.tsx';
import { delivery } from './fields.tsx';
import { countriesFor } from './input.ts';

/** What a method is called; a new one is a new one. */
export function titleOf({ t, store, language }: Shell, method: DeliveryMethod | null): string {
  return method ? nameIn(method.name, language, ...store.languages) : t('settings.method_new');
}

type MethodPageProps = SavingProps & { method: DeliveryMethod | null };

/** A way of delivery, or a new one. */
export function MethodPage({ method, ...saving }: MethodPageProps) {
  const { shell, form, notice, asOf, mayChange } = saving;
  const { t } = shell;
  const action = `/admin/settings/delivery/methods/${method?.key ?? 'new'}`;
  const group = { path: '', title: () => titleOf(shell, method), about: () => t('settings.method_about') };
  return (
    <SettingsFrame shell={shell} group={group} within={delivery} form={form} notice={notice} labels={labelsOf(shell)}>
      <SettingsForm {...saving} action={action}>
        <MethodFields shell={shell} form={form} method={method} />
      </SettingsForm>
      {method && mayChange && (
        <RemovalForm shell={shell} action={`${action}/removal`} asOf={asOf} words={t('settings.method_removal')} />
      )}
    </SettingsFrame>
  );
}

function labelsOf({ t, store }: Shell): Record<string, string> {
  const isOne = store.languages.length === 1;
  const name = (language: Shell['language']) => `${t('fields.name')}${isOne ? '' : ` (${languageName(language)})`}`;
  return {
    key: t('settings.key'),
    ...Object.fromEntries(store.languages.map((language) => [`name_${language}`, name(language)])),
    price: t('orders.price'),
    freeFrom: t('settings.free_from_label'),
    area: t('price_lists.where'),
  };
}

type MethodFieldsProps = { shell: Shell; form: FormState; method: DeliveryMethod | null };

function MethodFields({ shell, form, method }: MethodFieldsProps) {
  const { t, store, language } = shell;
  const labels = labelsOf(shell);
  const field = (name: string) => ({ t, form, name, label: labels[name] ?? name, autocomplete: 'off' });
  return (
    <>
      {!method && <Field {...field('key')} hint={t('settings.key_hint')} maxlength={40} required />}
      {store.languages.map((one, place) => (
        <Field {...field(`name_${one}`)} maxlength={100} required={place === 0} />
      ))}
      <Field
        {...field('price')}
        hint={t('settings.method_price_hint', { currency: store.currency })}
        inputmode="decimal"
        maxlength={20}
        required
      />
      <Field {...field('freeFrom')} hint={t('settings.free_from_hint')} inputmode="decimal" maxlength={20} />
      <Radios
        {...field('area')}
        required
        options={[
          { value: 'everywhere', label: t('price_lists.everywhere') },
          { value: 'countries', label: t('price_lists.only_countries') },
        ]}
      />
      <Ticks
        t={t}
        form={form}
        legend={t('price_lists.countries')}
        part="country"
        options={choicesOf(countriesFor(store, method), language)}
      />
    </>
  );
}
