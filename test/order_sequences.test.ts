// Whatever is done to orders in whatever order, by whomever: what the shop stores is what its history comes to, and what cannot be done
// is refused by its name. More than five hundred random sequences, each an order and what people try with it and with earlier ones.
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { Dice } from '../src/demo/dice.ts';
import { demoStores } from '../src/demo/shops.ts';
import { countAndExpire } from '../src/loyalty/due.ts';
import { grant } from '../src/loyalty/granting.ts';
import * as handling from '../src/orders/handling.ts';
import { place } from '../src/orders/placing/placing.ts';
import { steps, type Step } from '../src/orders/steps.ts';
import * as reviews from '../src/reviews/reviews.ts';
import { groups } from '../src/groups/schema.ts';
import { policiesSchema } from '../src/stores/policies.ts';
import { openDatabase } from '../src/web/database.ts';
import { nowhere } from '../src/web/network.ts';
import { aColleague } from './support/colleagues.ts';
import { Books, type Good, type Method, type Sold } from './support/ledgers.ts';
import { orderDaysAt } from './support/order-days.ts';
import { aProduct, sceneAt, wanted } from './support/orders.ts';
import { aCustomer } from './support/people.ts';
import { rows, value } from './support/records.ts';

const runs = 9;
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
    goods.push({ id: await aProduct({ priceMinor, taxClass, stock }), priceMinor, stock });
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
  const { totalMinor, spent } = books.priced(cost, points);
  for (const { good, quantity } of basket) if (good.stock !== null) good.stock -= quantity;
  books.place(
    {
      id: result.orderId,
      customerId: who.id,
      method,
      goods: basket.map(({ good }) => good.id),
      totalMinor,
      placedAt: now,
    },
    spent,
  );
}

/** Somebody of the staff tries a step with one of the latest orders. */
async function act({ scene, books }: Shop, dice: Dice, now: number): Promise<string | null> {
  const latest = books.orders.slice(-4);
  if (latest.length === 0) return null;
  const one = dice.pick(latest);
  const step = dice.pick(steps);
  const owed = one.totalMinor - one.paidMinor;
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
  }
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
    'is_cancelled',
    'is_delivered',
    'is_paid',
    'is_refunded',
    'is_shipped',
    'not_paid',
    'not_shipped',
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
  await expectPapers();
}

/** To the cent: lines, shipping and points make the total, and the tax is that of its parts. */
async function expectTotals({ orders }: Books): Promise<void> {
  const totals = new Map(orders.map(({ id, totalMinor, paidMinor }) => [id, { totalMinor, paidMinor }]));
  const stored = await rows(
    `select o.*, sum(l.total_minor) as lines_minor, sum(l.tax_minor) as line_tax_minor,
      sum(l.total_minor * 1.0 * l.tax_basis_points / (10000 + l.tax_basis_points)) as exact_tax, count(*) as line_count,
      sum(l.unit_price_minor * l.quantity <> l.total_minor) as wrong_lines
    from orders o join order_lines l on l.order_id = o.id group by o.id`,
  );
  expect(stored).toHaveLength(orders.length);
  for (const row of stored) {
    const [items, shipping, points, total, tax] = ['items', 'shipping', 'points', 'total', 'tax'].map((name) =>
      Number(row[`${name}_minor`]),
    ) as [number, number, number, number, number];
    expect(totals.get(String(row.id))).toEqual({ totalMinor: total, paidMinor: row.paid_minor });
    expect([row.wrong_lines, row.lines_minor]).toEqual([0, items]);
    expect(items + shipping - points).toBe(total);
    const whole = Number(row.exact_tax) + (shipping * 2300) / 12_300;
    // Points lower each part by its share; each part is rounded once.
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
async function expectPapers(): Promise<void> {
  const wrong = await rows(
    `select o.id, o.number, o.status, d.types from orders o join (
      select order_id, group_concat(type) as types from (select * from documents order by type) group by order_id
    ) d on d.order_id = o.id
    where d.types <> concat_ws(',',
      case when o.refunded_at is not null and (o.paid_at is not null or o.shipped_at is not null) then 'credit_note' end,
      case when o.shipped_at is not null then 'delivery_note' end,
      case when o.paid_at is not null or o.shipped_at is not null then 'invoice' end,
      'order')`,
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
