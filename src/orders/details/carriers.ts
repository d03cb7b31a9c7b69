// The usual carriers, and where each shows a parcel. Source: the carriers' own tracking pages.
import type { Store } from '../../stores/stores.ts';

type Carrier = {
  name: string;
  /** What a code of theirs may look like. */
  code: RegExp;
  tracking: (code: string) => string;
};

const carriers: Readonly<Record<string, Carrier>> = {
  an_post: {
    name: 'An Post',
    code: /^[A-Z0-9]{9,20}$/i,
    tracking: (code) => `https://www.anpost.com/Post-Parcels/Track/History?item=${code}`,
  },
  ceska_posta: {
    name: 'Česká pošta',
    code: /^[A-Z0-9]{9,20}$/i,
    tracking: (code) => `https://www.postaonline.cz/trackandtrace/-/zasilka/cislo?parcelNumbers=${code}`,
  },
  dhl: {
    name: 'DHL',
    code: /^[A-Z0-9]{8,39}$/i,
    tracking: (code) => `https://www.dhl.com/global-en/home/tracking.html?tracking-id=${code}`,
  },
  dpd: {
    name: 'DPD',
    code: /^\d{10,28}$/,
    tracking: (code) => `https://www.dpdgroup.com/ie/mydpd/my-parcels/search?parcelNumber=${code}`,
  },
  gls: {
    name: 'GLS',
    code: /^[A-Z0-9]{8,20}$/i,
    tracking: (code) => `https://gls-group.eu/track/${code}`,
  },
  packeta: {
    name: 'Packeta',
    code: /^Z?\d{9,12}$/i,
    tracking: (code) => `https://tracking.packeta.com/en/?id=${code}`,
  },
  ppl: {
    name: 'PPL',
    code: /^\d{8,14}$/,
    tracking: (code) => `https://www.ppl.cz/vyhledat-zasilku?shipmentId=${code}`,
  },
  ups: {
    name: 'UPS',
    code: /^(1Z[A-Z0-9]{16}|\d{9,26})$/i,
    tracking: (code) => `https://www.ups.com/track?tracknum=${code}`,
  },
};

/** The most characters of a code, whoever carries it. */
export const longestCode = 40;

/** Every carrier that is known, by key and name. */
export const carrierChoices = Object.entries(carriers).map(([value, { name }]) => ({ value, label: name }));

/** Those that the store sends with. */
export function carriersOf({ policies }: Store): { value: string; label: string }[] {
  const chosen = policies.carriers;
  return carrierChoices.filter(({ value }) => chosen === null || chosen.includes(value));
}

function carrierOf(key: string): Carrier | undefined {
  return Object.hasOwn(carriers, key) ? carriers[key] : undefined;
}

/** What people call the carrier; one that is not known by the name that was given. */
export function carrierName(key: string): string {
  return carrierOf(key)?.name ?? key;
}

/** Whether the code may be one of this carrier; of a carrier that is not known any code may. */
export function isCodeOf(key: string, code: string): boolean {
  return carrierOf(key)?.code.test(code) ?? true;
}

/** Where the parcel is shown; null where we do not know the carrier, or there is no code of theirs. */
export function trackingLink(key: string, code: string): string | null {
  const carrier = carrierOf(key);
  return carrier && carrier.code.test(code) ? carrier.tracking(encodeURIComponent(code)) : null;
}
