// Whatever is done to orders in whatever order, by whomever: what the shop stores is what its history comes to, and what cannot be done
// is refused by its name. More than three hundred random sequences, each an order and what people try with it and with earlier ones:
// payments, parcels, refunds, papers, and changes by hand. After each step the papers of the order come to what it says.
import { env } from 'cloudflare:workers';
import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { Dice } from '../src/demo/dice.ts';
import { demoStores } from '../src/demo/shops.ts';
import { countAndExpire } from '../src/loyalty/due.ts';
import { products } from '../src/catalog/schema.ts';
import type { Content } from '../src/documents/content.ts';
import { grant } from '../src/loyalty/granting.ts';
import { change } from '../src/orders/changing/changing.ts';
import type { Added } from '../src/orders/changing/outcome.ts';
import { issueInvoice } from '../src/orders/papers/invoicing.ts';
import * as handling from '../src/orders/handling.ts';
import { place } from '../src/orders/placing/placing.ts';
import { steps, type Step } from '../src/orders/steps.ts';
import * as reviews from '../src/reviews/reviews.ts';
import { groups } from '../src/groups/schema.ts';
import { policiesSchema } from '../src/stores/policies.ts';
import { openDatabase } from '../src/web/database.ts';
import { nowhere } from '../src/web/network.ts';
import { aColleague } from './support/colleagues.ts';
import { Books, owedOf, type Good, type Method, type Sold, type Wish } from './support/ledgers.ts';
import { orderDaysAt } from './support/order-days.ts';
import { aProduct, sceneAt, wanted } from './support/orders.ts';
import { aCustomer } from './support/people.ts';
import { rows, value } from './support/records.ts';

const runs = 6;
const sequences = 60;
const day = 86_400_000;

type Person = { id: string; discount: number; isActive: boolean };

/** A shop with loyalty, its goods and its people, and the books beside it. */
async function open(dice: Dice) {
  const found = await sceneAt();
  const loyalty = {
    pointsPerUnit: 1 + Math.floor(dice.roll() * 3),
    pointWorthMinor: 1 + Math.floor(dice.roll() * 9),
    countsAfterDays: dice.pick([0, 2]),
    livesDays: 15 + Math.floor(dice.roll() * 60),
    pointsForReview: 20,
  };
  const scene = {
    ...found,
    store: { ...found.store, policies: policiesSchema.parse({ ...found.store.policies, loyalty }) },
  };
  await openDatabase(env).insert(groups).values({
    id: 'grp_odd',
    storeId: found.store.id,
    name: 'Odd',
    discountBasisPoints: 333,
    position: 9,
    createdAt: 1,
  });
  const people: Person[] = [];
  for (const [index, group] of ([null, 'gold', 'odd', null] as const).entries()) {
    const id = await aCustomer({
      email: `customer${index}@example.com`,
      hasLogin: false,
      group: group === 'odd' ? null : group,
    });
    if (group === 'odd')
      await env.DB.prepare(`update memberships set group_id = 'grp_odd', is_group_by_hand = 1 where customer_id = ?`)
        .bind(id)
        .run();
    people.push({ id, discount: { gold: 1000, odd: 333, none: 0 }[group ?? 'none'], isActive: true });
  }
  people.push({
    id: await aCustomer({ email: 'waits@example.com', hasLogin: false, status: 'pending' }),
    discount: 0,
    isActive: false,
  });
  const goods: Good[] = [];
  for (const [priceMinor, taxClass, stock] of [
    [5990, 'standard', null],
    [1, 'zero', null],
    [333, 'reduced', 40],
    [129_900, 'standard', 3],
  ] as const) {
    const sku = `${taxClass}-${priceMinor}`;
    goods.push({ id: await aProduct({ sku, priceMinor, taxClass, stock }), sku, priceMinor, stock });
  }
  const others = [await aProduct({ retiredAt: 1 }), await aProduct({ store: 'outlet' })];
  return { scene, people, goods, others, books: new Books(loyalty), by: await aColleague() };
}

type Shop = Awaited<ReturnType<typeof open>>;

