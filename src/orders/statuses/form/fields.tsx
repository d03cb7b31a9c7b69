import { Choice, Field, LongText, Tick } from '../../../ui/fields.tsx';
import { languageName, type Shell } from '../../../ui/layout.tsx';
import { NameFields } from '../../../ui/names.tsx';
import { Radios } from '../../../ui/radios.tsx';
import type { FormState } from '../../../web/forms.ts';
import { statusName } from '../fields.tsx';
import type { Status } from '../following.ts';
import { longestText, mostDays } from '../input.ts';

const colours = ['grey', 'blue', 'green', 'amber', 'red', 'violet'] as const;
const triggers = [
  ...(['hand', 'placed', 'paid', 'shipped', 'delivered', 'cancelled', 'refunded'] as const),
  ...(['overdue', 'follows'] as const),
] as const;

export type StatusFieldsProps = {
  shell: Shell;
  form: FormState;
  /** Those that it may follow. */
  others: readonly Status[];
};

/** What the fields of a status are called, in their order. */
export function labelsOf({ t, store }: Shell): Record<string, string> {
  const inEach = (part: 'name' | 'text') =>
    store.languages.map((one) => [
      `${part}_${one}`,
      t(part === 'name' ? 'catalogue.name_in' : 'catalogue.text_in', { language: languageName(one) }),
    ]);
  return {
    ...Object.fromEntries([...inEach('name'), ...inEach('text')]),
    colour: t('statuses.colour'),
    trigger: t('statuses.trigger'),
    days: t('statuses.days'),
    after: t('statuses.after'),
    isTold: t('statuses.told'),
    document: t('statuses.document'),
  };
}

/** Everything that staff decide about a status. */
export function StatusFields({ shell, form, others }: StatusFieldsProps) {
  const { t } = shell;
  const labels = labelsOf(shell);
  const field = (name: string) => ({ t, form, name, label: labels[name] ?? name });
  return (
    <>
      <Words shell={shell} form={form} labels={labels} />
      <Radios
        {...field('colour')}
        required
        options={colours.map((value) => ({
          value,
          label: <span class={`tag tag-${value}`}>{t(`statuses.colour_${value}`)}</span>,
        }))}
      />
      <Radios
        {...field('trigger')}
        hint={t('statuses.trigger_hint')}
        required
        options={triggers.map((value) => ({ value, label: t(`statuses.set_by_${value}`) }))}
      />
      <div class="address-fields items-end">
        <div class="half">
          <Field
            {...field('days')}
            hint={t('statuses.days_hint', { most: String(mostDays) })}
            autocomplete="off"
            inputmode="numeric"
            maxlength={3}
            isMarked={false}
          />
        </div>
        <div class="half">
          <Choice
            {...field('after')}
            isMarked={false}
            options={[
              { value: '', label: t('statuses.after_none') },
              ...others.map(({ id, names }) => ({ value: id, label: statusName(shell, names) })),
            ]}
          />
        </div>
      </div>
      <Tick {...field('isTold')} hint={t('statuses.told_hint')} isMarked={false} />
      <Choice
        {...field('document')}
        hint={t('statuses.document_hint')}
        isMarked={false}
        options={[
          { value: '', label: t('statuses.document_none') },
          { value: 'invoice', label: t('documents.type_invoice') },
          { value: 'delivery_note', label: t('documents.type_delivery_note') },
        ]}
      />
    </>
  );
}

function Words({ shell, form, labels }: Omit<StatusFieldsProps, 'others'> & { labels: Record<string, string> }) {
  const { t, store } = shell;
  return (
    <>
      <div class="address-fields">
        <NameFields shell={shell} form={form} labels={labels} />
      </div>
      {store.languages.map((language, place) => (
        <LongText
          t={t}
          form={form}
          name={`text_${language}`}
          label={labels[`text_${language}`] ?? ''}
          hint={place === 0 ? t('statuses.text_hint') : undefined}
          maxlength={longestText}
        />
      ))}
    </>
  );
}
