import { PriceTag } from '../../../../catalog/fields.tsx';
import { nameAt } from '../../../../catalog/products.ts';
import { explain, hindranceOf, type Explained } from '../../../../catalog/terms/explaining.ts';
import type { Rule } from '../../../../catalog/terms/prices.ts';
import type { Terms } from '../../../../catalog/terms/terms.ts';
import { countryName } from '../../../../customers/addresses/countries.ts';
import { Facts } from '../../../../ui/facts.tsx';
import { Field, Notice } from '../../../../ui/fields.tsx';
import type { Shell } from '../../../../ui/layout.tsx';
import { percent } from '../../../../ui/money.ts';
import { pathOf } from '../frame.tsx';
import type { CustomerRecord } from '../reading.ts';
import type { Asked } from './reading.ts';

type TermsTabProps = {
  shell: Shell;
  record: CustomerRecord;
  terms: Terms;
  /** Whether the country is that of their default address for delivery. */
  hasAddress: boolean;
  /** Of the groups of the store, by their ids. */
  names: ReadonlyMap<string, string>;
  /** What staff typed to find a product. */
  typed: string;
  product: Asked | undefined;
};

export function TermsTab(props: TermsTabProps) {
  const { shell, record, typed, product } = props;
  const { t } = shell;
  return (
    <>
      <section class="part">
        <h2>{t('terms.title')}</h2>
        <Basics {...props} />
      </section>
      <section class="part">
        <h2>{t('terms.why')}</h2>
        <form method="get" action={pathOf(record.id, 'terms')} class="flex flex-col gap-4 max-w-2xl">
          <Field
            t={t}
            form={{ values: { product: typed }, problems: {} }}
            name="product"
            label={t('orders.product')}
            hint={t('price_lists.product_hint')}
            autocomplete="off"
            maxlength={100}
            required
          />
          <button class="btn btn-plain self-start" type="submit">
            {t('terms.explain')}
          </button>
        </form>
        {typed !== '' && !product && <Notice tone="refused">{t('problems.product_unknown')}</Notice>}
        {product && <Answer {...props} product={product} />}
      </section>
    </>
  );
}

/** What decides of everything that they see. */
function Basics({ shell, record, terms, hasAddress }: TermsTabProps) {
  const { t, language } = shell;
  const { group, country } = terms;
  const discount = group === null ? '' : percent(group.discountBasisPoints, language);
  const standing = !terms.mayEnter ? 'closed' : terms.seesPrices ? 'open' : 'no_prices';
  return (
    <Facts
      facts={[
        [t('customers.status'), t(`terms.status_${record.status}`)],
        [
          t('customers.group'),
          group === null
            ? t('terms.no_group')
            : t(`terms.group_${wayInto(record)}`, { name: group.name, percent: discount }),
        ],
        [
          t('customers.country'),
          t(hasAddress && terms.isCustomer ? 'terms.country_own' : 'terms.country_first', {
            name: countryName(country, language),
          }),
        ],
        [t('terms.shop'), t(`terms.shop_${standing}`)],
      ]}
    />
  );
}

/** How they came into their group. */
function wayInto({ isGroupByHand, groupId }: CustomerRecord): 'by_hand' | 'by_default' | 'by_rule' {
  if (isGroupByHand) return 'by_hand';
  return groupId === null ? 'by_default' : 'by_rule';
}

function Answer(props: TermsTabProps & { product: Asked }) {
  const { shell, terms, product } = props;
  const { t, store, language } = shell;
  const { price, lists } = explain(terms, product);
  return (
    <div class="panel">
      <h3 class="font-semibold">
        <bdi>{nameAt(store, product, language)}</bdi> <span class="quiet">{product.sku}</span>
      </h3>
      <p>{product.isSeen ? t('terms.seen') : <Unseen {...props} />}</p>
      <p>
        {t(terms.seesPrices ? 'terms.price' : 'terms.would_pay')}{' '}
        <strong>
          <PriceTag shell={shell} price={price} />
        </strong>
      </p>
      <p>{reasonOf(shell, price.rule)}</p>
      {lists.length > 0 && <Lists shell={shell} lists={lists} />}
    </div>
  );
}

/** Why they do not see it. */
function Unseen({ shell: { t }, terms, names, product }: TermsTabProps & { product: Asked }) {
  const groups = product.groupIds.map((id) => names.get(id) ?? t('price_lists.group_gone')).join(', ');
  return t(`terms.unseen_${hindranceOf(terms, product) ?? 'retired'}`, { groups });
}

/** What decided the price. */
function reasonOf({ t, language }: Shell, rule: Rule): string {
  switch (rule.by) {
    case 'list': {
      const off = rule.percentBasisPoints;
      if (off === null) return t('terms.by_list', { name: rule.name });
      return t('terms.by_list_percent', { name: rule.name, percent: percent(off, language) });
    }
    case 'group':
      return t('terms.by_group', { name: rule.name, percent: percent(rule.discountBasisPoints, language) });
    case 'standard':
      return t('terms.by_standard');
  }
}

function Lists({ shell: { t }, lists }: { shell: Shell; lists: Explained['lists'] }) {
  return (
    <table class="table">
      <caption class="text-start font-medium">{t('terms.lists')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('price_lists.list')}</th>
          <th scope="col">{t('terms.outcome')}</th>
        </tr>
      </thead>
      <tbody>
        {lists.map(({ list, outcome }) => (
          <tr>
            <td>
              <a class="underline" dir="auto" href={`/admin/price-lists/${list.id}`}>
                {list.name}
              </a>
            </td>
            <td data-label={t('terms.outcome')}>
              {outcome === 'won' ? <strong>{t('terms.won')}</strong> : t(`terms.${outcome}`)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