/** Somebody orders something, or tries to. */
async function order({ scene, people, goods, others, books }: Shop, dice: Dice, now: number): Promise<void> {
  const who = dice.pick(people);
  const basket = goods
    .filter(() => dice.shows(0.4))
    .map((good) => ({ good, quantity: 1 + Math.floor(dice.roll() * 4) }));
  const shipping = dice.pick([0, 490, 995]);
  const method = dice.pick<Method>(['bank_transfer', 'cash_on_delivery', 'elsewhere']);
  const balance = books.of(who.id).points.balance;
  const points = dice.shows(0.4) ? Math.floor(dice.roll() * (balance + 3)) : 0;
  const hasOther = dice.shows(0.05);
  const items = [
    ...basket.map(({ good, quantity }) => ({ productId: good.id, quantity })),
    ...(hasOther ? [{ productId: dice.pick(others), quantity: 1 }] : []),
  ];
  const result = await place(
    scene,
    wanted(who.id, '', {
      items,
      paymentMethod: method,
      points,
      shipping: { name: 'Parcel', priceMinor: shipping, taxBasisPoints: 2300 },
    }),
    now,
  );
  const isShort = basket.some(({ good, quantity }) => good.stock !== null && good.stock < quantity);
  const problem =
    (items.length === 0 && 'nothing_ordered') ||
    (!who.isActive && 'not_a_customer') ||
    (points > balance && 'points_too_few') ||
    (hasOther && 'not_sold') ||
    (isShort && 'not_enough');
  expect(result.ok ? false : result.problem).toBe(problem);
  if (!result.ok) return;
  const cost = basket.reduce(
    (sum, { good, quantity }) => sum + Math.round(good.priceMinor * (1 - who.discount / 10_000)) * quantity,
    shipping,
  );
  const priced = books.priced(cost, points);
  const pieces = basket.map(({ good, quantity }) => ({
    good,
    quantity,
    unitMinor: Math.round(good.priceMinor * (1 - who.discount / 10_000)),
  }));
  books.place({
    id: result.orderId,
    customerId: who.id,
    method,
    discount: who.discount,
    pieces: new Map(pieces.map((piece, index) => [index + 1, piece])),
    shippingMinor: shipping,
    ...priced,
    placedAt: now,
  });
}

/** Somebody of the staff tries a step with one of the latest orders. */
async function act(shop: Shop, dice: Dice, now: number): Promise<string | null> {
  const latest = shop.books.orders.slice(-4);
  if (latest.length === 0) return null;
  const one = dice.pick(latest);
  const chance = dice.roll();
  const problem =
    chance < 0.4
      ? await tryChange(shop, one, dice, now)
      : chance < 0.45
        ? await tryInvoice(shop, one, now)
        : await tryStep(shop, one, dice, now);
  await expectBalance(one);
  return problem;
}

async function tryStep({ scene, books }: Shop, one: Sold, dice: Dice, now: number): Promise<string | null> {
  const step = dice.pick(steps);
  const owed = owedOf(one);
  const amount = step === 'pay' ? dice.pick([owed, owed, Math.ceil(owed / 2), owed + 1, 0]) : owed;
  const result = await taking(scene, one, step, amount, now);
  const isWrong = step === 'pay' && (amount < 1 || amount > owed);
  const problem = books.refusal(one, step) ?? (isWrong ? 'amount_invalid' : null);
  expect([step, result.ok ? null : result.problem]).toEqual([step, problem]);
  if (result.ok) books.take(one, step, now, amount);
  return problem;
}

function taking(scene: Shop['scene'], { id: orderId }: Sold, step: Step, amount: number, now: number) {
  const acting = { orderId, staffId: null };
  switch (step) {
    case 'pay':
      return handling.receivePayment(scene, acting, amount, now);
    case 'ship':
      return handling.ship(scene, acting, { carrier: 'dpd', trackingCode: '01234567890123' }, now);
    case 'deliver':
      return handling.deliver(scene, acting, now);
    case 'cancel':
      return handling.cancel(scene, acting, now);
    case 'refund':
      return handling.refund(scene, acting, now);
    case 'repay':
      return handling.repay(scene, acting, now);
  }
}

async function tryInvoice({ scene, by }: Shop, one: Sold, now: number): Promise<string | null> {
  const result = await issueInvoice(scene, { orderId: one.id, staffId: by }, now);
  const problem =
    (one.done.has('cancelled') && 'is_cancelled') ||
    (one.done.has('refunded') && 'is_refunded') ||
    (one.isInvoiced && 'has_invoice') ||
    null;
  expect(['invoice', result.ok ? null : result.problem]).toEqual(['invoice', problem]);
  if (result.ok) one.isInvoiced = true;
  return problem;
}

