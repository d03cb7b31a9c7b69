// Documents are issued once, numbered without gaps, and never changed.
import { env } from 'cloudflare:workers';
import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { issuing, type Paper } from '../src/documents/issuing.ts';
import { batch, openDatabase } from '../src/web/database.ts';
import { aContent, aDocument } from './support/documents.ts';
import { demoStore } from './support/stores.ts';
import { rows, value } from './support/records.ts';
import { withPolicies } from './support/staff.ts';

const paper = (changes: Partial<Paper> = {}): Paper => ({
  type: 'invoice',
  orderId: 'ord_some',
  customerId: null,
  language: 'en',
  orderNumber: '2026-00412',
  content: aContent(),
  ...changes,
});

it('holds everything that stands on it, from the shop’s name to the buyer’s address', async () => {
  const id = await aDocument({ at: Date.UTC(2026, 10, 14) });
  const [row] = await rows('select * from documents where id = ?', id);

  expect(row).toMatchObject({
    store_id: 'sto_harbour_goods',
    order_id: 'ord_some',
    type: 'invoice',
    number: '2026-00001',
    language: 'en',
    issued_at: Date.UTC(2026, 10, 14),
  });
  expect(JSON.parse(String(row?.content))).toEqual({
    ...aContent(),
    orderNumber: '2026-00412',
    corrects: null,
    shop: {
      name: 'Harbour Goods',
      address: 'Harbour Goods, 4 Custom House Quay, Dublin',
      brandColour: '#1f5f7a',
      timeZone: 'Europe/Dublin',
      vatId: 'IE6388047V',
    },
  });
});

it('fifty at once have fifty numbers, without a gap', async () => {
  await Promise.all(Array.from({ length: 50 }, () => aDocument({ at: Date.UTC(2026, 5, 1) })));
  const numbers = (await rows('select number from documents order by number')).map(({ number }) => number);

  expect(numbers).toEqual(Array.from({ length: 50 }, (_, place) => `2026-${String(place + 1).padStart(5, '0')}`));
});

it('each type counts for itself, and each year of the store’s zone begins anew', async () => {
  const lateInUtc = Date.UTC(2026, 11, 31, 23, 30);
  await aDocument({ store: 'sklad', at: lateInUtc - 3_600_000 });
  await aDocument({ store: 'sklad', at: lateInUtc });
  await aDocument({ store: 'sklad', at: lateInUtc, type: 'credit_note' });

  expect(await rows('select type, number from documents order by issued_at, type')).toEqual([
    { type: 'invoice', number: '2026-00001' },
    { type: 'credit_note', number: '2027-00001' },
    { type: 'invoice', number: '2027-00001' },
  ]);
});

it('counts on over the years where the numbers do not say the year', async () => {
  await withPolicies({ shop: { orderNumberFormat: 'FA{number}' } });
  for (const year of [2026, 2027]) await aDocument({ at: Date.UTC(year, 5, 1) });

  expect(await rows('select number from documents order by number')).toEqual([
    { number: 'FA00001' },
    { number: 'FA00002' },
  ]);
});

it('takes the number of an order from the batch that places it', async () => {
  const db = openDatabase(env);
  const { statements } = issuing(db, await demoStore(), paper({ orderNumber: sql`'20' || '26-7'` }), Date.now());
  await batch(db, statements);

  expect(await value(`select content ->> 'orderNumber' from documents`)).toBe('2026-7');
});

it('issues nothing, and takes no number, where the condition does not hold or the batch fails', async () => {
  const db = openDatabase(env);
  const store = await demoStore();
  await batch(db, issuing(db, store, paper(), Date.now(), sql`1 = 2`).statements);
  const { statements } = issuing(db, store, paper(), Date.now());
  await expect(batch(db, [...statements, ...statements.slice(1)])).rejects.toThrow('UNIQUE');

  expect(await rows('select * from documents')).toEqual([]);
  expect(await rows('select * from number_series')).toEqual([]);
});

it('says what it said when the shop is called otherwise and moves', async () => {
  const id = await aDocument();
  const before = await value('select content from documents where id = ?', id);
  await withPolicies({ shop: { address: 'Elsewhere', brandColour: '#000000' } });
  await env.DB.prepare(`update stores set name = 'Other Goods'`).run();

  expect(await value('select content from documents where id = ?', id)).toBe(before);
});
