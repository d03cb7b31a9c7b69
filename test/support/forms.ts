// Forms of a store and answers to them, for tests.
import { env } from 'cloudflare:workers';
import type { Question } from '../../src/customers/details/asked.ts';
import { demoStores, type DemoStore } from '../../src/demo/shops.ts';
import { forms } from '../../src/forms/schema.ts';
import * as tokens from '../../src/forms/tokens.ts';
import { openDatabase } from '../../src/web/database.ts';
import { value } from './records.ts';
import { visitor } from './visitor.ts';
import { nextId } from './ids.ts';

/** A question of a form; an optional line of text unless told otherwise. */
export function aQuestionOf(traits: Partial<Question> & { key: string }): Question {
  return { type: 'text', demand: 'optional', label: { en: traits.key }, choices: [], ...traits };
}

type Traits = Partial<typeof forms.$inferInsert> & { store?: DemoStore };

/** A form of a demo store, open at `/forms/apply` and with no questions of its own unless told otherwise. Returns the id. */
export async function aForm({ store = 'goods', ...columns }: Traits = {}): Promise<string> {
  const id = nextId('form');
  const words = { titles: { en: 'Apply' }, texts: { en: 'Tell us *who* you are.' } };
  const times = { createdAt: 1, updatedAt: 1 };
  await openDatabase(env)
    .insert(forms)
    .values({ id, storeId: demoStores[store].id, slug: 'apply', ...words, fields: [], ...times, ...columns });
  return id;
}

/** Where a form that was shown some seconds ago, ten unless told otherwise, is sent. */
export async function sentTo(formId: string, secondsAgo = 10): Promise<string> {
  const slug = await value('select slug from forms where id = ?', formId);
  const token = await tokens.issue(env.SEALING_KEY, formId, Date.now() - secondsAgo * 1000);
  return `/forms/${String(slug)}?token=${token}`;
}

/** What somebody of this address has answered to a form; returns the form's id. */
export async function hasAnswered(email: string, answers: Record<string, string> = {}): Promise<string> {
  const fields = Object.keys(answers).map((key) => aQuestionOf({ key, label: { en: key } }));
  const formId = await aForm({ slug: `form-${crypto.randomUUID()}`, fields });
  const typed = Object.entries(answers).map(([key, text]) => [`own_${key}`, text] as const);
  const reply = await visitor().post(await sentTo(formId), { email, name: 'Somebody', ...Object.fromEntries(typed) });
  if (reply.status !== 303) throw new Error(`the answer was refused: ${reply.status}`);
  return formId;
}
