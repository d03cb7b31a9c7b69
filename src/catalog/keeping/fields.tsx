// The form of a product.
import type { Category } from '../categories/categories.ts';
import type { Group } from '../../groups/groups.ts';
import { Choice, Field, LongText, Tick } from '../../ui/fields.tsx';
import type { Shell } from '../../ui/layout.tsx';
import { languageName } from '../../ui/layout.tsx';
import type { FormState } from '../../web/forms.ts';
import { longestName } from '../../web/translations.ts';
import { AudienceFields } from '../audience/fields.tsx';
import { nameAt } from '../products.ts';
import { longestText, taxClasses } from './input.ts';

/** What there is to choose from at the store. */
export type Offered = { groups: readonly Group[]; categories: readonly Category[] };

type ProductFieldsProps = Offered & { shell: Shell; form: FormState };

/** The fields by their names, in their order, with what they are called. */
export function labelsOf({ t, store }: Shell): Record<string, string> {
  const words = store.languages.flatMap((one) => {
    const language = languageName(one);
    return [
      [`name_${one}`, t('catalogue.name_in', { language })],
      [`text_${one}`, t('catalogue.text_in', { language })],
    ] as const;
  });
  return {
    ...Object.fromEntries(words),
    slug: t('catalogue.slug'),
    sku: t('catalogue.sku'),
    price: t('catalogue.price_in', { currency: store.currency }),
    taxClass: t('catalogue.tax_class'),
    stock: t('catalogue.stock'),
    visibility: t('audience.title'),
  };
}

export function ProductFields(props: ProductFieldsProps) {
  return (
    <div class="halves">
      <div>
        <WordsFields {...props} />
      </div>
      <div>
        <SaleFields {...props} />
        <AudienceFields t={props.shell.t} form={props.form} groups={props.groups} />
        <CategoryFields {...props} />
      </div>
    </div>
  );
}

function WordsFields({ shell, form }: ProductFieldsProps) {
  const { t, store } = shell;
  const labels = labelsOf(shell);
  return (
    <fieldset class="part">
      <legend>{t('catalogue.words')}</legend>
      {store.languages.map((language, place) => {
        const named = { t, form, name: `name_${language}`, label: labels[`name_${language}`] ?? '' };
        const said = { t, form, name: `text_${language}`, label: labels[`text_${language}`] ?? '' };
        return (
          <>
            <Field {...named} autocomplete="off" maxlength={longestName} required={place === 0} />
            <LongText
              {...said}
              maxlength={longestText}
              rows={5}
              hint={place === 0 ? t('catalogue.text_hint') : undefined}
            />
          </>
        );
      })}
    </fieldset>
  );
}

function SaleFields({ shell, form }: ProductFieldsProps) {
  const { t } = shell;
  const labels = labelsOf(shell);
  const field = (name: 'slug' | 'sku' | 'price' | 'taxClass' | 'stock') => ({
    t,
    form,
    name,
    label: labels[name] ?? '',
  });
  const taxes = taxClasses.map((one) => ({ value: one, label: t(`catalogue.tax_${one}`) }));
  return (
    <fieldset class="part">
      <legend>{t('catalogue.sale')}</legend>
      <Field {...field('sku')} autocomplete="off" maxlength={40} required />
      <Field {...field('price')} autocomplete="off" inputmode="decimal" maxlength={20} required />
      <Choice {...field('taxClass')} options={taxes} isMarked={false} />
      <Field
        {...field('stock')}
        autocomplete="off"
        inputmode="numeric"
        maxlength={7}
        hint={t('catalogue.stock_hint')}
      />
      <Field {...field('slug')} autocomplete="off" maxlength={80} hint={t('catalogue.slug_hint')} />
      {(['stockShown', 'updatedAt'] as const).map(
        (name) => name in form.values && <input type="hidden" name={name} value={form.values[name]} />,
      )}
    </fieldset>
  );
}

function CategoryFields({ shell: { t, store, language }, form, categories }: ProductFieldsProps) {
  return (
    <fieldset class="part">
      <legend>{t('catalogue.categories')}</legend>
      {categories.length === 0 ? (
        <p class="quiet">{t('catalogue.no_categories')}</p>
      ) : (
        <div class="ticks">
          {categories.map((category) => (
            <Tick t={t} form={form} name={`category_${category.id}`} label={nameAt(store, category, language)} />
          ))}
        </div>
      )}
    </fieldset>
  );
}
