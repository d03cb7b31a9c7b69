// The lines of an order as staff fill them in: rows with fields, and one more field that puts the next product in.
import { explain, hindranceOf } from '../../../catalog/terms/explaining.ts';
import type { Terms } from '../../../catalog/terms/terms.ts';
import { nameAt } from '../../../catalog/products.ts';
import { amountIn, amountAsTyped } from '../../../ui/amounts.ts';
import { described, Problem } from '../../../ui/fields.tsx';
import type { Shell } from '../../../ui/layout.tsx';
import { amounts, whole } from '../../../ui/money.ts';
import type { FormState } from '../../../web/forms.ts';
import type { Good } from '../goods.ts';
import { linesIn, type TypedLine } from '../input.ts';

export type LinesProps = {
  shell: Shell;
  form: FormState;
  terms: Terms;
  goods: readonly Good[];
  /** What the words in the field for products may mean, to choose from. */
  meant: readonly Good[];
  /** Whether the next product is typed now. */
  isAdding: boolean;
};

/** What the fields of the lines are called, in their order. */
export function lineLabels({
  shell,
  form,
  goods,
}: Pick<LinesProps, 'shell' | 'form' | 'goods'>): Record<string, string> {
  const { t, store, language } = shell;
  const each = linesIn(form.values).flatMap(({ place, productId }) => {
    const good = goods.find(({ id }) => id === productId);
    const name = good ? nameAt(store, good, language) : '';
    return [
      [`quantity_${place}`, `${t('orders.quantity')}: ${name}`] as const,
      [`price_${place}`, `${t('making.set_price')}: ${name}`] as const,
    ];
  });
  return { ...Object.fromEntries(each), product: t('making.product') };
}

export function Lines(props: LinesProps) {
  const { t } = props.shell;
  const lines = linesIn(props.form.values);
  return (
    <fieldset class="part">
      <legend>{t('making.lines')}</legend>
      {lines.length > 0 && (
        <table class="table with-fields">
          <thead>
            <tr>
              <th scope="col">{t('orders.product')}</th>
              <th scope="col">{t('orders.quantity')}</th>
              <th scope="col" class="number">
                {t('making.own_price')}
              </th>
              <th scope="col">{t('making.set_price')}</th>
              <th scope="col" class="number">
                {t('orders.sum')}
              </th>
              <th scope="col">
                <span class="sr-only">{t('wishlist.remove')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <LineRow {...props} line={line} />
            ))}
          </tbody>
        </table>
      )}
      <Adding {...props} />
    </fieldset>
  );
}

function LineRow({ shell, form, terms, goods, line }: LinesProps & { line: TypedLine }) {
  const { t, store, language } = shell;
  const good = goods.find(({ id }) => id === line.productId);
  if (!good) return null;
  const name = nameAt(store, good, language);
  const amount = amounts(store.currency, language);
  const { price } = explain(terms, good);
  const set = amountIn(store.currency).safeParse(line.price).data;
  const sum = (set ?? price.minor) * Number(/^\d{1,3}$/.exec(line.quantity)?.[0] ?? 0);
  const fieldOf = (what: 'quantity' | 'price', label: string) => {
    const field = `${what}_${line.place}`;
    return { id: field, name: field, 'aria-label': `${label}: ${name}`, ...described({ t, form, name: field, label }) };
  };
  return (
    <tr>
      <td>
        <input type="hidden" name={`line_${line.place}`} value={line.productId} />
        <bdi>{name}</bdi> <span class="quiet">{good.sku}</span>
        <About shell={shell} terms={terms} good={good} />
      </td>
      <td data-label={t('orders.quantity')}>
        <input
          class="input input-sm w-20"
          {...fieldOf('quantity', t('orders.quantity'))}
          inputmode="numeric"
          autocomplete="off"
          maxlength={3}
          value={line.quantity}
        />
        <Problem t={t} form={form} name={`quantity_${line.place}`} />
      </td>
      <td class="number" data-label={t('making.own_price')}>
        {amount(price.minor)}
      </td>
      <td data-label={t('making.set_price')}>
        <input
          class="input input-sm w-28"
          {...fieldOf('price', t('making.set_price'))}
          inputmode="decimal"
          autocomplete="off"
          maxlength={20}
          value={line.price}
          placeholder={amountAsTyped(price.minor, store.currency, language)}
        />
        {set !== undefined && set !== price.minor && (
          <span class="quiet tabular-nums whitespace-nowrap"> {signedAmount(amount, set - price.minor)}</span>
        )}
        <Problem t={t} form={form} name={`price_${line.place}`} />
      </td>
      <td class="number" data-label={t('orders.sum')}>
        {amount(sum)}
      </td>
      <td class="number">
        <button
          class="btn btn-plain btn-sm"
          type="submit"
          name="step"
          value={`remove:${line.place}`}
          aria-label={`${t('wishlist.remove')}: ${name}`}
        >
          {t('wishlist.remove')}
        </button>
      </td>
    </tr>
  );
}

/** How much more or less: `+€5.00`, `−€5.00`. */
export function signedAmount(amount: (minor: number) => string, minor: number): string {
  return `${minor < 0 ? '−' : '+'}${amount(Math.abs(minor))}`;
}

/** How many there are, and whether the customer would not find it themselves. */
function About({ shell: { t, language }, terms, good }: Pick<LinesProps, 'shell' | 'terms'> & { good: Good }) {
  const hindrance = hindranceOf(terms, good);
  return (
    <>
      {good.stock !== null && (
        <span class="quiet"> · {t('making.in_stock', { number: whole(good.stock, language) })}</span>
      )}
      {good.retiredAt !== null && <span class="tag tag-denied">{t('catalogue.retired')}</span>}
      {good.retiredAt === null && hindrance !== null && <span class="tag">{t('making.not_shown')}</span>}
    </>
  );
}

/** The field for the next product, and what its words may mean. */
function Adding({ shell, form, meant, isAdding }: LinesProps) {
  const { t, store, language } = shell;
  const label = t('making.product');
  const amount = amounts(store.currency, language);
  return (
    <div class="field">
      <label for="product">{label}</label>
      <div class="flex gap-3">
        <input
          class="input w-full"
          id="product"
          name="product"
          autocomplete="off"
          enterkeyhint="next"
          maxlength={100}
          value={form.values.product}
          autofocus={isAdding}
          {...described({ t, form, name: 'product', label })}
        />
        <button class="btn btn-plain" type="submit" name="step" value="add">
          {t('making.add')}
        </button>
      </div>
      <Problem t={t} form={form} name="product" />
      {meant.length > 0 && (
        <div role="group" aria-label={t('making.which')} class="part">
          <p role="status">{t('making.which')}</p>
          <ul class="acts">
            {meant.map((good) => (
              <li>
                <button
                  class="btn btn-plain btn-sm h-auto py-1 text-start"
                  type="submit"
                  name="step"
                  value={`take:${good.id}`}
                >
                  <span>
                    <bdi>{nameAt(store, good, language)}</bdi> · {good.sku} · {amount(good.priceMinor)}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
