// The messages as they come with the product, per language: one Liquid file each, put together by `npm run build`.
import type { Language } from '../../web/i18n.ts';
import type { MessageName } from '../outbox.ts';
import built from './built.json' with { type: 'json' };

const complete = built satisfies Record<Language, Record<MessageName, string>>;

/** Source by language and message; the outbox keeps names as text, so a name may lead nowhere. */
export const defaultTemplates: Record<Language, Record<string, string>> = complete;
