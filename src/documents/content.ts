// What stands on a document, frozen when it is issued: a paper says tomorrow what it says today, whatever becomes of the order, the
// prices or the shop's name. Only the buyer goes from it, when the person is erased. Amounts are in minor units and include tax.
import type { PostalAddress } from '../customers/addresses/formats.ts';
import type { Transfer } from './payment/codes.ts';

/** Something that is charged, delivered or given back. */
export type ContentLine = {
  name: string;
  sku: string;
  quantity: number;
  /** Of one, after the discount. */
  unitPriceMinor: number;
  taxBasisPoints: number;
  totalMinor: number;
};

/** What is taxed at one rate, and the tax on it. */
export type TaxPart = { taxBasisPoints: number; netMinor: number; taxMinor: number };

type Buyer = {
  email: string;
  vatId: string;
  billing: PostalAddress | null;
  /** Null where it is the same as billing. */
  delivery: PostalAddress | null;
};

export type Content = {
  /** Papers from before VAT IDs stood on them have none. */
  shop: { name: string; address: string; brandColour: string; timeZone: string; vatId?: string };
  /** Null once the person is erased. */
  buyer: Buyer | null;
  /** Empty where there is no order yet. */
  orderNumber: string;
  /** Times are ms since 1970. */
  orderedAt: number | null;
  /** Until when a quotation may be accepted; null for what is none. */
  validUntil: number | null;
  currency: string;
  lines: ContentLine[];
  /** The group's discount, which the lines have taken off already. */
  discountBasisPoints: number;
  itemsMinor: number;
  shipping: { name: string; amountMinor: number } | null;
  /** What the shop lets off the whole. Papers without any have none. */
  rebateMinor?: number;
  /** What points were worth; it comes off. */
  pointsMinor: number;
  totalMinor: number;
  /** One for each rate, in the order in which they are shown. */
  taxes: TaxPart[];
  /** Whether the buyer owes the tax; amounts are without it then. */
  isReverseCharge?: boolean;
  /** How the rest is to be transferred; null where nothing is, or it is paid otherwise. */
  transfer: Omit<Transfer, 'currency' | 'number'> | null;
  /** The number of the document that this one corrects, for a credit note. */
  corrects: string | null;
};

/** What pays a document, with what is said elsewhere on it. */
export function transferOf({ transfer, currency, orderNumber }: Content): Transfer | null {
  return transfer && { ...transfer, currency, number: orderNumber };
}
