// What people type about themselves, checked by what the store asks.
import * as z from 'zod';
import type { Store } from '../../stores/stores.ts';
import { languages, translator, type Language } from '../../web/i18n.ts';
import { notAsked, optionalLine } from '../../web/lines.ts';
import { likely, offeredBy } from '../addresses/countries.ts';
import { addressSchema } from '../addresses/input.ts';
import { phoneIn } from '../phones.ts';
import { vatIdIn } from '../vat-ids.ts';
import { answerTo, day, demanded, ticked } from './answers.ts';
import { detailNames, inputNameOf, longest, type Answers, type Asked, type Details, type Told } from './asked.ts';

/** Where and when the form is filled in. */
export type Around = {
  /** The country of numbers that are typed without one (ISO 3166-1). */
  country: string;
  /** The countries that an address may be in. */
  countries: readonly string[];
  /** The words beside the box for the newsletter: what somebody who ticks it agrees to. */
  newsletterWords: string;
  now: number;
};

/** What is around the form of a visitor of this store who comes from the country `from`, as far as it was filled in. */
export function aroundOf(
  { store, language, now }: { store: Store; language: Language; now: number },
  from: string | undefined,
  typed: Readonly<Record<string, string>>,
): Around {
  const countries = offeredBy(store);
  return {
    country: countries.find((country) => country === typed.country) ?? likely(store, from, language),
    countries,
    newsletterWords: translator(language)('fields.newsletter'),
    now,
  };
}

/** Nobody alive was born before this year. */
const firstBirthYear = 1900;

/**
 * A person as the store asks: `details`, `answers` to its own fields, the `billing` address (null without one), and the words
 * of the `newsletter` consent (null without it). What is not asked is not looked at and comes out empty.
 */
export function personSchema(asked: Asked, around: Around) {
  return detailsPart(asked, around)
    .and(answersPart(asked))
    .and(newsletterPart(asked, around))
    .and(billingPart(asked, around));
}

export type Person = z.output<ReturnType<typeof personSchema>>;

/** The language of pages and messages; null follows the browser. */
export const languageSchema = z.object({
  language: z.enum(['', ...languages], 'invalid').transform((language) => language || null),
});

function detailsPart({ details }: Asked, { country, now }: Around) {
  const fields = {
    name: optionalLine(longest.name),
    phone: phoneIn(country),
    company: optionalLine(longest.company),
    vatId: vatIdIn(country),
    birthDate: birthDate(now),
  };
  return z
    .object({
      name: demanded(fields.name, details.name),
      phone: demanded(fields.phone, details.phone),
      company: demanded(fields.company, details.company),
      vatId: demanded(fields.vatId, details.vatId),
      birthDate: demanded(fields.birthDate, details.birthDate),
    })
    .transform((all): { details: Details } => ({ details: all }));
}

function answersPart({ own }: Asked) {
  const shape = Object.fromEntries(own.map((field) => [inputNameOf(field), answerTo(field)]));
  return z.object(shape).transform((typed): { answers: Answers } => {
    const answers = own.map((field) => ({ ...field, answer: typed[inputNameOf(field)] ?? '' }));
    // An earlier answer stands nowhere in the form: leaving the field empty does not take it away.
    const given = answers.filter(({ answer, earlier }) => answer !== '' || earlier === undefined);
    return { answers: Object.fromEntries(given.map(({ key, answer }) => [key, answer])) };
  });
}

function newsletterPart({ newsletter }: Asked, { newsletterWords }: Around) {
  const box = newsletter === 'off' ? notAsked : ticked(newsletter);
  return z
    .object({ newsletter: box })
    .transform((typed) => ({ newsletter: typed.newsletter ? newsletterWords : null }));
}

/** The fields by which an address counts as filled in; its name, company and phone may be asked for the person. */
const ofPlace = ['line1', 'line2', 'postalCode', 'city', 'region'] as const;

function billingPart({ billingAddress }: Asked, { countries }: Around) {
  return z.looseObject({}).transform((typed, context) => {
    const isBlank = ofPlace.every((field) => isEmpty(typed[field]));
    if (billingAddress === 'off' || (billingAddress === 'optional' && isBlank)) return { billing: null };
    const result = addressSchema(countries).safeParse(typed);
    if (result.success) return { billing: result.data };
    for (const { path, message } of result.error.issues) context.addIssue({ code: 'custom', path, message });
    return z.NEVER;
  });
}

function isEmpty(typed: unknown): boolean {
  return typed === undefined || (typeof typed === 'string' && typed.trim() === '');
}

function birthDate(now: number) {
  const today = new Date(now).toISOString().slice(0, 10);
  return day.refine((typed) => typed === '' || (typed >= `${firstBirthYear}` && typed <= today), 'birth_date_invalid');
}

/** What somebody has filled in, by the names of the form's fields. */
export function asTyped(asked: Asked, known: Told) {
  const details = detailNames.map((name) => [name, known.details[name]] as const);
  const current = asked.own.filter(({ earlier }) => earlier === undefined);
  const answers = current.map((field) => [inputNameOf(field), known.answers[field.key] ?? ''] as const);
  return {
    ...Object.fromEntries([...details, ...answers]),
    ...(known.newsletterAt === null ? {} : { newsletter: 'on' }),
  };
}
