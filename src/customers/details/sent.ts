// What partners send about a person is checked by the rules of the forms that staff fill in, each field that was sent, and no other.
import * as z from 'zod';
import type { FieldProblem } from '../../partners/problems.ts';
import { pointerOf, pointerOfForm, wrongIn } from '../../partners/wrong.ts';
import type { Store } from '../../stores/stores.ts';
import { languages } from '../../web/i18n.ts';
import {
  askedByStaff,
  detailNames,
  inputNameOf,
  longest,
  type Answers,
  type Asked,
  type Details,
  type Told,
} from './asked.ts';
import { aroundOf, personSchema } from './input.ts';

/** Longer than any form takes: what is too long is said by the form's own rule. */
const slack = 4000;

const longText = z.string().max(slack);

/** A text of at most so many characters; null is an empty one. How long it may be says the rule of the form, and this to readers. */
export function textSent(most: number, what = '') {
  return longText.nullish().meta({ description: `${what}At most ${most} characters; null for none.` });
}

/** What may be sent about a person. */
export const personSent = {
  name: textSent(longest.name),
  phone: textSent(longest.phone, 'Without a country’s number it is taken for one of the store’s first country. '),
  company: textSent(longest.company),
  vat_id: textSent(longest.vatId, 'Its form and its check digits are looked at. '),
  birth_date: longText.nullish().meta({ examples: ['1985-12-10'] }),
  language: z.enum(languages).nullish(),
  answers: z.record(z.string().max(100), longText.nullable()).optional().meta({
    description: 'Answers to fields of the store’s own, by their keys; `on` ticks a box. What is not named stays.',
  }),
};

export type SentPerson = z.output<z.ZodObject<typeof personSent>>;

/** As much of a person as was sent, in the words of the forms. */
export type Checked = { person: { details: Partial<Details>; answers: Answers }; language?: string | null };

/**
 * What was sent about somebody new or `known`, checked; `country` is where they are (ISO 3166-1), if that is sent too. What is wrong
 * is said at its place.
 */
export function checkedPerson(
  store: Store,
  sent: SentPerson,
  { known, country }: { known: Pick<Told, 'answers'> | null; country?: string | undefined },
  now: number,
): ({ ok: true } & Checked) | { ok: false; fields: FieldProblem[] } {
  const asked = askedOf(store, sent, known);
  const unknown = Object.keys(sent.answers ?? {}).filter((key) => !asked.own.some((field) => field.key === key));
  const language = store.languages[0] ?? 'en';
  const around = aroundOf({ store, language, now }, undefined, country === undefined ? {} : { country });
  const result = personSchema(asked, around).safeParse(asTyped(asked, sent));
  const fields = [
    ...unknown.map((key) => ({
      field: pointerOf(['answers', key]),
      code: 'field_unknown',
      detail: 'There is no such field.',
    })),
    ...wrongIn(result.error, placeOf),
  ];
  if (!result.success || fields.length > 0) return { ok: false, fields };
  const named = detailNames.filter((name) => asked.details[name] !== 'off');
  const details: Partial<Details> = Object.fromEntries(named.map((name) => [name, result.data.details[name]]));
  const person = { details, answers: result.data.answers };
  return { ok: true, person, ...(sent.language === undefined ? {} : { language: sent.language }) };
}

/** What staff may fill in, as far as it was sent. */
function askedOf(store: Store, sent: SentPerson, known: Pick<Told, 'answers'> | null): Asked {
  const { own } = askedByStaff(store, known);
  const demand = (value: unknown) => (value === undefined ? 'off' : 'optional');
  return {
    details: {
      name: demand(sent.name),
      phone: demand(sent.phone),
      company: demand(sent.company),
      vatId: demand(sent.vat_id),
      birthDate: demand(sent.birth_date),
    },
    // Here an empty answer takes away also one that the field would not take any more.
    own: own.filter(({ key }) => sent.answers?.[key] !== undefined).map(({ earlier: _, ...field }) => field),
    billingAddress: 'off',
    newsletter: 'off',
  };
}

function asTyped({ own }: Asked, sent: SentPerson): Record<string, string | undefined> {
  const answers = own.map((field) => {
    const answer = sent.answers?.[field.key] ?? '';
    return [inputNameOf(field), field.type === 'checkbox' && answer === '' ? undefined : answer] as const;
  });
  return {
    name: sent.name ?? '',
    phone: sent.phone ?? '',
    company: sent.company ?? '',
    vatId: sent.vat_id ?? '',
    birthDate: sent.birth_date ?? '',
    ...Object.fromEntries(answers),
  };
}

/** Where a field of the form of a person stands: as in any form, and `own_boats` in `/answers/boats`. */
function placeOf(path: readonly PropertyKey[]): string {
  const own = /^own_(.+)$/.exec(String(path[0] ?? ''))?.[1];
  return own === undefined ? pointerOfForm()(path) : pointerOf(['answers', own]);
}
