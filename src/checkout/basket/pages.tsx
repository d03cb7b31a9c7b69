import { PriceTag, ProductLink } from '../../catalog/fields.tsx';
import { nameAt } from '../../catalog/products.ts';
import type { Terms } from '../../catalog/terms/terms.ts';
import type { Totals } from '../../orders/placing/totals.ts';
import { Notice, Problem, ProblemSummary } from '../../ui/fields.tsx';
import type { Shell } from '../../ui/layout.tsx';
import { amounts, whole } from '../../ui/money.ts';
import { emptyForm, type FormState } from '../../web/forms.ts';
import type { Priced } from './basket.ts';
import { Quantity, Sums } from './fields.tsx';
import type { Missing } from './reordering.ts';

/** What just happened, as the address of the page says it. */
export const notices = ['added', 'fewer', 'changed', 'removed', 'retired', 'sold_out'] as const;
type BasketNotice = (typeof notices)[number];

const refusals: readonly BasketNotice[] = ['retired', 'sold_out'];

/** A form of the page as it was typed, and of which product it is. */
export type Typed = { productId: string; form: FormState };

type BasketPageProps = {
  shell: Shell;
  items: readonly Priced[];
  totals: Totals;
  terms: Terms;
  /** What is missing of an order that was just ordered again. */
  missing: readonly Missing[] | null;
  notice: BasketNotice | undefined;
  typed: Typed | undefined;
};

export function BasketPage(props: BasketPageProps) {
  const { shell, items, notice, missing, typed } = props;
  const { t } = shell;
  return (
    <>
      <h1>{t('basket.title')}</h1>
      {notice && <Notice tone={refusals.includes(notice) ? 'refused' : 'done'}>{t(`basket.${notice}`)}</Notice>}
      {missing && <OrderedAgain shell={shell} missing={missing} />}
      {typed && <ProblemSummary t={t} form={typed.form} labels={{ quantity: t('orders.quantity') }} />}
      {items.length === 0 ? (
        <section class="panel">
          <h2>{t('basket.none_title')}</h2>
          <p>{t('basket.none')}</p>
          <p>
            <a href="/account/wishlist">{t('wishlist.title')}</a>
          </p>
        </section>
      ) : (
        <>
          <Items {...props} />
          <Sums {...props} />
        </>
      )}
    </>
  );
}

function OrderedAgain({ shell: { t, language }, missing }: { shell: Shell; missing: readonly Missing[] }) {
  if (missing.length === 0) return <Notice tone="done">{t('basket.again_all')}</Notice>;
  return (
    <div class="notice notice-refused" role="alert">
      <p>{t('basket.again_partly')}</p>
      <ul class="list-disc ps-5">
        {missing.map(({ name, ordered, stock, why }) => (
          <li>
            <bdi>{name}</bdi>:{' '}
            {t(`basket.missing_${why}`, { stock: whole(stock, language), ordered: whole(ordered, language) })}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Items({ shell, items, typed }: Pick<BasketPageProps, 'shell' | 'items' | 'typed'>) {
  const { t, store, language } = shell;
  const amount = amounts(store.currency, language);
  return (
    <table class="table with-fields">
      <thead>
        <tr>
          <th scope="col">{t('orders.product')}</th>
          <th scope="col" class="number">
            {t('orders.price')}
          </th>
          <th scope="col">{t('orders.quantity')}</th>
          <th scope="col" class="number">
            {t('orders.sum')}
          </th>
          <th scope="col">
            <span class="sr-only">{t('wishlist.remove')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => {
          const form = typed?.productId === item.productId ? typed.form : null;
          return <ItemRow shell={shell} item={item} form={form} amount={amount} />;
        })}
      </tbody>
    </table>
  );
}

type ItemRowProps = {
  shell: Shell;
  item: Priced;
  /** As it was typed, if it was refused just now. */
  form: FormState | null;
  amount: (minor: number) => string;
};

function ItemRow({ shell, item, form, amount }: ItemRowProps) {
  const { t, store, language } = shell;
  const name = nameAt(store, item, language);
  return (
    <tr>
      <td>
        {name === '' ? (
          t('basket.withdrawn')
        ) : (
          <ProductLink
            shell={shell}
            product={{ ...item, retiredAt: item.isOffered === 1 ? null : 0 }}
            class="underline font-medium"
          />
        )}
        {item.obstacle && (
          <p>
            {t(`products.${item.obstacle}`)}
            <span class="quiet"> · {t('basket.not_counted')}</span>
          </p>
        )}
        {!item.obstacle && item.available < item.quantity && (
          <p>{t('basket.only', { count: item.available, number: whole(item.available, language) })}</p>
        )}
      </td>
      <td class="number" data-label={item.obstacle ? undefined : t('orders.price')}>
        {!item.obstacle && <>{item.price && <PriceTag shell={shell} price={item.price} />}</>}
      </td>
      <td data-label={item.obstacle ? undefined : t('orders.quantity')}>
        {!item.obstacle && <QuantityForm shell={shell} item={item} name={name} form={form} />}
      </td>
      <td class="number" data-label={item.obstacle ? undefined : t('orders.sum')}>
        {!item.obstacle && item.price && amount(item.totalMinor)}
      </td>
      <td class="number">
        <form method="post" action={`/basket/items/${item.productId}/removal`}>
          <button
            class="btn btn-plain btn-sm"
            type="submit"
            aria-label={`${t('wishlist.remove')}: ${name || t('basket.withdrawn')}`}
          >
            {t('wishlist.remove')}
          </button>
        </form>
      </td>
    </tr>
  );
}

type QuantityFormProps = Omit<ItemRowProps, 'amount'> & { name: string };

/** The field that was refused is the one that the summary leads to. */
function QuantityForm({ shell, item, name, form }: QuantityFormProps) {
  const { t } = shell;
  const id = form ? 'quantity' : `quantity-${item.productId}`;
  return (
    <form method="post" action={`/basket/items/${item.productId}`} novalidate>
      <div class="acts">
        <label class="sr-only" for={id}>
          {t('basket.quantity_of', { name })}
        </label>
        <Quantity shell={shell} form={form ?? emptyForm} id={id} value={item.quantity} isSmall />
        <button class="btn btn-plain btn-sm" type="submit">
          {t('basket.change')}
          <span class="sr-only">: {name}</span>
        </button>
      </div>
      {form && <Problem t={t} form={form} name="quantity" />}
    </form>
  );
}
