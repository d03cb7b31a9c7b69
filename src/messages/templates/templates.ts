// The messages as they come with the product, per language: one Liquid file each, put together by `npm run build`.
import type { Language } from '../../web/i18n.ts';
import type { MessageName } from '../outbox.ts';
import built from './built.json' with { type: 'json' };
import { compiledParts, type CompiledParts } from './engine.ts';
import { partsOf, type Parts } from './parts.ts';

const complete = built satisfies Record<Language, Record<MessageName, string>>;

/** Source by language and message; the outbox keeps names as text, so a name may lead nowhere. */
const sources: Record<Language, Record<string, string>> = complete;

/** What a message says by default. Throws for one that is not there. */
export function defaultParts(name: string, language: Language): Parts {
  const source = sources[language][name];
  if (source === undefined) throw new Error(`no template ${name} in ${language}`);
  return partsOf(source);
}

/** Module-level, and never stale: the defaults change with the Worker only. */
const read = new Map<string, CompiledParts>();

/** The same, ready to be filled in, by as many steps as it takes. */
export function defaultTemplate(name: string, language: Language): CompiledParts {
  const key = `${language}/${name}`;
  const known = read.get(key) ?? compiledParts(defaultParts(name, language), Infinity);
  read.set(key, known);
  return known;
}
