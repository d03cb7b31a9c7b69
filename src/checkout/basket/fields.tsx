import type { Terms } from '../../catalog/terms/terms.ts';
import type { Totals } from '../../orders/placing/totals.ts';
import { Problem, described } from '../../ui/fields.tsx';
import type { Shell } from '../../ui/layout.tsx';
import { amounts, percent } from '../../ui/money.ts';
import type { FormState } from '../../web/forms.ts';
import type { Priced } from './basket.ts';
import { mostOfOne } from './filling.ts';

type QuantityProps = { shell: Shell; form: FormState; id: string; value: number; isSmall?: boolean };

/** How many, in a form of its own; its label stands before it. */
export function Quantity({ shell: { t }, form, id, value, isSmall = false }: QuantityProps) {
  return (
    <input
      class={isSmall ? 'input input-sm w-20' : 'input w-20'}
      type="number"
      id={id}
      name="quantity"
      min="1"
      max={String(mostOfOne)}
      required
      autocomplete="off"
      inputmode="numeric"
      value={form.values.quantity ?? String(value)}
      {...described({ t, form, name: 'quantity', label: '' })}
    />
  );
}

/** The form that puts a product into the basket, for the product's page. */
export function AddForm({ shell, form, slug }: { shell: Shell; form: FormState; slug: string }) {
  const { t } = shell;
  return (
    <form method="post" action={`/products/${slug}/basket`} class="field" novalidate>
      <label for="quantity">{t('orders.quantity')}</label>
      <div class="acts">
        <Quantity shell={shell} form={form} id="quantity" value={1} />
        <button class="btn btn-primary" type="submit">
          {t('basket.add')}
        </button>
      </div>
      <Problem t={t} form={form} name="quantity" />
    </form>
  );
}

type SumsProps = { shell: Shell; items: readonly Priced[]; totals: Totals; terms: Terms };

/** What a basket comes to, and the way on. */
export function Sums({ shell, items, totals, terms }: SumsProps) {
  const { t, store, language } = shell;
  if (!terms.seesPrices) return <SignInFirst shell={shell} />;
  const amount = amounts(store.currency, language);
  const isDiscounted = items.some(({ price }) => price?.rule.by === 'group');
  const isSomething = items.some(({ available }) => available > 0);
  return (
    <div class="part">
      <dl class="sums">
        {isDiscounted && terms.group && (
          <>
            <dt>{t('orders.discount_in', { group: terms.group.name })}</dt>
            <dd>{percent(terms.group.discountBasisPoints, language)}</dd>
          </>
        )}
        <dt class="font-semibold">{t('orders.total_with_tax', { tax: amount(totals.taxMinor) })}</dt>
        <dd class="font-semibold">{amount(totals.totalMinor)}</dd>
      </dl>
      <p class="quiet">{t('basket.shipping_later')}</p>
      {isSomething && (
        <p>
          <a class="btn btn-primary" href="/checkout">
            {t('checkout.begin')}
          </a>
        </p>
      )}
    </div>
  );
}

function SignInFirst({ shell: { t } }: { shell: Shell }) {
  return (
    <div class="part">
      <p>{t('products.prices_for_customers')}</p>
      <p>
        <a class="btn btn-primary" href="/login?next=%2Fbasket">
          {t('layout.sign_in')}
        </a>
      </p>
    </div>
  );
}
