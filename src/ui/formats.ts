// Formats of dates and numbers: to make one costs as much as a hundred uses, so each that was made is kept. None is ever stale, and there
// are as many as languages, zones and currencies are in use.

type Made<Options, Format> = (locale: string, options?: Options) => Format;

/** Dates as a language writes them. */
export const dateFormat: Made<Intl.DateTimeFormatOptions, Intl.DateTimeFormat> = keeping(
  (locale, options) => new Intl.DateTimeFormat(locale, options),
);

/** Numbers as a language writes them. */
export const numberFormat: Made<Intl.NumberFormatOptions, Intl.NumberFormat> = keeping(
  (locale, options) => new Intl.NumberFormat(locale, options),
);

function keeping<Options, Format>(make: Made<Options, Format>): Made<Options, Format> {
  const made = new Map<string, Format>();
  return (locale, options) => {
    const key = `${locale} ${JSON.stringify(options)}`;
    const format = made.get(key) ?? make(locale, options);
    made.set(key, format);
    return format;
  };
}