/** Somebody of the staff changes the order: one or two things of it. */
async function tryChange(
  { scene, goods, books, by }: Shop,
  one: Sold,
  dice: Dice,
  now: number,
): Promise<string | null> {
  const wish: Wish = { lines: new Map(), added: [] };
  for (let count = dice.pick([1, 1, 2]); count > 0; count -= 1) wishFor(wish, one, goods, dice);
  const seen = Number(await value('select revision from orders where id = ?', one.id));
  const revision = dice.shows(0.05) ? seen - 1 : seen;
  const wishes = { ...wish, added: await addedBy(wish), revision, why: 'Asked by phone', isWhyTold: dice.shows(0.5) };
  const result = await change(scene, { orderId: one.id, staffId: by }, wishes, now);
  const isOver = one.done.has('cancelled') || one.done.has('refunded');
  const problem = !isOver && revision !== seen ? 'changed_meanwhile' : books.refusalOf(one, wish);
  expect(['change', wish, result.ok ? null : result.problem]).toEqual(['change', wish, problem]);
  if (result.ok) books.change(one, wish, now, seen);
  return problem;
}

function wishFor(wish: Wish, one: Sold, goods: readonly Good[], dice: Dice): void {
  const position = dice.pick([...one.pieces.keys()]);
  const piece = one.pieces.get(position);
  const line = wish.lines.get(position) ?? {};
  const some = 1 + Math.floor(dice.roll() * 3);
  switch (Math.floor(dice.roll() * 7)) {
    case 0:
    case 1:
      wish.lines.set(position, { ...line, quantity: dice.pick([0, 1, 2, 3, 5, 50]) });
      break;
    case 2:
      wish.lines.set(position, {
        ...line,
        unitPriceMinor: dice.pick([0, 99, 5000, Math.floor((piece?.unitMinor ?? 0) * 0.8)]),
      });
      break;
    case 3:
      wish.added.push({ good: dice.pick(goods), quantity: some, unitPriceMinor: dice.pick([null, null, 1500]) });
      break;
    case 4:
      wish.added.push({ good: null, quantity: some, unitPriceMinor: dice.pick([0, 250, 1999]) });
      break;
    case 5:
      wish.shippingMinor = dice.pick([0, 490, 1200]);
      break;
    default:
      wish.rebate = dice.pick([
        { minor: 0 },
        { minor: 333 },
        { minor: 5000 },
        { minor: 90_000_000 },
        { basisPoints: 1250 },
      ]);
  }
}

async function addedBy({ added }: Wish): Promise<Added[]> {
  const all = added.map(async ({ good, quantity, unitPriceMinor }): Promise<Added> => {
    if (good === null)
      return { product: null, name: 'Sail repair', taxClass: 'reduced', quantity, unitPriceMinor: unitPriceMinor ?? 0 };
    const [product] = await openDatabase(env).select().from(products).where(eq(products.id, good.id));
    if (!product) throw new Error('no such product');
    return { product, quantity, unitPriceMinor };
  });
  return Promise.all(all);
}

/** The invoices of an order less its credit notes are what it says, with the tax by rate; nothing where none is open. */
async function expectBalance({ id, isInvoiced }: Sold): Promise<void> {
  const row = await env.DB.prepare(
    `select total_minor, tax_minor, shipping_tax_basis_points as rate, refunded_minor, paid_minor, rebate_minor, points_minor,
      (select json_group_array(json_array(tax_basis_points, tax_minor)) from order_lines where order_id = o.id) as lines,
      (select json_group_array(json_array(type, json(content))) from documents where order_id = o.id and type in ('invoice', 'credit_note')) as papers
    from orders o where id = ?`,
  )
    .bind(id)
    .first<Record<string, string | number>>();
  if (!row) throw new Error('no order');
  const lines = JSON.parse(String(row.lines)) as [number, number][];
  const shippingTax = Number(row.tax_minor) - lines.reduce((sum, [, tax]) => sum + tax, 0);
  const said = byRate(isInvoiced ? [...lines, [Number(row.rate), shippingTax]] : []);
  const papers = JSON.parse(String(row.papers)) as ['invoice' | 'credit_note', Content][];
  const signed = papers.map(([type, content]) => ({ sign: type === 'invoice' ? 1 : -1, content }));
  const written = byRate(
    signed.flatMap(({ sign, content }) =>
      content.taxes.map(({ taxBasisPoints, taxMinor }): [number, number] => [taxBasisPoints, sign * taxMinor]),
    ),
  );
  const whole = signed.reduce((sum, { sign, content }) => sum + sign * content.totalMinor, 0);
  const net = signed.reduce(
    (sum, { sign, content }) => sum + content.taxes.reduce((all, one) => all + sign * (one.netMinor + one.taxMinor), 0),
    0,
  );
  const total = isInvoiced ? Number(row.total_minor) : 0;
  expect([written, whole, net]).toEqual([said, total, total]);
}

