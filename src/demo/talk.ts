// What the people of the demo wish for, put into their baskets, rate and ask, and what the shop answers: the same each time.
import { counting } from '../checkout/basket/filling.ts';
import { basketItems } from '../checkout/schema.ts';
import { answers, questions } from '../discussions/schema.ts';
import * as reviews from '../reviews/reviews.ts';
import * as reviewDesk from '../reviews/desk/desk.ts';
import * as stores from '../stores/stores.ts';
import { batch, type Database } from '../web/database.ts';
import { nowhere } from '../web/network.ts';
import * as wishlist from '../wishlist/wishlist.ts';
import { productId } from './goods.ts';
import { demoStores } from './shops.ts';

const day = 86_400_000;

type Said = {
  store: 'goods' | 'sklad';
  who: string;
  /** Who of the staff answers. */
  by: string;
  wishes: readonly string[];
  basket: readonly { sku: string; quantity: number }[];
  reviews: readonly { sku: string; daysAgo: number; stars: number; text: string; isPublished?: boolean }[];
  questions: readonly { sku: string; daysAgo: number; text: string; answer?: string; isRead?: boolean }[];
};

const people: readonly Said[] = [
  {
    store: 'goods',
    who: 'cus_ada'.padEnd(30, '0'),
    by: 'stf_olive'.padEnd(30, '0'),
    wishes: ['PT-05', 'WS-04'],
    basket: [
      { sku: 'RB-01', quantity: 1 },
      { sku: 'CM-03', quantity: 4 },
    ],
    reviews: [
      {
        sku: 'SL-02',
        daysAgo: 90,
        stars: 5,
        text: 'Burned through a whole night of wind on the terrace. Heavier than it looks, in a good way.',
        isPublished: true,
      },
      { sku: 'RB-01', daysAgo: 12, stars: 4, text: 'Roomy and solid. The cord could be longer.' },
    ],
    questions: [
      {
        sku: 'RB-01',
        daysAgo: 30,
        text: 'Does it keep water out when it rains all day?',
        answer:
          'It does, as long as the cord is pulled tight. For use on deck in heavy weather we recommend a dry bag inside.',
        isRead: true,
      },
      {
        sku: 'SL-02',
        daysAgo: 3,
        text: 'Which wick does the lantern take, and do you sell it?',
        answer: 'It takes a flat wick of 16 mm. We put two spare ones into every box.',
      },
      { sku: 'PT-05', daysAgo: 1, text: 'When will the pocket telescope be back?' },
    ],
  },
  {
    store: 'sklad',
    who: 'cus_karel'.padEnd(30, '0'),
    by: 'stf_marie'.padEnd(30, '0'),
    wishes: ['WS-04'],
    // Sold out since, and scarce.
    basket: [
      { sku: 'PT-05', quantity: 1 },
      { sku: 'WS-04', quantity: 10 },
    ],
    reviews: [
      { sku: 'MR-10', daysAgo: 80, stars: 5, text: 'Pevné lano, po sezóně jako nové.', isPublished: true },
      { sku: 'SL-02', daysAgo: 9, stars: 3, text: 'Svítí hezky, ale knot se špatně nastavuje.' },
    ],
    questions: [
      {
        sku: 'MR-10',
        daysAgo: 6,
        text: 'Dodáváte lano i v délce dvacet metrů?',
        answer: 'Ano, napište nám do poznámky k objednávce, nařežeme vám ho na míru.',
      },
      { sku: 'CM-03', daysAgo: 2, text: 'Dá se hrnek mýt v myčce?' },
    ],
  },
];

/** Lets them say it, once the goods, the people, their orders and the staff are there. */
export async function addTalk(db: Database, now: number): Promise<void> {
  for (const one of people) {
    const store = await stores.atHost(db, demoStores[one.store].hostname, now);
    if (!store) throw new Error('no demo store');
    const owner = { store, customerId: one.who };
    const wished = one.wishes.map((sku) => productId(one.store, sku));
    const held = one.basket.map(({ sku, quantity }) => ({
      storeId: store.id,
      customerId: one.who,
      productId: productId(one.store, sku),
      quantity,
      addedAt: now,
    }));
    await batch(db, [
      wishlist.adding(db, owner, wished, now),
      db.insert(basketItems).values(held),
      counting(db, owner),
      ...one.questions.flatMap((said, place) => asking(db, one, said, place, now)),
    ]);
    for (const { sku, daysAgo, isPublished, ...rated } of one.reviews) {
      const at = now - daysAgo * day;
      const result = await reviews.rate(db, owner, { productId: productId(one.store, sku), ...rated }, at);
      if (!result.ok) throw new Error(`the demo cannot rate: ${result.problem}`);
      const scene = { db, store, from: nowhere };
      const review = { id: result.reviewId, customerId: one.who };
      if (isPublished) await reviewDesk.publish(scene, review, one.by, at + day);
    }
  }
}

/** A question and its answer, as they are stored: the message about it was sent long ago. */
function asking(db: Database, { store, who, by }: Said, said: Said['questions'][number], place: number, now: number) {
  const askedAt = now - said.daysAgo * day;
  const id = `qst_${store}_${place}`;
  const answeredAt = said.answer === undefined ? null : askedAt + day / 2;
  const question = db.insert(questions).values({
    id,
    storeId: demoStores[store].id,
    customerId: who,
    productId: productId(store, said.sku),
    text: said.text,
    askedAt,
    answeredAt,
    isOpen: answeredAt === null,
    isUnread: answeredAt !== null && said.isRead !== true,
  });
  if (said.answer === undefined || answeredAt === null) return [question];
  const answer = { id: `ans_${store}_${place}`, questionId: id, staffId: by, text: said.answer, at: answeredAt };
  return [question, db.insert(answers).values(answer)];
}
