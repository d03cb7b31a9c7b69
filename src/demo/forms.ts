// Forms of the demo stores, and what Ada has answered: the same each time.
import type { Question } from '../customers/details/asked.ts';
import { answered, answerSchema } from '../forms/input.ts';
import { formAnswers, forms } from '../forms/schema.ts';
import * as stores from '../stores/stores.ts';
import { batch, type Database } from '../web/database.ts';
import { demoStores } from './shops.ts';

const day = 86_400_000;

const offer: readonly Question[] = [
  {
    key: 'event',
    type: 'choice',
    demand: 'required',
    label: { en: 'What is it for?', de: 'Wofür ist es?', cs: 'K čemu to bude?' },
    choices: [
      { value: 'choice_1', label: { en: 'A company gift', de: 'Firmengeschenk', cs: 'Firemní dárek' } },
      { value: 'choice_2', label: { en: 'A wedding', de: 'Hochzeit', cs: 'Svatba' } },
      { value: 'choice_3', label: { en: 'Something else', de: 'Etwas anderes', cs: 'Něco jiného' } },
    ],
  },
  {
    key: 'pieces',
    type: 'number',
    demand: 'required',
    label: { en: 'How many pieces?', de: 'Wie viele Stück?', cs: 'Kolik kusů?' },
    choices: [],
  },
  {
    key: 'by',
    type: 'date',
    demand: 'optional',
    label: { en: 'By when?', de: 'Bis wann?', cs: 'Do kdy?' },
    choices: [],
  },
  {
    key: 'engraved',
    type: 'checkbox',
    demand: 'optional',
    label: { en: 'Engrave our name', de: 'Mit Gravur unseres Namens', cs: 'Vyrýt naše jméno' },
    choices: [],
  },
  {
    key: 'wish',
    type: 'long_text',
    demand: 'optional',
    label: { en: 'What else should we know?', de: 'Was sollten wir noch wissen?', cs: 'Co bychom ještě měli vědět?' },
    choices: [],
  },
];

const trade: readonly Question[] = [
  { key: 'company', type: 'text', demand: 'required', label: { de: 'Firma', en: 'Company' }, choices: [] },
  { key: 'vat_id', type: 'text', demand: 'optional', label: { de: 'USt-IdNr.', en: 'VAT ID' }, choices: [] },
  {
    key: 'trade',
    type: 'choice',
    demand: 'required',
    label: { de: 'Branche', en: 'Line of business' },
    choices: [
      { value: 'choice_1', label: { de: 'Schiffsausrüster', en: 'Chandlery' } },
      { value: 'choice_2', label: { de: 'Bootsverleih', en: 'Boat charter' } },
      { value: 'choice_3', label: { de: 'Gastronomie', en: 'Restaurant or hotel' } },
    ],
  },
  {
    key: 'about',
    type: 'long_text',
    demand: 'optional',
    label: { de: 'Was möchten Sie bei uns kaufen?', en: 'What would you like to buy from us?' },
    choices: [],
  },
];

/** The form of Harbour Goods, and its id. */
const offerForm = 'frm_offer'.padEnd(30, '0');

/** Adds a form at Harbour Goods, which Ada has filled in, and one by which one asks Hafen Handel to become a customer. */
export async function addForms(db: Database, now: number): Promise<void> {
  const store = await stores.atHost(db, demoStores.goods.hostname, now);
  if (!store) throw new Error('the demo has no store');
  const times = { createdAt: now - 200 * day, updatedAt: now - 200 * day, closedAt: null };
  const atGoods = {
    id: offerForm,
    storeId: demoStores.goods.id,
    slug: 'ask-for-an-offer',
    titles: { en: 'Ask for an offer', de: 'Angebot anfragen', cs: 'Požádat o nabídku' },
    texts: {
      en: 'From **twenty pieces** on we make you an offer, within two working days.',
      de: 'Ab **zwanzig Stück** machen wir Ihnen innerhalb von zwei Werktagen ein Angebot.',
      cs: 'Od **dvaceti kusů** vám do dvou pracovních dnů připravíme nabídku.',
    },
    fields: [...offer],
    ...times,
  };
  const atTrade = {
    id: 'frm_trade'.padEnd(30, '0'),
    storeId: demoStores.trade.id,
    slug: 'become-a-customer',
    titles: { de: 'Händler werden', en: 'Become a trade customer' },
    texts: {
      de: 'Wir verkaufen nur an Gewerbetreibende. Erzählen Sie uns, wer Sie sind: Sie erhalten dann eine **Einladung**.',
      en: 'We sell to businesses only. Tell us who you are, and we send you an **invitation**.',
    },
    fields: [...trade],
    ...times,
  };
  const typed = {
    email: 'ada@example.com',
    name: 'Ada Lovelace',
    own_event: 'choice_1',
    own_pieces: '40',
    own_wish: said,
  };
  const around = { country: 'IE', countries: ['IE'], newsletterWords: '', now };
  const given = answered({ store, language: 'en' }, atGoods, answerSchema(atGoods, around).parse(typed));
  const ada = 'cus_ada'.padEnd(30, '0');
  await batch(db, [
    db.insert(forms).values([atGoods, atTrade]),
    db.insert(formAnswers).values({
      id: 'fan_ada'.padEnd(30, '0'),
      formId: offerForm,
      storeId: demoStores.goods.id,
      customerId: ada,
      answers: given,
      at: now - 40 * day,
    }),
  ]);
}

const said =
  'Rope bags for everybody who wrote a program this year.\nIf there are lanterns left, one for each of the three founders.';
