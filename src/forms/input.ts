// What people type into a form of the store's, and what is made of it: the questions as they were, with the answers in words.
import * as z from 'zod';
import { nothingAsked, wordsIn, type Asked, type Question } from '../customers/details/asked.ts';
import { personSchema, type Around } from '../customers/details/input.ts';
import type { Store } from '../stores/stores.ts';
import { emailSchema } from '../web/emails.ts';
import { translator, type Language } from '../web/i18n.ts';
import type { Form } from './forms.ts';
import type { Answered } from './schema.ts';

/** A field that nobody sees: only programs fill it in. */
export const trap = 'website';

/** What a form asks beside the e-mail address. */
export function askedBy({ fields }: Pick<Form, 'fields'>): Asked {
  return {
    ...nothingAsked,
    details: { ...nothingAsked.details, name: 'required', phone: 'optional' },
    own: fields.filter(({ demand }) => demand !== 'off'),
  };
}

/** Everything that is asked; the `trap` comes out empty unless something was typed into it. */
export function answerSchema(form: Form, around: Around) {
  return z
    .object({ email: emailSchema.prefault(''), [trap]: z.string().catch('') })
    .and(personSchema(askedBy(form), around));
}

export type AnswerInput = z.output<ReturnType<typeof answerSchema>>;

/** The answers with their questions, as they stand on the page in this language. */
export function answered(
  { store, language }: { store: Store; language: Language },
  form: Form,
  { email, details, answers }: AnswerInput,
): Answered[] {
  const t = translator(language);
  const words = (some: Question['label']) => wordsIn(some, language, store);
  const given = (field: Question) => {
    const typed = answers[field.key] ?? '';
    if (field.type === 'checkbox') return t(typed === 'on' ? 'customers.yes' : 'customers.no');
    const chosen = field.choices.find(({ value }) => field.type === 'choice' && value === typed);
    return chosen ? words(chosen.label) : typed;
  };
  return [
    { key: 'email', question: t('fields.email'), answer: email },
    { key: 'name', question: t('fields.name'), answer: details.name },
    { key: 'phone', question: t('fields.phone'), answer: details.phone },
    ...askedBy(form).own.map((field) => ({ key: field.key, question: words(field.label), answer: given(field) })),
  ];
}

/** More addresses of pages than this are advertising. */
const mostLinks = 5;

/** Whether the answers are full of addresses of pages. */
export function isAdvertising(answers: readonly Answered[]): boolean {
  const all = answers.map(({ answer }) => answer).join('\n');
  return (all.match(/https?:\/\/(www\.)?|www\./gi)?.length ?? 0) > mostLinks;
}
