import { isAtLeast, type Role } from '../../staff/roles.ts';
import { Notice, ProblemSummary } from '../../ui/fields.tsx';
import { dates } from '../../ui/dates.ts';
import type { Shell } from '../../ui/layout.tsx';
import type { FormState } from '../../web/forms.ts';
import { PictureSection } from '../pictures/fields.tsx';
import { nameAt } from '../products.ts';
import { labelsOf, ProductFields, type Offered } from './fields.tsx';
import type { Kept } from './reading.ts';
import { StateTag } from './list/pages.tsx';

const here = '/admin/products';

type NewProductPageProps = Offered & { shell: Shell; form: FormState };

export function NewProductPage({ shell, form, ...offered }: NewProductPageProps) {
  const { t } = shell;
  return (
    <>
      <p class="crumb">
        <a href={here}>{t('catalogue.all')}</a>
      </p>
      <h1>{t('catalogue.new')}</h1>
      <ProblemSummary t={t} form={form} labels={labelsOf(shell)} />
      <form method="post" action={here} class="part" novalidate>
        <ProductFields shell={shell} form={form} {...offered} />
        <button class="btn btn-primary self-start" type="submit">
          {t('catalogue.add')}
        </button>
      </form>
    </>
  );
}

/** What just happened, as the address of the page says it. */
export const happenings = ['added', 'changed', 'retired', 'sold_again', 'picture_set', 'picture_removed'] as const;

type ProductDeskPageProps = Offered & {
  shell: Shell;
  role: Role;
  product: Kept;
  /** The product as it is, or as it was typed. */
  form: FormState;
  pictureForm: FormState;
  done: (typeof happenings)[number] | undefined;
  /** Whether somebody else was quicker than what was typed. */
  isChangedMeanwhile: boolean;
};

export function ProductDeskPage(props: ProductDeskPageProps) {
  const { shell, role, product, form, pictureForm, done, isChangedMeanwhile, ...offered } = props;
  const { t, store, language } = shell;
  const mayChange = isAtLeast(role, 'manager');
  const at = `${here}/${product.id}`;
  return (
    <>
      <p class="crumb">
        <a href={here}>{t('catalogue.all')}</a>
      </p>
      <div class="headline">
        <h1>
          <bdi>{nameAt(store, product, language)}</bdi>
        </h1>
        <StateTag shell={shell} product={product} />
        {product.retiredAt === null && product.visibility === 'everyone' && (
          <a class="underline" href={`/products/${product.slug}`}>
            {t('catalogue.to_shop')}
          </a>
        )}
      </div>
      {done && <Notice tone="done">{t(`catalogue.done_${done}`)}</Notice>}
      {isChangedMeanwhile && (
        <Notice tone="refused">
          {t('catalogue.changed_meanwhile')} <a href={at}>{t('catalogue.as_it_is')}</a> {t('catalogue.save_over')}
        </Notice>
      )}
      <ProblemSummary t={t} form={form} labels={labelsOf(shell)} />
      <ProblemSummary t={t} form={pictureForm} labels={{ picture: t('catalogue.picture') }} />
      {mayChange ? (
        <form method="post" action={at} class="part" novalidate>
          <ProductFields shell={shell} form={form} {...offered} />
          <button class="btn btn-primary self-start" type="submit">
            {t('catalogue.save')}
          </button>
        </form>
      ) : (
        <fieldset class="part" disabled>
          <legend class="sr-only">{nameAt(store, product, language)}</legend>
          <ProductFields shell={shell} form={form} {...offered} />
        </fieldset>
      )}
      <PictureSection shell={shell} product={product} form={pictureForm} mayChange={mayChange} />
      <SaleSection shell={shell} product={product} mayChange={mayChange} />
    </>
  );
}

type SaleSectionProps = { shell: Shell; product: Kept; mayChange: boolean };

function SaleSection({ shell: { t, language, store }, product, mayChange }: SaleSectionProps) {
  const { id, retiredAt } = product;
  return (
    <section class="part">
      <h2>{t('catalogue.retire_title')}</h2>
      <p>
        {retiredAt === null
          ? t('catalogue.retire_hint')
          : t('catalogue.retired_since', { day: dates(language, store.timeZone)(retiredAt) })}
      </p>
      {mayChange && (
        <form method="post" action={`${here}/${id}/${retiredAt === null ? 'retirement' : 'sale'}`}>
          <button class="btn btn-plain" type="submit">
            {t(retiredAt === null ? 'catalogue.retire' : 'catalogue.sell_again')}
          </button>
        </form>
      )}
    </section>
  );
}
