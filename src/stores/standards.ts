// The currencies and time zones that the runtime knows, by their standard names.

/** Codes of ISO 4217. */
export function currencies(): string[] {
  return Intl.supportedValuesOf('currency');
}

/** Names of the IANA time zone database, and the one that has no place. */
export function timeZones(): string[] {
  return [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])];
}
