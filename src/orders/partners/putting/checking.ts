// What an order says that only the store can judge: addresses by their countries, the VAT ID, currency, language and the way to pay.
import { addressAlone, addressSchema } from '../../../customers/addresses/input.ts';
import { offeredBy } from '../../../customers/addresses/countries.ts';
import { postalAsTyped } from '../../../customers/addresses/postal.ts';
import { vatIdIn } from '../../../customers/vat-ids.ts';
import type { FieldProblem } from '../../../partners/problems.ts';
import { checked, wrong } from '../../../partners/wrong.ts';
import type { Store } from '../../../stores/stores.ts';
import { paymentsAt } from '../../placing/methods.ts';
import type { CopiedAddress } from '../../schema.ts';
import type { Sent } from './input.ts';

/** What was sent, as the store writes it. */
export type Told = {
  billing: CopiedAddress;
  delivery: CopiedAddress;
  /** Undefined where nothing was said. */
  vatId: string | undefined;
};

/** What the store makes of it, or what is wrong with it. */
export function toldBy(store: Store, sent: Sent): Told | { fields: FieldProblem[] } {
  const countries = addressSchema(offeredBy(store));
  const billing = checked(countries, postalAsTyped(sent.billing), '/billing');
  const delivery = sent.delivery ? checked(countries, postalAsTyped(sent.delivery), '/delivery') : billing;
  const vatId = checked(vatIdIn((sent.delivery ?? sent.billing).country), sent.vat_id ?? '', '/vat_id');
  const fields = [
    ...ofStore(store, sent),
    ...[billing, sent.delivery ? delivery : null, vatId].flatMap((part) =>
      part === null || part.ok ? [] : part.fields,
    ),
  ];
  if (!billing.ok || !delivery.ok || !vatId.ok || fields.length > 0) return { fields };
  return {
    billing: addressAlone(billing.value),
    delivery: addressAlone(delivery.value),
    vatId: sent.vat_id === undefined ? undefined : vatId.value,
  };
}

function ofStore(store: Store, { currency, language, payment_method: method }: Sent): FieldProblem[] {
  const isSpoken = !language || store.languages.includes(language);
  const isTaken = method === 'elsewhere' || paymentsAt(store).includes(method);
  return [
    ...(currency === store.currency ? [] : [wrong('/currency', 'invalid')]),
    ...(isSpoken ? [] : [wrong('/language', 'invalid')]),
    ...(isTaken ? [] : [wrong('/payment_method', 'invalid')]),
  ];
}
