// People of Harbour Goods who can sign in, and have perhaps ordered something, before the tests begin: by the pages it would take a while.
// What happens to an order stays, so each is for one test.
import { addOrders, type Life } from '../../src/demo/orders.ts';
import { addPerson, type DemoPerson } from '../../src/demo/people.ts';
import type { Database } from '../../src/web/database.ts';

type Shopper = DemoPerson & { ordered: readonly Life[] };

function aShopper(email: string, name: string, ordered: readonly Life[] = []): Shopper {
  return { store: 'goods', email, name, password: 'copper-kettle-under-the-stairs', group: null, ordered };
}

/** A rope bag that is to be paid by bank transfer. */
const unpaid: readonly Life[] = [{ daysAgo: 0, items: [['RB-01', 1]], steps: [] }];

/** A sweater that is to be shipped. */
const paid: readonly Life[] = [{ daysAgo: 2, items: [['WS-04', 1]], steps: ['pay'] }];

/** Who has an order to pay, who has one that is paid, and who has none: for a browser with scripts, and for one without. */
export const shoppers = {
  scripts: {
    owing: aShopper('joan@example.com', 'Joan Clarke', unpaid),
    waiting: aShopper('mavis@example.com', 'Mavis Batey', paid),
    talking: aShopper('margaret@example.com', 'Margaret Rock'),
  },
  noScripts: {
    owing: aShopper('alan@example.com', 'Alan Turing', unpaid),
    waiting: aShopper('dilly@example.com', 'Dilly Knox', paid),
    talking: aShopper('gordon@example.com', 'Gordon Welchman'),
  },
} as const;

/** Puts them and their orders into the shop. */
export async function addShoppers(db: Database, now: number): Promise<void> {
  for (const shopper of Object.values(shoppers).flatMap((ones) => Object.values(ones))) {
    const id = await addPerson(db, shopper, now);
    await addOrders(db, { ...shopper, id }, now, shopper.ordered);
  }
}