/** The tax at each rate, where there is any. */
function byRate(parts: readonly [number, number][]): Record<number, number> {
  const sums: Record<number, number> = {};
  for (const [rate, tax] of parts) sums[rate] = (sums[rate] ?? 0) + tax;
  return Object.fromEntries(Object.entries(sums).filter(([, tax]) => tax !== 0));
}

/** What else happens in between: points count and expire, a customer rates something, the shop gives points. */
async function meanwhile({ scene, people, goods, books, by }: Shop, dice: Dice, now: number): Promise<void> {
  const { db, store } = scene;
  const who = dice.pick(people);
  const chance = dice.roll();
  if (chance < 0.3) {
    await countAndExpire(db, now);
    books.countAndExpire(now);
  } else if (chance < 0.8) {
    const good = dice.pick(goods).id;
    const result = await reviews.rate(db, { store, customerId: who.id }, { productId: good, stars: 4, text: '' }, now);
    expect(result.ok).toBe(books.rate(who.id, good, now));
  } else {
    const points = Math.floor(dice.roll() * 400) - 100 || 1;
    const result = await grant({ db, store, from: nowhere }, by, { customerId: who.id, points, reason: 'Sorry' }, now);
    expect(result.ok).toBe(books.of(who.id).points.byHand(points, now));
  }
}

const refusals = new Set<string>();

it.each(Array.from({ length: runs }, (_, run) => run))(
  'memberships, days, points, totals and numbers are what the history comes to (sixty sequences, %i)',
  async (run) => {
    const dice = new Dice(1000 + run);
    const shop = await open(dice);
    let now = Date.UTC(2026, 11, 1);
    const later = () => (now += 1000 + Math.floor(dice.roll() * day));
    for (let sequence = 0; sequence < sequences; sequence += 1) {
      await order(shop, dice, later());
      for (let count = 3 + Math.floor(dice.roll() * 4); count > 0; count -= 1) {
        const problem = await act(shop, dice, later());
        if (problem) refusals.add(problem);
      }
      await meanwhile(shop, dice, later());
    }
    const { stored, expected } = await membershipsOf(shop);
    expect(stored).toEqual(expected);
    await expectSame(shop);
  },
  60_000,
);

it('every refusal there is was among them', () => {
  expect([...refusals].toSorted()).toEqual([
    'amount_invalid',
    'changed_meanwhile',
    'has_invoice',
    'has_left',
    'is_cancelled',
    'is_delivered',
    'is_paid',
    'is_refunded',
    'is_shipped',
    'no_lines',
    'not_enough',
    'not_paid',
    'not_shipped',
    'not_too_much',
    'nothing_changed',
    'rebate_too_high',
  ]);
});

async function membershipsOf({ people, books }: Shop) {
  const figures = people
    .map(({ id }) => books.figuresOf(id))
    .toSorted((one, other) => (one.customer_id < other.customer_id ? -1 : 1));
  const stored = await rows(
    `select customer_id, turnover_minor, order_count, last_order_at, unrated_count, points from memberships
    where store_id = ? order by customer_id`,
    demoStores.goods.id,
  );
  return { stored, expected: figures };
}

async function expectSame({ goods, books }: Shop): Promise<void> {
  const stock = await rows(
    'select id, stock from products where id in (select value from json_each(?))',
    JSON.stringify(goods.map(({ id }) => id)),
  );
  expect(new Map(stock.map((row) => [row.id, row.stock]))).toEqual(
    new Map(goods.map(({ id, stock: left }) => [id, left])),
  );
  const days = await orderDaysAt(demoStores.goods);
  expect(days.kept.length).toBeGreaterThan(10);
  expect(days.kept).toEqual(days.expected);
  await expectTotals(books);
  await expectNumbers(books);
  await expectPapers(books);
}

