// Where something goes, as partners see and send it: in an address book, in orders and on documents. What an address must be is said by
// the rules of the form: addresses/input.ts.
import { country, orNull, textOrNull } from '../../partners/fields.ts';
import { textSent } from '../details/sent.ts';
import { longestPhone } from '../phones.ts';
import { longestOf, type PostalAddress } from './formats.ts';

/** The fields of an address. */
export const postal = {
  name: textOrNull.meta({ description: 'Who receives what is sent there.' }),
  company: textOrNull,
  line1: textOrNull,
  line2: textOrNull,
  postal_code: textOrNull.meta({ description: 'As its country writes it.' }),
  city: textOrNull,
  region: textOrNull.meta({ description: 'By ISO 3166-2 without the country, where the country has a list of them.' }),
  country,
};

/** The same with the number to call on delivery. */
export const postalAndPhone = { ...postal, phone: textOrNull };

/** An address as partners see it. */
export function shownPostal(address: PostalAddress) {
  return {
    name: orNull(address.name),
    company: orNull(address.company),
    line1: orNull(address.line1),
    line2: orNull(address.line2),
    postal_code: orNull(address.postalCode),
    city: orNull(address.city),
    region: orNull(address.region),
    country: address.country,
  };
}

/** The same with the number to call on delivery. */
export function shownPostalAndPhone({ phone, ...address }: PostalAddress & { phone: string }) {
  return { ...shownPostal(address), phone: orNull(phone) };
}

/** What of an address is sent, beside its country. */
export const postalSent = {
  name: textSent(longestOf('name')),
  company: textSent(longestOf('company')),
  line1: textSent(longestOf('line1')),
  line2: textSent(longestOf('line2')),
  postal_code: textSent(longestOf('postalCode')),
  city: textSent(longestOf('city')),
  region: textSent(longestOf('region')),
  phone: textSent(longestPhone),
};

/** What is sent of an address, as the names of these fields and values. */
export type SentPostal = { [Field in keyof typeof postalSent | 'country']?: string | null | undefined };

/** What was sent as the form of an address would have it; `before` is what stays where nothing was sent. */
export function postalAsTyped(typed: SentPostal, before?: PostalAddress & { phone: string }): Record<string, string> {
  const text = (value: string | null | undefined, was: string | undefined) => (value === undefined ? was : value) ?? '';
  return {
    name: text(typed.name, before?.name),
    company: text(typed.company, before?.company),
    line1: text(typed.line1, before?.line1),
    line2: text(typed.line2, before?.line2),
    postalCode: text(typed.postal_code, before?.postalCode),
    city: text(typed.city, before?.city),
    region: text(typed.region, before?.region),
    country: text(typed.country, before?.country),
    phone: text(typed.phone, before?.phone),
  };
}
