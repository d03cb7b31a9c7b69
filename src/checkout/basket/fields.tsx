import { Problem, described } from '../../ui/fields.tsx';
import type { Shell } from '../../ui/layout.tsx';
import type { FormState } from '../../web/forms.ts';
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
