// A text as staff type it, and what they ask of it.
import * as z from 'zod';
import { isMessageName } from '../../messages/templates/variables.ts';
import { longest } from '../../messages/templates/checking.ts';
import { isLanguage } from '../../web/i18n.ts';
import { optionalLine, requiredLine, requiredText } from '../../web/lines.ts';
import type { Which } from './versions.ts';

const seen = z.coerce.number().int().min(0).catch(0);

/** The three parts; what is wrong with what they say is found by reading them. `seen` is the version that was shown. */
export const textSchema = z.object({
  subject: requiredLine(longest.subject).prefault(''),
  html: requiredText(longest.html).prefault(''),
  text: requiredText(longest.text).prefault(''),
  seen,
  /** Of whom, or of which order, a preview is. */
  of: optionalLine(200).prefault(''),
});

export type TextInput = z.output<typeof textSchema>;

/** The version that was shown, and perhaps the one that is wanted back. */
export const versionSchema = z.object({ seen, version: z.coerce.number().int().min(1).catch(0) });

/** The text that an address names: `activation.en`; null where there is none of that name. */
export function whichIn(id: string): Which | null {
  const [name = '', language = '', ...more] = id.split('.');
  return isMessageName(name) && isLanguage(language) && more.length === 0 ? { name, language } : null;
}

/** The address of a text. */
export function pathOf({ name, language }: Which): string {
  return `/admin/templates/${name}.${language}`;
}
