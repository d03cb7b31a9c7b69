// Discussions for partners: what customers ask about products, and the shop's answers.
import * as z from 'zod';
import { reading, writing, type Acting, type Endpoint, type Place } from '../partners/contract.ts';
import {
  byId,
  idField,
  listOf,
  listQuery,
  moment,
  momentOf,
  none,
  nothing,
  pageOf,
  yesOrNo,
} from '../partners/fields.ts';
import { refused } from '../partners/problems.ts';
import { isAtLeast } from '../staff/roles.ts';
import type { Database } from '../web/database.ts';
import { idOf } from '../web/ids.ts';
import { requiredText } from '../web/lines.ts';
import { answer, hide, questionAt } from './desk/desk.ts';
import * as posts from './posts.ts';
import { longestText } from './questions.ts';

const discussion = z
  .strictObject({
    id: idField('qst'),
    customer_id: idField('cus').meta({ description: 'Who asked. Others read the question without a name.' }),
    product_id: idField('prd'),
    question: z.string(),
    asked_at: moment,
    answers: z
      .array(z.strictObject({ id: idField('ans'), text: z.string(), answered_at: moment }))
      .meta({ description: 'The oldest first.' }),
    answered_at: moment.nullable().meta({ description: 'When the shop answered last.' }),
    hidden_at: moment.nullable().meta({ description: 'Since when nobody reads it but whoever asked.' }),
    is_open: z.boolean().meta({ description: 'Whether it waits for the shop: neither answered nor hidden.' }),
  })
  .meta({ id: 'Discussion' });

function shown(post: posts.Post): z.input<typeof discussion> {
  return {
    id: post.id,
    customer_id: post.customerId,
    product_id: post.productId,
    question: post.text,
    asked_at: momentOf(post.askedAt),
    answers: post.answers.map(({ id: answerId, text, at }) => ({ id: answerId, text, answered_at: momentOf(at) })),
    answered_at: momentOf(post.answeredAt),
    hidden_at: momentOf(post.hiddenAt),
    is_open: post.isOpen,
  };
}

const wanted = listQuery(z.tuple([z.string()])).extend({
  is_open: yesOrNo.optional().meta({ description: 'Which wait for the shop; with `false`, which do not.' }),
  customer_id: idField('cus').optional(),
  product_id: idField('prd').optional(),
});

const said = { tag: 'Discussions', params: byId('qst'), query: none } as const;

/** A write of one question: how it looks behind it is read in the batch of the change. */
const writes = {
  ...said,
  scope: 'discussions:write',
  method: 'post',
  reply: discussion,
  version: ({ params }: { params: { id: string } }, { store }: Pick<Place, 'store'>) =>
    posts.versionOf(store.id, params.id),
  load: (db: Database, { params }: { params: { id: string } }, { store }: Pick<Place, 'store'>) =>
    [posts.at(db, store.id, params.id)] as const,
  show: ([[post]]: readonly [readonly posts.Post[]]) => (post ? shown(post) : refused('not_found')),
} as const;

export const discussionEndpoints: Endpoint[] = [
  reading({
    tag: 'Discussions',
    scope: 'discussions:read',
    operation: 'listDiscussions',
    path: '/discussions',
    summary: 'What customers ask about products',
    description: 'The newest first, each with the shop’s answers.',
    example: { path: '/discussions?is_open=true' },
    params: none,
    query: wanted,
    reply: listOf(discussion),
    load: (db, { query }, { store }) => {
      const { is_open: isOpen, customer_id: customerId, product_id: productId, limit, cursor } = query;
      const page = { limit, behind: cursor?.[0] ?? null };
      return [posts.listOf(db, store.id, { isOpen, customerId, productId }, page)];
    },
    show: ([rows], { query }) => pageOf(rows, query, (row) => [row.id], shown),
  }),
  reading({
    ...said,
    scope: 'discussions:read',
    operation: 'getDiscussion',
    path: '/discussions/{id}',
    summary: 'One question with its answers',
    example: { path: '/discussions/qst_goods_0' },
    reply: discussion,
    isSingle: true,
    load: writes.load,
    show: writes.show,
  }),
  writing({
    ...writes,
    operation: 'answerDiscussion',
    path: '/discussions/{id}/answers',
    summary: 'Answer a question',
    description:
      'The customer is told by mail. With the first answer anybody may read both at the product, without the customer’s name, ' +
      'unless they are hidden. The same words again are no second answer.',
    example: {
      path: '/discussions/qst_goods_2/answers',
      body: { text: 'From the tenth on, and we keep one for you.' },
    },
    body: z
      .strictObject({
        text: requiredText(longestText).meta({ description: `At most ${longestText} characters; may have lines.` }),
      })
      .meta({ id: 'NewAnswer' }),
    refusals: ['not_found'],
    act: async (acting, { params, body, made }, now) => {
      const question = await questionOf(acting, params.id);
      if (!question) return { ok: false, problem: 'not_found' };
      const given = { by: acting.caller.staff.id, text: body.text, id: idOf('answer', made) };
      return { ok: true, messageIds: await answer(acting, question, given, now) };
    },
  }),
  writing({
    ...writes,
    operation: 'hideDiscussion',
    path: '/discussions/{id}/hiding',
    summary: 'Hide a question',
    description:
      'From then on nobody reads it and its answers but whoever asked. This cannot be undone. Whoever made the key must be a manager.',
    example: { path: '/discussions/qst_goods_1/hiding', body: {} },
    body: nothing,
    refusals: ['not_found'],
    act: async (acting, { params }, now) => {
      const { staff } = acting.caller;
      if (!isAtLeast(staff.role, 'manager')) {
        return { ok: false, problem: 'role_too_low', detail: 'It needs the role manager.' };
      }
      const question = await questionOf(acting, params.id);
      if (!question) return { ok: false, problem: 'not_found' };
      await hide(acting, question, staff.id, now);
      return { ok: true };
    },
  }),
];

async function questionOf({ db, store }: Pick<Acting, 'db' | 'store'>, question: string) {
  const [found] = await questionAt(db, store.id, question);
  return found;
}
