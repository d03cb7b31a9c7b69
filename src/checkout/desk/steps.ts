// What the buttons inside the form do: a line comes or goes, an address is filled in, somebody else is chosen. Nothing is stored by them.
import type { Address } from '../../customers/addresses/addresses.ts';
import { untried } from '../../customers/addresses/input.ts';
import { paymentsAt } from '../../orders/placing/methods.ts';
import type { Store } from '../../stores/stores.ts';
import { dayAfter, dayOf } from '../../ui/dates.ts';
import { withProblem, type FormState } from '../../web/forms.ts';
import { mostOfOne, mostProducts } from '../basket/filling.ts';
import { asTyped, defaultsIn, filledFrom } from '../details/addresses.ts';
import { deliveriesTo } from '../methods.ts';
import type { Seen } from './composing.ts';
import { mostFound, type Good } from './goods.ts';
import { linesIn, type Kind, type Values } from './input.ts';

/** How long an offer holds, and how long before its end its customer is reminded, unless staff say otherwise. */
const validDays = 14;
const remindDays = 3;

type Book = readonly Address[];

/** What the form holds before anything is typed: what is known of a customer, and what is usual. */
export function firstValues(
  { store, now }: { store: Store; now: number },
  { customer, book }: Pick<Seen, 'customer'> & { book: Book },
  kind: Kind,
): Values {
  const addresses = defaultsIn(book);
  const { name = '', company = '', phone = '' } = customer ?? {};
  const [way] = deliveriesTo(store, addresses.delivery?.country ?? store.policies.shop.countries[0] ?? '', 0, '');
  const [payment = ''] = paymentsAt(store);
  return {
    kind,
    isInvited: 'on',
    ...asTyped(addresses, { delivery_name: name, delivery_company: company, delivery_phone: phone }),
    vatId: customer?.vatId ?? '',
    method: way?.key ?? '',
    payment,
    validUntil: dayAfter(dayOf(now, store.timeZone), validDays),
    remindDays: String(remindDays),
  };
}

/** The form after a button inside it, and what its page shows besides. */
export type Step = { form: FormState; status: 200 | 409 | 422; isAdding?: boolean; meant?: readonly Good[] };

type Read = Pick<Seen, 'goods'> & { found: readonly Good[]; book: Book };

/** What the button of a form does; null for the buttons that send it: to be looked at, or to be placed. */
export function stepIn(form: FormState, read: Read): Step | null {
  const { step = '', product = '' } = form.values;
  const [, act, id = ''] = /^(take|remove|customer):(.+)$/.exec(step) ?? [];
  if (step === 'review' || step === 'place') return null;
  // The Enter key sends the form too: in the field for products it puts the product in.
  if (step === '' && product.trim() === '') return null;
  if (step === '' || step === 'add') return added(form, read);
  if (act === 'take')
    return put(
      form,
      [...read.goods, ...read.found].find((good) => good.id === id),
    );
  if (act === 'remove') return calm(without(form.values, `line_${id}`, `quantity_${id}`, `price_${id}`));
  if (act === 'customer') return calm({ ...without(form.values, 'email', 'isInvited'), customer: id });
  return calm(filledFrom(read.book, form.values, step));
}

/** What was typed may be the number of one product, or words of one or several. */
function added(form: FormState, { goods, found }: Read): Step {
  const typed = (form.values.product ?? '').trim();
  const named = goods.find(({ isNamed, retiredAt }) => isNamed === 1 && retiredAt === null);
  if (typed === '') return refused(form, 'required');
  if (named) return put(form, named);
  if (found.length <= 1) return put(form, found[0]);
  return { ...calm(form.values), isAdding: true, meant: found.slice(0, mostFound) };
}

/** The form with one more of a product. */
function put(form: FormState, good: Good | undefined): Step {
  if (!good || good.retiredAt !== null) return refused(form, 'product_unknown');
  const lines = linesIn(form.values);
  const line = lines.find(({ productId }) => productId === good.id);
  if (!line && lines.length >= mostProducts) return refused(form, 'list_full');
  const place = line?.place ?? Math.max(0, ...lines.map((one) => one.place)) + 1;
  const quantity = Math.min((Number(line?.quantity) || 0) + 1, mostOfOne);
  const values = { ...form.values, [`line_${place}`]: good.id, [`quantity_${place}`]: String(quantity), product: '' };
  return { ...calm(values), isAdding: true };
}

function refused(form: FormState, problem: 'required' | 'product_unknown' | 'list_full'): Step {
  return { form: withProblem(untried(form), 'product', problem), status: 422, isAdding: true };
}

function without(values: Values, ...names: readonly string[]): Values {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));
}

function calm(values: Values): Step {
  return { form: { values: { ...values }, problems: {} }, status: 200 };
}
