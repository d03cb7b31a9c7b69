// A product as another system sends it: what a form cannot get wrong, and what comes of it. What it does not send stays as it is.
import type { FieldProblem } from '../../../partners/problems.ts';
import type { Store } from '../../../stores/stores.ts';
import { isForSomebody } from '../../audience/input.ts';
import { slugOf } from '../../slugs.ts';
import type { Choices, ProductInput } from '../input.ts';
import type { Kept } from '../reading.ts';

/** What is sent of a product: names and texts by language, empty where it shall have none in it; an empty slug is made of the name. */
export type Sent = { [Part in Exclude<keyof ProductInput, 'shown'>]?: ProductInput[Part] | undefined };

/** What of it nothing can be made of without. */
export type SentWhole = Sent & Pick<ProductInput, 'names' | 'sku' | 'priceMinor'>;

/** The product that comes of it: `before` as it was. */
export function inputOf({ languages }: Store, before: Kept | SentWhole, sent: Sent): ProductInput {
  const names = merged(before.names, sent.names);
  const slug = sent.slug ?? before.slug ?? '';
  const visibility = sent.visibility ?? before.visibility ?? 'everyone';
  const stock = before.stock ?? null;
  return {
    names,
    texts: merged(before.texts, sent.texts),
    slug: slug || slugOf(names[languages[0] ?? ''] ?? ''),
    sku: sent.sku ?? before.sku,
    priceMinor: sent.priceMinor ?? before.priceMinor,
    taxClass: sent.taxClass ?? before.taxClass ?? 'standard',
    stock: sent.stock === undefined ? stock : sent.stock,
    visibility,
    groupIds: visibility === 'groups' ? [...new Set(sent.groupIds ?? before.groupIds)] : [],
    categoryIds: [...new Set(sent.categoryIds ?? before.categoryIds)],
    shown: { stock, updatedAt: 'updatedAt' in before ? before.updatedAt : 0 },
  };
}

type Words = Readonly<Record<string, string>>;

function merged(before: Words = {}, sent: Words = {}): Record<string, string> {
  return Object.fromEntries(Object.entries({ ...before, ...sent }).filter(([, text]) => text !== ''));
}

/** What of what was sent cannot be at this store, by its place in the body. */
export function wrongIn(
  { languages }: Store,
  { groupIds, categoryIds }: Choices,
  sent: Sent,
  input: ProductInput,
): FieldProblem[] {
  const [first = ''] = languages;
  return [
    ...foreign('names', sent.names, languages),
    ...foreign('texts', sent.texts, languages),
    ...unknown('group_ids', sent.groupIds, groupIds),
    ...unknown('category_ids', sent.categoryIds, categoryIds),
    ...only(sent.names !== undefined && !input.names[first], {
      field: `/names/${first}`,
      code: 'required',
      detail: 'In the first language of the store it must have a name.',
    }),
    ...only(input.slug === '' && input.names[first] !== undefined, {
      field: '/slug',
      code: 'slug_required',
      detail: 'None can be made of the name.',
    }),
    ...only((sent.groupIds ?? []).length > 0 && input.visibility !== 'groups', {
      field: '/group_ids',
      code: 'visibility_other',
      detail: 'Groups go with the visibility `groups` only.',
    }),
    ...only((sent.visibility ?? sent.groupIds) !== undefined && !isForSomebody(input), {
      field: '/group_ids',
      code: 'groups_none',
      detail: 'With the visibility `groups` it must be for one at least.',
    }),
  ];
}

function only(isWrong: boolean, problem: FieldProblem): FieldProblem[] {
  return isWrong ? [problem] : [];
}

/** Words in languages that the store has not. */
function foreign(name: string, words: Words | undefined, languages: readonly string[]): FieldProblem[] {
  return Object.keys(words ?? {})
    .filter((language) => !languages.includes(language))
    .map((language) => ({
      field: `/${name}/${language}`,
      code: 'language_unknown',
      detail: `The store speaks ${languages.join(', ')}.`,
    }));
}

/** Ids that the store has not. */
function unknown(name: string, sent: readonly string[] = [], known: readonly string[]): FieldProblem[] {
  return sent.flatMap((id, place) =>
    known.includes(id)
      ? []
      : [{ field: `/${name}/${place}`, code: 'id_unknown', detail: 'The store has none of this id.' }],
  );
}
