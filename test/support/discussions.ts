// Questions and answers for tests.
import type { DemoStore } from '../../src/demo/shops.ts';
import * as desk from '../../src/discussions/desk/desk.ts';
import { questions } from '../../src/discussions/schema.ts';
import { aColleague } from './colleagues.ts';
import { aProduct, sceneAt } from './orders.ts';
import { nextId } from './ids.ts';

/** A question of a customer that waits for the shop; about a product of its own unless told otherwise. Returns the id. */
export async function aQuestion(
  customerId: string,
  traits: { store?: DemoStore; productId?: string; text?: string } = {},
): Promise<string> {
  const { store: at = 'goods', text = 'Does it float?' } = traits;
  const { db, store } = await sceneAt(at);
  const now = Date.now();
  const id = nextId('question');
  await db.insert(questions).values({
    id,
    storeId: store.id,
    customerId,
    productId: traits.productId ?? (await aProduct({ store: at })),
    text,
    askedAt: now,
    isOpen: true,
    isUnread: false,
  });
  return id;
}

/** Lets somebody of the store's staff answer. */
export async function answered(questionId: string, text = 'It does.', store: DemoStore = 'goods'): Promise<void> {
  const scene = await sceneAt(store);
  const by = await aColleague({ store, email: `${crypto.randomUUID()}@example.org` });
  const [question] = await desk.questionAt(scene.db, scene.store.id, questionId);
  if (!question) throw new Error('no such question');
  await desk.answer(scene, question, { by, text }, Date.now());
}
