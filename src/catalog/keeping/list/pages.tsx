import { isAtLeast, type Role } from '../../../staff/roles.ts';
import { Filter, filledIn } from '../../../ui/filters.tsx';
import type { Shell } from '../../../ui/layout.tsx';
import { amounts, whole } from '../../../ui/money.ts';
import { Pager } from '../../../ui/pager.tsx';
import { ProductPicture } from '../../fields.tsx';
import { nameAt } from '../../products.ts';
import { states, type Row } from './list.ts';

const here = '/admin/products';

type ProductsPageProps = {
  shell: Shell;
  role: Role;
  products: readonly Row[];
  /** What is asked for, as it stands in the address. */
  typed: Readonly<Record<string, string>>;
  /** The cursor of the next page; null on the last. */
  next: string | null;
};

export function ProductsPage({ shell, role, products, typed, next }: ProductsPageProps) {
  const { t } = shell;
  const wanted = filledIn(typed, 'after');
  const at = (more: Record<string, string>) => `${here}?${new URLSearchParams({ ...wanted, ...more }).toString()}`;
  return (
    <>
      <div class="title">
        <h1>{t('catalogue.title')}</h1>
        {isAtLeast(role, 'manager') && (
          <a class="btn btn-primary btn-sm" href={`${here}/new`}>
            {t('catalogue.new')}
          </a>
        )}
      </div>
      <form method="get" action={here} role="search" class="search">
        <label class="field search-words">
          {t('catalogue.find')}
          <input class="input w-full" type="search" name="q" value={typed.q} maxlength={100} autocomplete="off" />
        </label>
        <Filter
          name="state"
          label={t('catalogue.state')}
          options={states.map((one) => ({ value: one, label: t(`catalogue.${one}`) }))}
          chosen={typed.state}
        />
        <button class="btn btn-primary" type="submit">
          {t('customers.search')}
        </button>
      </form>
      {products.length === 0 ? (
        <p role="status">{t(emptyWord(wanted, typed.after !== undefined))}</p>
      ) : (
        <ProductsTable shell={shell} products={products} />
      )}
      <Pager t={t} first={typed.after ? at({}) : null} next={next && at({ after: next })} />
    </>
  );
}

/** Why there is nothing: none at all, none that matches, or no more than the pages before have shown. */
function emptyWord(wanted: Readonly<Record<string, string>>, isLater: boolean) {
  if (isLater) return 'catalogue.no_more';
  return Object.keys(wanted).length === 0 ? 'catalogue.empty' : 'catalogue.none';
}

function ProductsTable({ shell, products }: { shell: Shell; products: readonly Row[] }) {
  const { t, language, store } = shell;
  const priced = amounts(store.currency, language);
  return (
    <table class="table">
      <thead>
        <tr>
          <th scope="col">{t('orders.product')}</th>
          <th scope="col">{t('catalogue.sku')}</th>
          <th scope="col" class="number">
            {t('orders.price')}
          </th>
          <th scope="col" class="number">
            {t('catalogue.stock')}
          </th>
        </tr>
      </thead>
      <tbody>
        {products.map((product) => (
          <tr>
            <td>
              <span class="with-picture">
                <ProductPicture shell={shell} product={product} isNamed={false} class="thumb" />
                <span>
                  <a class="underline font-medium" href={`${here}/${product.id}`}>
                    <bdi>{nameAt(store, product, language)}</bdi>
                  </a>
                  <StateTag shell={shell} product={product} />
                </span>
              </span>
            </td>
            <td data-label={t('catalogue.sku')}>
              <bdi>{product.sku}</bdi>
            </td>
            <td class="number" data-label={t('orders.price')}>
              {priced(product.priceMinor)}
            </td>
            <td class="number" data-label={t('catalogue.stock')}>
              {product.stock === null ? t('catalogue.not_counted') : whole(product.stock, language)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What keeps a product from somebody: that it is not sold, that there is none, or that it is for others. */
export function StateTag({
  shell: { t },
  product,
}: {
  shell: Shell;
  product: Pick<Row, 'retiredAt' | 'stock' | 'visibility'>;
}) {
  const { retiredAt, stock, visibility } = product;
  if (retiredAt !== null) return <span class="tag tag-denied">{t('catalogue.retired')}</span>;
  return (
    <>
      {stock === 0 && <span class="tag tag-pending">{t('catalogue.sold_out')}</span>}
      {visibility !== 'everyone' && <span class="tag">{t(`catalogue.only_${visibility}`)}</span>}
    </>
  );
}
