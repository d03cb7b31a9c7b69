// Products as another system keeps them here. What is so already is not written again, so that a whole catalogue can be sent every
// night; and who sends something while somebody else changes something else comes behind them, and has not to send it again.
import { sql } from 'drizzle-orm';
import { groupsOf } from '../../../groups/groups.ts';
import { subjectOf } from '../../../partners/external-ids.ts';
import type { FieldProblem } from '../../../partners/problems.ts';
import type * as audit from '../../../staff/audit/audit.ts';
import { batch } from '../../../web/database.ts';
import { newId } from '../../../web/ids.ts';
import { categoriesOf } from '../../categories/categories.ts';
import { nameAt } from '../../products.ts';
import type { Choices } from '../input.ts';
import * as keeping from '../keeping.ts';
import { productAt, type Kept } from '../reading.ts';
import { difference } from '../told.ts';
import { inputOf, wrongIn, type Sent, type SentWhole } from './sent.ts';

export type Outcome =
  | { ok: true }
  | { ok: false; problem: keeping.Known | 'not_found' | 'changed_meanwhile' }
  | { ok: false; problem: 'invalid'; fields: FieldProblem[] };

/** A product that comes, or as much of one as shall be otherwise; `ownId` is what the partner calls it. */
export type Push<S extends Sent> = { id: string; sent: S; ownId?: keeping.OwnId | undefined };

/** Puts a product on sale. Problems: `invalid` with its fields, `slug_known`, `sku_known`, `external_id_known`. */
export async function add(scene: audit.Scene, by: string, push: Push<SentWhole>, now: number): Promise<Outcome> {
  return added(scene, await shelves(scene, by), push, now);
}

/** Changes a product of the store. Problems: the same, `not_found`, and `changed_meanwhile` where others are quicker time and again. */
export function amend(scene: audit.Scene, by: string, { id, ...push }: Push<Sent>, now: number): Promise<Outcome> {
  return untilOurs(async () => {
    const { before, ...shop } = await shelves(scene, by, id);
    return before ? amended(scene, shop, { ...push, before }, now) : { ok: false, problem: 'not_found' };
  });
}

/** Puts a product on sale that the partner calls so, or changes it if it is there. Problems: the same but `not_found`. */
export function put(
  scene: audit.Scene,
  by: string,
  { ownId, sent }: { ownId: { partnerId: string; externalId: string }; sent: SentWhole },
  now: number,
): Promise<Outcome> {
  return untilOurs(async () => {
    const { before, ...shop } = await shelves(
      scene,
      by,
      subjectOf(sql`${ownId.partnerId}`, 'product', ownId.externalId),
    );
    if (before) return amended(scene, shop, { sent, before }, now);
    const outcome = await added(scene, shop, { id: newId('product', now), sent, ownId }, now);
    // It has come to be meanwhile: once more, then it is changed.
    const isThere = !outcome.ok && outcome.problem === 'external_id_known';
    return isThere ? { ok: false, problem: 'changed_meanwhile' } : outcome;
  });
}

/** How often it is tried. */
const mostTries = 4;

async function untilOurs(attempt: () => Promise<Outcome>, tries = mostTries): Promise<Outcome> {
  const outcome = await attempt();
  const isOvertaken = !outcome.ok && outcome.problem === 'changed_meanwhile';
  return isOvertaken && tries > 1 ? untilOurs(attempt, tries - 1) : outcome;
}

/** What a product may be for, and where it may stand; who keeps it; and the product itself, where one is meant. */
type Shop = { keeper: keeping.Keeper; choices: Choices };

async function shelves(
  { db, store }: audit.Scene,
  by: string,
  id: Parameters<typeof productAt>[2] = '',
): Promise<Shop & { before: Kept | undefined }> {
  const [[before], groups, categories] = await batch(db, [
    productAt(db, store.id, id),
    groupsOf(db, store.id),
    categoriesOf(db, store.id),
  ]);
  const called = new Map(groups.map((group) => [group.id, group.name]));
  for (const category of categories) called.set(category.id, nameAt(store, category, ''));
  const choices = { groupIds: groups.map((one) => one.id), categoryIds: categories.map((one) => one.id) };
  return { before, choices, keeper: { by, nameOf: (one) => called.get(one) ?? one } };
}

async function added(
  scene: audit.Scene,
  { keeper, choices }: Shop,
  { id, sent, ownId }: Push<SentWhole>,
  now: number,
): Promise<Outcome> {
  const input = inputOf(scene.store, sent, sent);
  const fields = wrongIn(scene.store, choices, sent, input);
  return fields.length > 0
    ? { ok: false, problem: 'invalid', fields }
    : keeping.add(scene, keeper, { ...input, id, ownId }, now);
}

async function amended(
  scene: audit.Scene,
  { keeper, choices }: Shop,
  { before, sent, ownId }: Omit<Push<Sent>, 'id'> & { before: Kept },
  now: number,
): Promise<Outcome> {
  const { store } = scene;
  const input = inputOf(store, before, sent);
  const fields = wrongIn(store, choices, sent, input);
  if (fields.length > 0) return { ok: false, problem: 'invalid', fields };
  const differs = difference(store, { before, after: input, nameOf: (id) => id });
  if (ownId === undefined && Object.keys(differs.after).length === 0) return { ok: true };
  return keeping.change(scene, keeper, { before, input, ownId }, now);
}
