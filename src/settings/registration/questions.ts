// Changes of the store's own questions, each as a plan: what it makes of the store as it is stored by then.
import { keyOf } from '../../customers/details/editing/keys.ts';
import { mostQuestions, withChanged, without } from '../../customers/details/editing/list.ts';
import type { OwnField } from '../../stores/policies.ts';
import type { Store } from '../../stores/stores.ts';
import type { Planned } from '../routes.ts';
import { moved, type Direction } from '../../web/moving.ts';

type Plan = (store: Store) => Planned;

/** A question as it was typed, made of the choices that it had before. */
export type Draft = (before: OwnField['choices']) => Omit<OwnField, 'key'>;

/** One more question at the end, with a key that its words make. Problem: `full`. */
export function adding(draft: Draft): Plan {
  return ({ languages: [first = 'en'], policies: { ownFields } }) => {
    if (ownFields.length >= mostQuestions) return { problem: 'full' };
    const question = draft([]);
    const taken = ownFields.map(({ key }) => key);
    const key = keyOf(question.label[first] ?? '', taken);
    return { policies: { ownFields: [...ownFields, { ...question, key }] } };
  };
}

/** Another wording, type or demand of the question of this key, which it keeps. Problem: `gone`. */
export function changing(key: string, draft: Draft): Plan {
  return about(key, (all, { choices }) => withChanged(all, { ...draft(choices), key }));
}

/** The question one place further up or down. Problem: `gone`. */
export function moving(key: string, direction: Direction): Plan {
  return about(key, (all) => moved(all, key, direction));
}

/** The form without the question. Answers stay where they are. Problem: `gone`. */
export function removing(key: string): Plan {
  return about(key, (all) => without(all, key));
}

function about(key: string, become: (all: readonly OwnField[], question: OwnField) => OwnField[]): Plan {
  return ({ policies: { ownFields } }) => {
    const question = ownFields.find((one) => one.key === key);
    return question ? { policies: { ownFields: become(ownFields, question) } } : { problem: 'gone' };
  };
}