/** To the cent: lines, shipping, what the shop lets off and points make the total, and the tax is that of its parts. */
async function expectTotals({ orders }: Books): Promise<void> {
  const totals = new Map(
    orders.map(({ id, totalMinor, paidMinor, refundedMinor, rebateMinor, spent }) => [
      id,
      { totalMinor, paidMinor, refundedMinor, rebateMinor, spent },
    ]),
  );
  const stored = await rows(
    `select o.*, sum(l.total_minor) as lines_minor, sum(l.tax_minor) as line_tax_minor,
      sum(l.total_minor * 1.0 * l.tax_basis_points / (10000 + l.tax_basis_points)) as exact_tax, count(*) as line_count,
      sum(l.unit_price_minor * l.quantity <> l.total_minor) as wrong_lines
    from orders o join order_lines l on l.order_id = o.id group by o.id`,
  );
  expect(stored).toHaveLength(orders.length);
  for (const row of stored) {
    const [items, shipping, rebate, points, total, tax] = ['items', 'shipping', 'rebate', 'points', 'total', 'tax'].map(
      (name) => Number(row[`${name}_minor`]),
    ) as [number, number, number, number, number, number];
    expect(totals.get(String(row.id))).toEqual({
      totalMinor: total,
      paidMinor: row.paid_minor,
      refundedMinor: row.refunded_minor,
      rebateMinor: rebate,
      spent: row.points_spent,
    });
    expect([row.wrong_lines, row.lines_minor]).toEqual([0, items]);
    expect(items + shipping - rebate - points).toBe(total);
    const whole = Number(row.exact_tax) + (shipping * 2300) / 12_300;
    // What comes off the whole lowers each part by its share; each part is rounded once.
    const exact = items + shipping === 0 ? 0 : (whole * total) / (items + shipping);
    expect(Math.abs(tax - exact)).toBeLessThanOrEqual((Number(row.line_count) + 1) * 0.7);
    expect(tax - Number(row.line_tax_minor)).toBeGreaterThanOrEqual(0);
  }
}

/** One after the other in the year, in the order in which orders were placed; none twice and none left out. */
async function expectNumbers({ orders }: Books): Promise<void> {
  const stored = await rows('select id, number from orders order by placed_at');
  const seen = new Map<string, number>();
  const expected = orders.map(({ id, placedAt }) => {
    const year = new Date(placedAt).getUTCFullYear();
    const next = (seen.get(`${year}`) ?? 0) + 1;
    seen.set(`${year}`, next);
    return { id, number: `${year}-${String(next).padStart(5, '0')}` };
  });
  expect(stored).toEqual(expected);
  for (const [year, last] of seen) {
    expect(await value('select last from number_series where series = ?', `order:${year}`)).toBe(last);
  }
}

/** Each order has the papers that its history asks for, and the papers of each type are numbered without a gap. */
async function expectPapers({ orders }: Books): Promise<void> {
  const wrong = await rows(
    `select o.id, o.number, o.status, d.types from orders o join (
      select order_id, group_concat(type) as types from (
        select * from documents where type in ('order', 'delivery_note') order by type) group by order_id
    ) d on d.order_id = o.id
    where d.types <> concat_ws(',',
      case when o.shipped_at is not null then 'delivery_note' end,
      'order')
    union all select o.id, o.number, o.status, d.open from orders o join (
      select order_id, sum(case type when 'invoice' then 1 when 'credit_note' then -1 else 0 end) as open from documents group by order_id
    ) d on d.order_id = o.id
    where d.open <> (o.id in (select value from json_each(?)))`,
    JSON.stringify(orders.filter(({ isInvoiced }) => isInvoiced).map(({ id }) => id)),
  );
  expect(wrong).toEqual([]);
  const confirmed = `select count(*) from documents d join orders o on o.id = d.order_id and o.number = d.number where d.type = 'order'`;
  expect(await value(confirmed)).toBe(await value('select count(*) from orders'));
  const series = await rows(
    `select type, substr(number, 1, 4) as year, count(*) as papers, count(distinct number) as numbers,
      min(number) as first, max(number) as last
    from documents where type <> 'order' group by 1, 2`,
  );
  expect(series.length).toBeGreaterThan(2);
  for (const { type, year, papers, numbers, first, last } of series) {
    expect(numbers).toBe(papers);
    expect([first, last]).toEqual([`${String(year)}-00001`, `${String(year)}-${String(papers).padStart(5, '0')}`]);
    const counted = await value('select last from number_series where series = ?', `${String(type)}:${String(year)}`);
    expect(counted).toBe(papers);
  }
}
