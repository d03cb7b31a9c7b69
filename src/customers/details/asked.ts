// What a store asks of a person beside e-mail and password: fields that we know, each off, optional or required by its
// policy, and fields of its own.
import type { Demand, OwnField } from '../../stores/policies.ts';
import type { Store } from '../../stores/stores.ts';
import type { Language } from '../../web/i18n.ts';
import { longestPhone } from '../phones.ts';
import { longestVatId } from '../vat-ids.ts';
import { askedAgain } from './answers.ts';

/** The fields that we know, in the order of the forms. Each is one text, empty where it was not filled in. */
export const detailNames = ['name', 'phone', 'company', 'vatId', 'birthDate'] as const;
export type DetailName = (typeof detailNames)[number];
export type Details = Record<DetailName, string>;

/** The most characters of each as it is typed; a day has a form of its own. */
export const longest = { name: 100, phone: longestPhone, company: 100, vatId: longestVatId } as const;

/** A question of a store's own: a field of its registration, or one of its forms, which ask for longer texts too. */
export type Question = Omit<OwnField, 'type'> & { type: OwnField['type'] | 'long_text' };

/** A question as it is put to somebody; `earlier` is what they answered before the shop changed it, where it does not take that any more. */
export type AskedQuestion = Question & { earlier?: string };

/** Answers to a store's own fields, by their keys. */
export type Answers = Record<string, string>;

/** What somebody on record has told a store. */
export type Told = { details: Details; answers: Answers; newsletterAt: number | null };

export type Asked = {
  details: Readonly<Record<DetailName, Demand>>;
  own: readonly AskedQuestion[];
  billingAddress: Demand;
  newsletter: Demand;
};

export const nothingAsked: Asked = {
  details: { name: 'off', phone: 'off', company: 'off', vatId: 'off', birthDate: 'off' },
  own: [],
  billingAddress: 'off',
  newsletter: 'off',
};

/** What this store's registration asks. Whoever must give a billing address must say whose it is. */
export function askedAtRegistration({ policies }: Store): Asked {
  const { billingAddress, newsletter, ...details } = policies.registrationFields;
  const name = details.name === 'optional' && billingAddress === 'required' ? 'required' : details.name;
  return {
    details: { ...details, name },
    own: policies.ownFields.filter(({ demand }) => demand !== 'off'),
    billingAddress,
    newsletter,
  };
}

/**
 * What this store's profile asks of somebody on record: what registration asks, a name and a phone number in any case, and
 * whatever they have told the shop before. Addresses are in the address book, and a consent may always be taken back.
 */
export function askedInProfile(store: Store, known: Told): Asked {
  const { details, newsletter } = askedAtRegistration(store);
  const mayGive = (name: DetailName) => name === 'name' || name === 'phone' || known.details[name] !== '';
  const shown = (name: DetailName) => (details[name] === 'off' && mayGive(name) ? 'optional' : details[name]);
  return {
    details: {
      name: shown('name'),
      phone: shown('phone'),
      company: shown('company'),
      vatId: shown('vatId'),
      birthDate: shown('birthDate'),
    },
    own: store.policies.ownFields
      .filter(({ key, demand }) => demand !== 'off' || known.answers[key])
      .map((field): Question => (field.demand === 'off' ? { ...field, demand: 'optional' } : field))
      .map((field) => askedAgain(field, known.answers)),
    billingAddress: 'off',
    newsletter: newsletter !== 'off' || known.newsletterAt !== null ? 'optional' : 'off',
  };
}

/**
 * What staff may fill in about somebody, new or on record: whatever the shop has a field for, and nothing that they must. A
 * consent is not theirs to give, and who is on record has an address book.
 */
export function askedByStaff({ policies }: Store, known: Pick<Told, 'answers'> | null): Asked {
  return {
    details: { name: 'optional', phone: 'optional', company: 'optional', vatId: 'optional', birthDate: 'optional' },
    own: policies.ownFields
      .filter(({ key, demand }) => demand !== 'off' || known?.answers[key])
      .map((field): Question => ({ ...field, demand: 'optional' }))
      .map((field) => askedAgain(field, known?.answers ?? {})),
    billingAddress: known ? 'off' : 'optional',
    newsletter: 'off',
  };
}

/** The name of a store's own field in forms, where it meets no field of ours. */
export function inputNameOf({ key }: Question): string {
  return `own_${key}`;
}

/** A text of the store's own in this language, else in the store's first that has it. */
export function wordsIn(words: Readonly<Partial<Record<Language, string>>>, language: Language, store: Store): string {
  return [language, ...store.languages].map((one) => words[one]).find(Boolean) ?? Object.values(words)[0] ?? '';
}
