import { Field, ProblemSummary } from '../../../ui/fields.tsx';
import type { Shell } from '../../../ui/layout.tsx';
import { money, percent } from '../../../ui/money.ts';
import { Pager } from '../../../ui/pager.tsx';
import type { FormState } from '../../../web/forms.ts';
import { nameAt } from '../../products.ts';
import type { FoundList } from '../price-lists.ts';
import type { Item } from './items.ts';

export type ItemsPartProps = {
  shell: Shell;
  list: FoundList;
  items: readonly Item[];
  /** The cursor of the next page; null on the last. */
  next: string | null;
  isFirst: boolean;
  form: FormState;
  mayChange: boolean;
};

/** What a list says of products, one by one. */
export function ItemsPart(props: ItemsPartProps) {
  const { shell, list, items, next, isFirst, mayChange } = props;
  const { t } = shell;
  const at = `/admin/price-lists/${list.id}`;
  return (
    <section class="part" id="items">
      <h2>{t('price_lists.items_title')}</h2>
      {items.length === 0 ? <p class="quiet">{t('price_lists.no_items')}</p> : <ItemsTable {...props} />}
      <Pager t={t} first={isFirst ? null : `${at}#items`} next={next && `${at}?after=${next}#items`} />
      {mayChange && <ItemForm {...props} />}
    </section>
  );
}

function ItemsTable(props: ItemsPartProps) {
  const { t } = props.shell;
  return (
    <table class="table">
      <thead>
        <tr>
          <th scope="col">{t('orders.product')}</th>
          <th scope="col" class="number">
            {t('price_lists.standard')}
          </th>
          <th scope="col" class="number">
            {t('price_lists.here')}
          </th>
          {props.mayChange && (
            <th scope="col">
              <span class="sr-only">{t('price_lists.change')}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {props.items.map((item) => (
          <ItemRow {...props} item={item} />
        ))}
      </tbody>
    </table>
  );
}

function ItemRow(props: ItemsPartProps & { item: Item }) {
  const { shell, item, mayChange } = props;
  const { t, store, language } = shell;
  const { priceMinor, percentBasisPoints } = item;
  const name = nameAt(store, item, language);
  return (
    <tr>
      <td>
        <bdi>{name}</bdi> <span class="quiet">{item.sku}</span>
        {item.retiredAt !== null && <span class="tag">{t('products.retired')}</span>}
      </td>
      <td class="number" data-label={t('price_lists.standard')}>
        {money(item.standardMinor, store.currency, language)}
      </td>
      <td class="number" data-label={t('price_lists.here')}>
        {priceMinor === null
          ? t('price_lists.off', { percent: percent(percentBasisPoints ?? 0, language) })
          : money(priceMinor, store.currency, language)}
      </td>
      {mayChange && (
        <td>
          <ItemActs {...props} name={name} />
        </td>
      )}
    </tr>
  );
}

function ItemActs({ shell: { t }, list, item, name }: ItemsPartProps & { item: Item; name: string }) {
  const at = `/admin/price-lists/${list.id}`;
  return (
    <form method="post" action={`${at}/items/removal`} class="acts">
      <input type="hidden" name="asOf" value={String(list.updatedAt)} />
      <input type="hidden" name="product" value={item.id} />
      <a class="underline" href={`${at}?product=${encodeURIComponent(item.sku)}#product`}>
        {t('price_lists.change')}
        <span class="sr-only">: {name}</span>
      </a>
      <button class="btn btn-plain btn-sm" type="submit">
        {t('price_lists.take_out')}
        <span class="sr-only">: {name}</span>
      </button>
    </form>
  );
}

function ItemForm({ shell: { t, store }, list, form }: ItemsPartProps) {
  const labels = {
    product: t('orders.product'),
    price: t('price_lists.price_in', { currency: store.currency }),
    off: t('price_lists.or_percent'),
  };
  const field = (name: keyof typeof labels) => ({ t, form, name, label: labels[name], autocomplete: 'off' });
  return (
    <form method="post" action={`/admin/price-lists/${list.id}/items`} class="panel gap-4" novalidate>
      <h3 class="font-semibold">{t('price_lists.put_title')}</h3>
      <ProblemSummary t={t} form={form} labels={labels} />
      <input type="hidden" name="asOf" value={String(list.updatedAt)} />
      <Field {...field('product')} hint={t('price_lists.product_hint')} maxlength={100} required />
      <div class="address-fields items-end">
        <div class="half">
          <Field {...field('price')} inputmode="decimal" maxlength={16} isMarked={false} />
        </div>
        <div class="half">
          <Field {...field('off')} inputmode="decimal" maxlength={8} isMarked={false} />
        </div>
      </div>
      <button class="btn btn-primary self-start" type="submit">
        {t('price_lists.put')}
      </button>
    </form>
  );
}
