// The tax in prices. A price is what a shopper pays, wherever it goes; which part of it is tax, the country of delivery says. A business in
// another country of the European Union owes the tax itself (reverse charge), and pays the price without it.
// Source: Council Directive 2006/112/EC, articles 138 and 196.
import type { Store } from '../stores/stores.ts';
import type { products } from './schema.ts';

export type TaxClass = (typeof products.taxClass.enumValues)[number];

/** The members of the European Union by their ISO codes; EL in VAT IDs is GR. */
const union = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ');

/** The rate of a tax class for what goes to a country (ISO 3166-1), in hundredths of a percent. */
export function rateAt({ policies: { tax } }: Store, taxClass: TaxClass, country: string): number {
  if (taxClass === 'zero') return 0;
  const rates = tax.rates[country] ?? (tax.country === null ? undefined : tax.rates[tax.country]);
  return rates?.[taxClass] ?? rates?.standard ?? 0;
}

/** Where goods go, and the buyer's VAT ID, checked, behind the letters of its country; empty without one. */
export type Buyer = { country: string; vatId: string };

/** Whether the buyer owes the tax: a business of another country of the union than the shop's, and the goods go to such a country. */
export function isReverseCharge({ policies: { tax } }: Store, { country, vatId }: Buyer): boolean {
  if (tax.country === null || !isOfUnion(tax.country)) return false;
  const letters = vatId.slice(0, 2);
  const home = letters === 'EL' ? 'GR' : letters;
  return [country, home].every((one) => isOfUnion(one) && one !== tax.country);
}

function isOfUnion(country: string): boolean {
  return union.includes(country);
}
