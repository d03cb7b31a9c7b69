import { AddressFields } from '../../customers/addresses/fields.tsx';
import { prefixes } from '../../customers/addresses/input.ts';
import { longestVatId } from '../../customers/vat-ids.ts';
import { Choice, Field, LongText, Notice, ProblemSummary, Tick } from '../../ui/fields.tsx';
import type { Shell } from '../../ui/layout.tsx';
import { Radios } from '../../ui/radios.tsx';
import type { FormState } from '../../web/forms.ts';
import { carriersOf, longestCode } from '../details/carriers.ts';
import { Timeline, type ToldEvent } from '../events/fields.tsx';
import type { Line, Order } from '../details/details.ts';
import { problemOf } from '../steps.ts';
import { LineFields, labelsOf, NewLineFields } from './fields.tsx';
import { countriesOf, longestNote, longestReason } from './input.ts';

/** Why nothing was changed, besides what is wrong with fields. */
export const problems = [
  'nothing_changed',
  'no_lines',
  'too_many_lines',
  'has_left',
  'has_not_left',
  'not_enough',
  'nobody',
  'changed_meanwhile',
] as const;

type ChangePageProps = {
  shell: Shell;
  order: Order;
  lines: readonly Line[];
  /** What the fields hold, and what is wrong with them. */
  form: FormState;
  noteForm: FormState;
  /** What the form is made from, for the form to carry. */
  seen: string;
  /** What happened since somebody began to fill it in. */
  since: readonly ToldEvent[];
  problem: (typeof problems)[number] | undefined;
};

/** What of an order may be changed now, and notes about it. */
export function ChangePage(props: ChangePageProps) {
  const { shell, order, lines, form, noteForm, since, problem } = props;
  const { t } = shell;
  const mayChange = problemOf('change', order) === null;
  const noteLabels = { text: t('changing.note'), to: t('changing.note_for') };
  return (
    <>
      <p class="crumb">
        <a href={`/admin/orders/${order.id}`}>{t('orders.title', { number: order.number })}</a>
      </p>
      <h1>{t('changing.title', { number: order.number })}</h1>
      {problem && <Notice tone="refused">{t(`changing.problem_${problem}`)}</Notice>}
      {since.length > 0 && (
        <section class="part">
          <h2>{t('changing.since')}</h2>
          <Timeline shell={shell} order={order} events={since} />
        </section>
      )}
      <ProblemSummary t={t} form={form} labels={labelsOf(shell, lines, countriesIn(form))} />
      <ProblemSummary t={t} form={noteForm} labels={noteLabels} />
      {mayChange ? <ChangeForm {...props} /> : <p>{t('changing.over')}</p>}
      <NoteForm {...props} />
    </>
  );
}

function ChangeForm(props: ChangePageProps) {
  const { shell, order, lines, form, seen } = props;
  const { t } = shell;
  const hasLeft = order.shippedAt !== null;
  const field = { t, form, autocomplete: 'off' };
  return (
    <form method="post" action={`/admin/orders/${order.id}/change?revision=${order.revision}`} class="part" novalidate>
      {/* The Enter key presses a form's first button: it must save. */}
      <button class="sr-only" type="submit" tabindex={-1} aria-hidden="true">
        {t('changing.submit')}
      </button>
      <input type="hidden" name="seen" value={seen} />
      {hasLeft && <p class="quiet">{t('changing.has_left_hint')}</p>}
      <LineFields shell={shell} order={order} lines={lines} form={form} />
      {!hasLeft && <NewLineFields shell={shell} form={form} />}
      <div class="address-fields">
        <div class="half">
          <Field {...field} name="shippingName" label={t('orders.shipping')} maxlength={100} required />
        </div>
        <div class="half">
          <Field
            {...field}
            name="shipping"
            label={t('changing.shipping_price')}
            inputmode="decimal"
            maxlength={20}
            required
          />
        </div>
        <div class="half">
          <Field {...field} name="rebate" label={t('orders.rebate')} hint={t('changing.rebate_hint')} maxlength={20} />
        </div>
      </div>
      {hasLeft && (
        <div class="address-fields">
          <div class="half">
            <Choice
              {...field}
              name="carrier"
              label={t('orders.carrier')}
              options={[{ value: '', label: t('orders.no_carrier') }, ...carriersOf(shell.store)]}
              required
            />
          </div>
          <div class="half">
            <Field {...field} name="trackingCode" label={t('orders.tracking_code')} maxlength={longestCode} />
          </div>
        </div>
      )}
      {!hasLeft && <Address {...props} use="delivery" title={t('orders.delivery_address')} />}
      <Address {...props} use="billing" title={t('fields.billing_address')} />
      <Field
        {...field}
        name="why"
        label={t('changing.why')}
        hint={t('changing.why_hint')}
        maxlength={longestReason}
        required
      />
      <Tick t={t} form={form} name="isWhyTold" label={t('changing.is_why_told')} />
      <button class="btn btn-primary self-start" type="submit">
        {t('changing.submit')}
      </button>
    </form>
  );
}

type AddressProps = ChangePageProps & { use: keyof typeof prefixes; title: string };

/** The address, closed as long as nothing is wrong with it. Of an order whose person is erased there is none. */
function Address({ shell, order, form, use, title }: AddressProps) {
  const { t, language, store } = shell;
  const prefix = prefixes[use];
  const own = order[use]?.country;
  if (own === undefined) return null;
  const country = countriesIn(form)[use];
  const isWrong = Object.keys(form.problems).some((name) => name.startsWith(prefix) || name === 'vatId');
  return (
    <details open={isWrong || form.values.step === 'country'}>
      <summary>{title}</summary>
      <div class="part" role="group" aria-label={title}>
        <AddressFields
          {...{ t, language, form, country, prefix }}
          countries={countriesOf(store, own)}
          section={use === 'billing' ? 'billing' : 'shipping'}
        />
        {use === 'billing' && store.policies.tax.country !== null && (
          <Field
            t={t}
            form={form}
            name="vatId"
            label={t('fields.vatId')}
            hint={t('changing.vat_id_hint')}
            autocomplete="off"
            maxlength={longestVatId}
          />
        )}
      </div>
    </details>
  );
}

/** The country of each address whose fields are shown. */
function countriesIn({ values }: FormState): Record<keyof typeof prefixes, string> {
  return { billing: values.billing_country ?? '', delivery: values.delivery_country ?? '' };
}

function NoteForm({ shell, order, noteForm: form, seen }: ChangePageProps) {
  const { t } = shell;
  const isSomebody = order.customerId !== null || order.guestKey !== null;
  const options = [
    { value: 'staff', label: t('changing.note_staff') },
    ...(isSomebody ? [{ value: 'customer', label: t('changing.note_customer') }] : []),
  ];
  return (
    <form
      method="post"
      action={`/admin/orders/${order.id}/notes?revision=${order.revision}`}
      class="panel gap-4"
      novalidate
    >
      <h2>{t('changing.note_title')}</h2>
      <input type="hidden" name="seen" value={seen} />
      <LongText t={t} form={form} name="text" label={t('changing.note')} maxlength={longestNote} required />
      <Radios t={t} form={form} name="to" label={t('changing.note_for')} options={options} required />
      <button class="btn btn-primary self-start" type="submit">
        {t('changing.note_submit')}
      </button>
    </form>
  );
}
