// What the till of Harbour Goods has sent, long ago: orders of guests, one for everything that a partner can say happens to one.
import { change } from '../orders/changing/changing.ts';
import * as handling from '../orders/handling.ts';
import { place } from '../orders/placing/placing.ts';
import { find } from '../orders/taking.ts';
import type { Database } from '../web/database.ts';
import { idOf } from '../web/ids.ts';
import { sceneOf, wantedBy } from './orders.ts';

const day = 86_400_000;

/** Their ids end like this: two wait for what comes, one is paid, and for one too much was paid. */
const sent = ['waits', 'waitstoo', 'paid', 'overpaid'] as const;

/** Places them, three hundred days ago. */
export async function addTillOrders(db: Database, now: number): Promise<void> {
  const scene = await sceneOf(db, 'goods', now);
  const then = now - 300 * day;
  const contact = { name: 'Mary Ward', email: 'mary@example.com', phone: '' };
  // Nothing of the demo's mail is sent, so what seals the secret in it does not matter.
  const guest = { secret: 'a-till-in-the-harbour', sealingKey: Buffer.alloc(32).toString('base64') };
  const wanted = wantedBy(scene.store, { store: 'goods', name: contact.name, id: '' }, [['MR-10', 3]]);
  const shipping = { name: 'Picked up', priceMinor: 0, taxBasisPoints: 2300 };
  for (const how of sent) {
    const id = idOf('order', `till${how}`);
    const order = { ...wanted, customerId: null, contact, shipping, paymentMethod: 'elsewhere' as const };
    const placed = await place(scene, order, then, { id, guest });
    if (!placed.ok) throw new Error(`the demo cannot order: ${placed.problem}`);
    if (how === 'paid' || how === 'overpaid') await handling.receiveAll(scene, { orderId: id, staffId: null }, then);
  }
  const orderId = idOf('order', 'tilloverpaid');
  const { revision = 0 } = (await find(scene, orderId))?.order ?? {};
  const why = 'A knot came loose.';
  await change(scene, { orderId, staffId: null }, { rebate: { minor: 500 }, revision, why, isWhyTold: false }, then);
}
