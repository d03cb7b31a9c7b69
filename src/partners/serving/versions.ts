// Which version of the API a partner speaks, by its date. What is promised stands in the description: within a version nothing is taken
// away or means something else; what is added may be passed over.

/** The versions that are spoken, the newest first. */
export const versions = ['2026-11-26'] as const;

export const newest = versions[0];

/** The header that asks for a version, and that says which one was spoken. */
export const versionHeader = 'Regulars-Version';

/** The version that is asked for: the newest where none is; null where it is none that is spoken. */
export function versionAsked(header: string | undefined): (typeof versions)[number] | null {
  if (header === undefined) return newest;
  return versions.find((version) => version === header) ?? null;
}
