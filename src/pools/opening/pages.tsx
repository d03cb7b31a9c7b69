import { currencies, timeZones } from '../../stores/standards.ts';
import { Choice, Field, ProblemSummary, Tick } from '../../ui/fields.tsx';
import { languageName, type Shell } from '../../ui/layout.tsx';
import type { FormState } from '../../web/forms.ts';
import { languages } from '../../web/i18n.ts';

/** The form of a new store; what nobody has typed yet is as at this one. */
export function NewStorePage({ shell, form }: { shell: Shell; form: FormState }) {
  const { t, store } = shell;
  const labels = {
    name: t('stores.name'),
    hostname: t('stores.hostname'),
    language: t('stores.language'),
    currency: t('stores.currency'),
    timeZone: t('stores.time_zone'),
    isSharing: t('stores.is_sharing', { store: store.name }),
  };
  const options = (values: readonly string[]) => values.map((value) => ({ value, label: value }));
  return (
    <div class="narrow ms-0">
      <h1>{t('stores.add_title')}</h1>
      <p>{t('stores.add_about')}</p>
      <ProblemSummary t={t} form={form} labels={labels} />
      <form method="post" action="/admin/stores" class="narrow ms-0" novalidate>
        <Field t={t} form={form} name="name" label={labels.name} autocomplete="off" maxlength={100} required />
        <Field
          t={t}
          form={form}
          name="hostname"
          label={labels.hostname}
          hint={t('stores.hostname_hint')}
          autocomplete="off"
          maxlength={253}
          required
        />
        <Choice
          t={t}
          form={form}
          name="language"
          label={labels.language}
          options={languages.map((value) => ({ value, label: languageName(value) }))}
          value={store.languages[0] ?? 'en'}
          required
        />
        <fieldset class="field">
          <legend class="font-medium">{t('stores.also')}</legend>
          {languages.map((value) => (
            <Tick t={t} form={form} name={`also_${value}`} label={languageName(value)} />
          ))}
        </fieldset>
        <Choice
          t={t}
          form={form}
          name="currency"
          label={labels.currency}
          options={options(currencies())}
          value={store.currency}
          required
        />
        <Choice
          t={t}
          form={form}
          name="timeZone"
          label={labels.timeZone}
          options={options(timeZones())}
          value={store.timeZone}
          required
        />
        <Tick t={t} form={form} name="isSharing" label={labels.isSharing} hint={t('stores.is_sharing_hint')} />
        <button class="btn btn-primary self-start" type="submit">
          {t('stores.add')}
        </button>
      </form>
    </div>
  );
}
