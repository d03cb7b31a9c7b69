// Groups as staff type them, and as the form shows them again.
import * as z from 'zod';
import type { Language } from '../web/i18n.ts';
import { optionalLine, requiredLine } from '../web/lines.ts';
import { numberFormat } from '../ui/formats.ts';

/** `10`, `12,5` or `12.25 %` as hundredths of a percent, at most a hundred percent; nothing is none. */
export const percentTyped = optionalLine(20)
  .refine((typed) => /^(\d{1,3}([.,]\d{1,2})?\s*%?)?$/.test(typed) && numberOf(typed) <= 100, 'percent_invalid')
  .transform((typed) => Math.round(numberOf(typed) * 100));

const discount = percentTyped.prefault('');

export const groupSchema = z
  .object({ name: requiredLine(60).prefault(''), discount })
  .transform(({ name, discount: discountBasisPoints }) => ({ name, discountBasisPoints }));

/** The discount is in hundredths of a percent. */
export type GroupInput = z.output<typeof groupSchema>;

/** A group as its form shows it. */
export function groupAsTyped({ name, discountBasisPoints }: GroupInput, language: Language): Record<string, string> {
  return { name, discount: written(discountBasisPoints / 100, language) };
}

/** A number as the language writes it, and as the forms read it. */
export function written(value: number, language: Language): string {
  return numberFormat(language, { useGrouping: false, maximumFractionDigits: 3 }).format(value);
}

function numberOf(typed: string): number {
  return Number(typed.replace(',', '.').replace(/\s*%$/, ''));
}
