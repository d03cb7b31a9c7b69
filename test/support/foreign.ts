// One of everything that has an id, at any store, with words that no reply to somebody else may hold.
import { env } from 'cloudflare:workers';
import { beginning } from '../../src/customers/bulk/bulk.ts';
import { demoStores, type DemoStore } from '../../src/demo/shops.ts';
import { groups } from '../../src/groups/schema.ts';
import { batch, openDatabase } from '../../src/web/database.ts';
import { aCategory } from './catalog.ts';
import { aColleague } from './colleagues.ts';
import { aQuestion } from './discussions.ts';
import { aForm } from './forms.ts';
import { nextId } from './ids.ts';
import { aMessage } from './messages.ts';
import { anOrder, aProduct, aQuotation, paperOf } from './orders.ts';
import { aPage } from './pages.ts';
import { aKey } from './partners.ts';
import { anAddress, customerIn, signedIn } from './people.ts';
import { aList } from './price-lists.ts';
import { value } from './records.ts';
import { aReview } from './reviews.ts';
import { aStatus } from './statuses.ts';
import { aDelivery, aWebhook } from './webhooks.ts';

/** What everything is called by. */
export const marks = ['Zenobia', 'zenobia@', 'ZEN-'];

/** The ids of a store's things by their prefix. */
export type Things = Readonly<Record<string, string>>;

/** Makes one of everything at the store, in the hands of one customer, who is signed in; all of it is called after them. */
export async function everything(store: DemoStore, who = 'Zenobia'): Promise<Things> {
  const word = who.toLowerCase();
  const storeId = demoStores[store].id;
  const browser = await signedIn({ store, email: `${word}@${store}.example`, name: `${who} Quill` });
  const cus = customerIn(browser);
  const named = { names: { en: `${who} bag`, de: who, cs: who } };
  const prd = await aProduct({
    store,
    ...named,
    sku: `${who.slice(0, 3).toUpperCase()}-${store}`,
    slug: `${word}-${store}`,
  });
  const ord = await anOrder(cus, { items: [{ productId: prd, quantity: 1 }] }, { store });
  const { partnerId: ptn, id: key, staffId: stf } = await aKey({ store });
  const whk = await aWebhook({ store, partnerId: ptn });
  const grp = nextId('group');
  await openDatabase(env)
    .insert(groups)
    .values({ id: grp, storeId, name: `${who} group`, discountBasisPoints: 1000, position: 9, createdAt: 1 });
  return {
    cus,
    prd,
    ord,
    ptn,
    key,
    stf,
    whk,
    grp,
    evt: await aDelivery(whk, { storeId }),
    adr: await anAddress(cus, { name: `${who} Quill` }),
    cat: await aCategory({ store, ...named, slug: `${word}-${store}` }),
    doc: await paperOf(ord, 'order'),
    quotation: await aQuotation(cus, { items: [{ productId: prd, quantity: 1 }] }, { store }),
    frm: await aForm({ store, slug: `${word}-${store}`, titles: { en: `${who} form` } }),
    msg: await aMessage({ store, toAddress: `${word}@example.com`, customerId: cus }),
    pag: await aPage({ store, slug: `${word}-${store}`, titles: { en: `${who} page` } }),
    prl: await aList({ store, name: `${who} list`, prices: { [prd]: 4990 } }),
    qst: await aQuestion(cus, { store, productId: prd, text: `${who} asks` }),
    rev: await aReview(cus, { store, text: `${who} rates` }),
    sts: await aStatus({ store, names: { en: `${who} status`, de: who, cs: who } }),
    ses: String(await value('select public_id from sessions where holder_id = ?', cus)),
    blk: await anAct(storeId, await aColleague({ store, email: `${word}.bulk@${store}.example` }), cus),
  };
}

async function anAct(storeId: string, by: string, customerId: string): Promise<string> {
  const db = openDatabase(env);
  const begun = { act: 'deny', by, customerIds: [customerId] } as const;
  const { bulk, statements } = beginning(db, { id: storeId }, begun, Date.now());
  await batch(db, statements);
  return bulk.id;
}
