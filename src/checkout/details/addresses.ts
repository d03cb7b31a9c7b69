// The two addresses of the form: where it goes, and to whom the bill goes. A customer has a book to fill them from.
import type { Address } from '../../customers/addresses/addresses.ts';
import { likely, offeredBy } from '../../customers/addresses/countries.ts';
import { prefixes } from '../../customers/addresses/input.ts';
import type { CopiedAddress } from '../../orders/schema.ts';
import type { Store } from '../../stores/stores.ts';
import type { Language } from '../../web/i18n.ts';

type Use = keyof typeof prefixes;
type Book = readonly Address[];
type Values = Readonly<Record<string, string>>;

/** Without `billing` the bill goes where the order goes. */
type Both = { delivery: CopiedAddress | undefined; billing: CopiedAddress | undefined };

/** The countries whose fields are shown: as it was typed if the store offers it, else the likely one of who asks `from` a country. */
export function countriesOf(
  store: Store,
  values: Values,
  { from, language }: { from: string | undefined; language: Language },
): Record<Use, string> {
  const offered = offeredBy(store);
  const countryOf = (use: Use) =>
    offered.find((one) => one === values[`${prefixes[use]}country`]) ?? likely(store, from, language);
  return { delivery: countryOf('delivery'), billing: countryOf('billing') };
}

/** What a book says where nothing else is said. */
export function defaultsIn(book: Book): Both {
  const billing = book.find((one) => one.isDefaultBilling);
  const delivery = book.find((one) => one.isDefaultDelivery) ?? billing ?? book[0];
  return { delivery, billing: billing === delivery ? undefined : billing };
}

/** Both as the form holds them; `unknown` where it is not known where it goes. */
export function asTyped({ delivery, billing }: Both, unknown: Values = {}): Values {
  return {
    ...(delivery ? addressAsTyped('delivery', delivery) : unknown),
    ...(billing ? { isBilledElsewhere: 'on', ...addressAsTyped('billing', billing) } : {}),
  };
}

/** What was typed with the address of the book that a button of the form (`step`) puts in; a button of a country puts none in. */
export function filledFrom(book: Book, values: Values, step: string): Values {
  const use = (['delivery', 'billing'] as const).find((one) => one === step);
  const chosen = use && book.find(({ id }) => id === values[`${use}Book`]);
  return chosen ? { ...values, ...addressAsTyped(use, chosen) } : values;
}

function addressAsTyped(use: Use, address: CopiedAddress): Values {
  const { name, company, line1, line2, postalCode, city, region, country, phone } = address;
  const fields = { name, company, line1, line2, postalCode, city, region, country, phone };
  return Object.fromEntries(Object.entries(fields).map(([field, value]) => [prefixes[use] + field, value]));
}
