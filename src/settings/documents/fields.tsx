// Which papers customers see, and how orders and papers are numbered.
import * as z from 'zod';
import { ticked, ticks } from '../../catalog/audience/input.ts';
import { formatOf, lastNumbers, nextNumber, type Counted } from '../../documents/numbers.ts';
import { documentTypes, numberFormat } from '../../stores/policies.ts';
import type { Store } from '../../stores/stores.ts';
import { settingChoices, settingName, settingValue } from '../../stores/words.ts';
import { Field, Tick } from '../../ui/fields.tsx';
import { optionalLine, requiredLine } from '../../web/lines.ts';
import { See, type GroupFieldsProps, type SettingsGroup } from '../fields.tsx';

/** A confirmation has the number of its order. */
const numbered = documentTypes.filter((type) => type !== 'order');

const fieldOf = (counted: Counted) =>
  counted === 'order' ? 'shop.orderNumberFormat' : `shop.paperNumberFormats.${counted}`;

const isFormat = (typed: string) => typed === '' || numberFormat.safeParse(typed).success;

const schema = z
  .object({
    'shop.orderNumberFormat': requiredLine(40).prefault('').refine(isFormat, 'number_format_invalid'),
  })
  .and(z.object(ticks('shown', documentTypes)))
  .and(
    z.object(
      Object.fromEntries(
        numbered.map((type) => [
          fieldOf(type),
          optionalLine(40).prefault('').refine(isFormat, 'number_format_invalid'),
        ]),
      ),
    ),
  )
  .transform(({ 'shop.orderNumberFormat': orderNumberFormat, ...typed }: Record<string, unknown>) => {
    const own = numbered.map((type) => [type, typed[fieldOf(type)]] as const).filter(([, format]) => format !== '');
    const shown = ticked(typed, 'shown', documentTypes);
    return ({ policies: { shop } }: Store) => ({
      policies: {
        documentsShown: documentTypes.filter((type) => shown.includes(type)),
        shop: {
          ...shop,
          orderNumberFormat: String(orderNumberFormat),
          paperNumberFormats: Object.fromEntries(own.map(([type, format]) => [type, String(format)])),
        },
      },
    });
  });

export const documents: SettingsGroup = {
  path: 'documents',
  title: (t) => t('settings.documents_title'),
  about: (t) => t('settings.documents_about'),
  schema: () => schema,
  asTyped: ({ policies: { documentsShown, shop } }) => ({
    ...Object.fromEntries(documentsShown.map((type) => [`shown_${type}`, 'on'])),
    'shop.orderNumberFormat': shop.orderNumberFormat,
    ...Object.fromEntries(numbered.map((type) => [fieldOf(type), shop.paperNumberFormats[type] ?? ''])),
  }),
  labels: ({ t }) => ({
    ...Object.fromEntries(settingChoices(t, 'documentsShown').map(({ value, label }) => [`shown_${value}`, label])),
    ...Object.fromEntries((['order', ...numbered] as const).map((one) => [fieldOf(one), settingName(t, fieldOf(one))])),
  }),
  Fields: DocumentsFields,
  figures: lastNumbers,
  facts: ({ t, store }) => [
    [settingName(t, 'documentsShown'), settingValue(t, 'documentsShown', store.policies.documentsShown.join(', '))],
    ...(['order', ...numbered] as const).map((one) => [settingName(t, fieldOf(one)), formatOf(store, one)] as const),
  ],
};

function DocumentsFields({ shell, form, figures, now }: GroupFieldsProps) {
  const { t } = shell;
  const shown = settingName(t, 'documentsShown');
  return (
    <>
      <fieldset class="field">
        <legend class="font-medium">{shown}</legend>
        <p class="quiet">{t('settings.documents_shown_hint')}</p>
        {settingChoices(t, 'documentsShown').map(({ value, label }) => (
          <Tick t={t} form={form} name={`shown_${value}`} label={label} isMarked={false} />
        ))}
        <See t={t} what={shown} at="/account/documents" />
      </fieldset>
      <p>{t('settings.formats_hint')}</p>
      {(['order', ...numbered] as const).map((counted) => (
        <FormatField shell={shell} form={form} figures={figures} now={now} counted={counted} />
      ))}
    </>
  );
}

/** A format, and what would be numbered next by it. */
function FormatField({ shell, form, figures, now, counted }: GroupFieldsProps & { counted: Counted }) {
  const { t, store } = shell;
  const name = fieldOf(counted);
  const label = settingName(t, name);
  const format = form.values[name] || form.values[fieldOf('order')] || formatOf(store, counted);
  return (
    <Field
      t={t}
      form={form}
      name={name}
      label={label}
      {...(isFormat(format) && {
        hint: t('settings.next_number', { number: nextNumber(store, { counted, format, lasts: figures }, now) }),
      })}
      autocomplete="off"
      maxlength={40}
      required={counted === 'order'}
      below={<See t={t} what={label} at={counted === 'order' ? '/account/orders' : '/account/documents'} />}
    />
  );
}
