// Rules as staff type them, and as the form shows them again.
import * as z from 'zod';
import { choicesOf, offeredBy } from '../../customers/addresses/countries.ts';
import { amountIn } from '../../ui/amounts.ts';
import type { Store } from '../../stores/stores.ts';
import { minorOf } from '../../ui/money.ts';
import type { Language } from '../../web/i18n.ts';
import { optionalLine, tick } from '../../web/lines.ts';
import { written } from '../input.ts';
import type { Rule } from './fulfilment.ts';

const whole = (most: number) =>
  optionalLine(20)
    .prefault('')
    .refine((typed) => /^\d{0,9}$/.test(typed) && Number(typed) <= most, 'whole_invalid');

/** Null where nothing was typed. */
const wholeOrNot = (most: number) => whole(most).transform((typed) => (typed === '' ? null : Number(typed)));

const yesOrNo = z
  .enum(['', 'yes', 'no'], 'invalid')
  .prefault('')
  .transform((chosen) => (chosen === '' ? null : chosen === 'yes'));

/** A hundred years. */
const mostDays = 36_500;

/** The countries that a rule may name: the store's, and those that `rule` names already. */
export function countriesFor(store: Store, rule: Pick<Rule, 'countries'> | null, language: Language) {
  return choicesOf([...new Set([...offeredBy(store), ...(rule?.countries ?? [])])], language);
}

/** A rule with the place of its group among the others. Problem: `rule_empty`, where no condition is set. */
export function ruleSchema(store: Store, countries: readonly string[]) {
  const nothing = z.literal('').transform(() => null);
  const ticks = Object.fromEntries(countries.map((code) => [`country_${code}`, tick]));
  const countriesSchema = z.object(ticks).transform((ticked) => {
    const chosen = countries.filter((code) => ticked[`country_${code}`]);
    return { countries: chosen.length > 0 ? chosen : null };
  });
  return z
    .object({
      match: z.enum(['all', 'any'], 'invalid'),
      turnoverFrom: optionalLine(20)
        .prefault('')
        .pipe(z.union([nothing, amountIn(store.currency)], 'number_invalid')),
      ordersFrom: wholeOrNot(1_000_000),
      orderedWithinDays: wholeOrNot(mostDays),
      notOrderedForDays: wholeOrNot(mostDays),
      hasVatId: yesOrNo,
      hasNewsletter: yesOrNo,
      registeredForDays: wholeOrNot(mostDays),
      position: whole(9999)
        .refine((typed) => typed !== '', 'required')
        .transform(Number),
    })
    .and(countriesSchema)
    .transform(({ turnoverFrom, position, ...typed }) => {
      const rule: Rule = { ...typed, turnoverFromMinor: turnoverFrom };
      return { rule, position };
    })
    .refine(({ rule: { match: _, ...conditions } }) => Object.values(conditions).some((one) => one !== null), {
      message: 'rule_empty',
      path: ['match'],
    });
}

/** A rule as its form shows it. */
export function ruleAsTyped(
  { currency }: Store,
  { rule, position }: { rule: Rule | null; position: number },
  language: Language,
): Record<string, string> {
  const yes = (has: boolean | null | undefined) => (typeof has === 'boolean' ? (has ? 'yes' : 'no') : '');
  const turnover = rule?.turnoverFromMinor ?? null;
  return {
    match: rule?.match ?? 'all',
    turnoverFrom: turnover === null ? '' : written(turnover / minorOf(1, currency), language),
    ordersFrom: String(rule?.ordersFrom ?? ''),
    orderedWithinDays: String(rule?.orderedWithinDays ?? ''),
    notOrderedForDays: String(rule?.notOrderedForDays ?? ''),
    ...Object.fromEntries((rule?.countries ?? []).map((code) => [`country_${code}`, 'on'])),
    hasVatId: yes(rule?.hasVatId),
    hasNewsletter: yes(rule?.hasNewsletter),
    registeredForDays: String(rule?.registeredForDays ?? ''),
    position: String(position),
  };
}
