// What is held of a customer's points and orders, and of what they want to buy and say about it.
import { sql } from 'drizzle-orm';
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import { products } from '../catalog/schema.ts';
import { basketItems, checkouts } from '../checkout/schema.ts';
import { answers, questions } from '../discussions/schema.ts';
import { documents } from '../documents/schema.ts';
import { formAnswers, forms } from '../forms/schema.ts';
import { pointsEntries } from '../loyalty/schema.ts';
import { forgetting, forgettingWords } from '../orders/erasure.ts';
import { quotations } from '../orders/quotations/schema.ts';
import { orderLines, orders, orderTerms, purchases } from '../orders/schema.ts';
import { reviews } from '../reviews/schema.ts';
import { wishes } from '../wishlist/schema.ts';
import { all, storeOf, type Holding } from './holding.ts';

/** The shop's own number of a row's product. */
const skuOf = (productId: AnySQLiteColumn) =>
  sql<string>`(select ${products.sku} from ${products} where ${products.id} = ${productId})`.as('sku');

/** In the order of the export. */
export const tradeHoldings: readonly Holding[] = [
  {
    name: 'points',
    table: pointsEntries,
    customerId: pointsEntries.customerId,
    storeId: pointsEntries.storeId,
    told: {
      store: storeOf(pointsEntries.storeId),
      ...all(pointsEntries, [
        ...(['id', 'storeId', 'customerId', 'cause', 'orderId'] as const),
        ...(['left', 'position', 'staffId'] as const),
      ]),
    },
  },
  {
    name: 'orders',
    table: orders,
    customerId: orders.customerId,
    storeId: orders.storeId,
    told: {
      store: storeOf(orders.storeId),
      ...all(orders, [
        ...(['storeId', 'customerId', 'guestKey', 'secretHash', 'erasedAt'] as const),
        ...(['statusId', 'statusAt', 'remindedDays', 'revision', 'updatedAt'] as const),
      ]),
      items: sql<string>`(
        select json_group_array(json_object('name', name, 'quantity', quantity, 'totalMinor', total_minor))
        from ${orderLines} where ${orderLines.orderId} = ${orders.id})`.as('items'),
    },
    before: forgettingWords,
    forget: forgetting,
  },
  {
    name: 'quotations',
    table: quotations,
    customerId: quotations.customerId,
    storeId: quotations.storeId,
    told: {
      store: storeOf(quotations.storeId),
      ...all(quotations, ['documentId', 'storeId', 'customerId', 'orderId', 'staffId', 'remindAt']),
    },
  },
  {
    name: 'documents',
    table: documents,
    customerId: documents.customerId,
    storeId: documents.storeId,
    told: { store: storeOf(documents.storeId), ...all(documents, ['id', 'storeId', 'customerId', 'orderId']) },
    // The books keep what was charged, and the paper says nothing of the person any more.
    forget: (db, whose) =>
      db
        .update(documents)
        .set({ customerId: null, content: sql`json_set(${documents.content}, '$.buyer', null)` })
        .where(whose),
  },
  {
    name: 'purchases',
    table: purchases,
    customerId: purchases.customerId,
    storeId: purchases.storeId,
    told: {
      store: storeOf(purchases.storeId),
      sku: skuOf(purchases.productId),
      at: purchases.at,
      ratedAt: purchases.ratedAt,
    },
  },
  {
    name: 'order_terms',
    table: orderTerms,
    customerId: orderTerms.customerId,
    storeId: orderTerms.storeId,
    told: null,
  },
  {
    name: 'reviews',
    table: reviews,
    customerId: reviews.customerId,
    storeId: reviews.storeId,
    told: {
      store: storeOf(reviews.storeId),
      sku: skuOf(reviews.productId),
      ...all(reviews, ['id', 'storeId', 'customerId', 'productId']),
    },
    before: (db, whose) => db.delete(reviews).where(sql`${whose} and ${reviews.status} <> 'published'`),
    // Of what was published the stars stay, so that the average of the product says what it said.
    forget: (db, whose) => db.update(reviews).set({ customerId: null, text: '' }).where(whose),
  },
  {
    name: 'questions',
    table: questions,
    customerId: questions.customerId,
    storeId: questions.storeId,
    told: {
      store: storeOf(questions.storeId),
      sku: skuOf(questions.productId),
      text: questions.text,
      askedAt: questions.askedAt,
      answers: sql<string>`(
        select json_group_array(json_object('text', answers.text, 'at', answers.at))
        from answers where answers.question_id = questions.id)`.as('answers_to_it'),
    },
    before: (db, whose) =>
      db.delete(answers).where(sql`${answers.questionId} in (select ${questions.id} from ${questions} where ${whose})`),
  },
  {
    name: 'wishes',
    table: wishes,
    customerId: wishes.customerId,
    storeId: wishes.storeId,
    told: { store: storeOf(wishes.storeId), sku: skuOf(wishes.productId), at: wishes.at },
  },
  {
    name: 'basket',
    table: basketItems,
    customerId: basketItems.customerId,
    storeId: basketItems.storeId,
    told: {
      store: storeOf(basketItems.storeId),
      sku: skuOf(basketItems.productId),
      ...all(basketItems, ['storeId', 'customerId', 'productId']),
    },
  },
  {
    name: 'checkouts',
    table: checkouts,
    customerId: checkouts.customerId,
    storeId: checkouts.storeId,
    told: { store: storeOf(checkouts.storeId), ...all(checkouts, ['tokenHash', 'storeId', 'customerId', 'orderId']) },
  },
  {
    name: 'form_answers',
    table: formAnswers,
    customerId: formAnswers.customerId,
    storeId: formAnswers.storeId,
    told: {
      store: storeOf(formAnswers.storeId),
      form: sql<string>`(select ${forms.slug} from ${forms} where ${forms.id} = ${formAnswers.formId})`.as('form'),
      ...all(formAnswers, ['id', 'formId', 'storeId', 'customerId']),
    },
  },
];
