import { EmailField } from '../../../credentials/fields.tsx';
import { askedByStaff } from '../../../customers/details/asked.ts';
import { PersonFields, personLabels } from '../../../customers/details/fields.tsx';
import type { Around } from '../../../customers/details/input.ts';
import { Choice, ProblemSummary, Tick } from '../../../ui/fields.tsx';
import { languageChoices, type Shell } from '../../../ui/layout.tsx';
import type { FormState } from '../../../web/forms.ts';

type NewCustomerPageProps = { shell: Shell; form: FormState; around: Around };

export function NewCustomerPage({ shell, form, around }: NewCustomerPageProps) {
  const { t, store } = shell;
  const asked = askedByStaff(store, null);
  const labels = {
    email: t('fields.email'),
    ...personLabels(shell, asked, around),
    language: t('fields.language'),
    isInvited: t('record.is_invited'),
  };
  return (
    <>
      <p class="crumb">
        <a href="/admin/customers">{t('customers.title')}</a>
      </p>
      <h1>{t('record.new')}</h1>
      <ProblemSummary t={t} form={form} labels={labels} />
      <form method="post" action="/admin/customers" class="narrow ms-0" novalidate>
        <EmailField t={t} form={form} autocomplete="off" />
        <PersonFields shell={shell} form={form} asked={asked} around={around} isOfAnother />
        <Choice t={t} form={form} name="language" label={labels.language} options={languageChoices(shell)} required />
        <Tick t={t} form={form} name="isInvited" label={labels.isInvited} hint={t('record.is_invited_hint')} />
        <button class="btn btn-primary" type="submit">
          {t('record.new_submit')}
        </button>
      </form>
    </>
  );
}
