// What products are called.

/** The name in the first of these languages that has one, else in any. */
export function nameIn(names: Readonly<Record<string, string>>, ...languages: readonly string[]): string {
  for (const language of languages) {
    const name = names[language];
    if (name) return name;
  }
  return Object.values(names)[0] ?? '';
}
