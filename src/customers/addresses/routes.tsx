// What customers do with their address book: /account/addresses.
import { Hono, type Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import * as z from 'zod';
import { AccountFrame } from '../../ui/account.tsx';
import type { Shell } from '../../ui/layout.tsx';
import { page, shellOf } from '../../ui/page.tsx';
import type { AccountEnv } from '../../web/context.ts';
import { parseForm, type FormState } from '../../web/forms.ts';
import { originOf } from '../../web/network.ts';
import { doneIn } from '../../web/notices.ts';
import * as addresses from './addresses.ts';
import { likely, offeredBy } from './countries.ts';
import { addressSchema, onlyChoosesCountry, untried } from './input.ts';
import { AddressesPage, AddressPage, happenings, titleOf } from './pages.tsx';

type Place = Context<AccountEnv>;

export const addressBook = new Hono<AccountEnv>();

addressBook.get('/', async (c) => {
  const { who, rows } = await c.var.read((db, claim) => [addresses.book(db, ownerOf(c, claim.holderId))]);
  const shell = shellOf(c, who);
  const done = doneIn(c, happenings);
  const body = (
    <AccountFrame shell={shell}>
      <AddressesPage shell={shell} book={rows[0]} done={done} />
    </AccountFrame>
  );
  return page(c, shell, shell.t('addresses.title'), body);
});

addressBook.get('/new', async (c) => {
  const { who, rows } = await c.var.read((db, claim) => [addresses.summaryOf(db, ownerOf(c, claim.holderId))]);
  const [summary] = rows[0];
  const values = {
    name: who.name,
    ...(summary?.hasDefaultBilling ? {} : { isDefaultBilling: 'on' }),
    ...(summary?.hasDefaultDelivery ? {} : { isDefaultDelivery: 'on' }),
  };
  const isFull = (summary?.count ?? 0) >= addresses.mostAddresses;
  return showForm(c, { who, id: null, form: { values, problems: {} }, isFull }, 200);
});

addressBook.post('/', async (c) => {
  const parsed = await parseForm(c, addressSchema(offeredBy(c.var.store)));
  const { who, db } = await c.var.read(() => []);
  if (onlyChoosesCountry(parsed.form)) return showForm(c, { who, id: null, form: untried(parsed.form) }, 200);
  if (!parsed.ok) return showForm(c, { who, id: null, form: parsed.form }, 422);
  const result = await addresses.add(db, ownerOf(c, who.id), parsed.input, c.var.now);
  if (!result.ok) return showForm(c, { who, id: null, form: parsed.form, isFull: true }, 409);
  return c.redirect('/account/addresses?done=added', 303);
});

addressBook.get('/:id', async (c) => {
  const { who, address } = await theirs(c, c.req.param('id'));
  return showForm(c, { who, id: address.id, form: asForm(address), own: address.country }, 200);
});

addressBook.post('/:id', async (c) => {
  const { who, db, address } = await theirs(c, c.req.param('id'));
  const { id, country: own } = address;
  const parsed = await parseForm(c, addressSchema(countriesFor(c, own)));
  if (onlyChoosesCountry(parsed.form)) return showForm(c, { who, id, form: untried(parsed.form), own }, 200);
  if (!parsed.ok) return showForm(c, { who, id, form: parsed.form, own }, 422);
  const result = await addresses.change(db, ownerOf(c, who.id), { id, ...parsed.input }, c.var.now);
  return happened(c, result, 'changed');
});

addressBook.post('/:id/removal', async (c) => {
  const { who, db } = await c.var.read(() => []);
  return happened(c, await addresses.remove(db, ownerOf(c, who.id), { id: c.req.param('id') }, c.var.now), 'removed');
});

addressBook.post('/:id/default', async (c) => {
  const parsed = await parseForm(c, z.object({ use: z.enum(addresses.uses) }));
  const { who, db } = await c.var.read(() => []);
  // The buttons of our pages always say what for.
  if (!parsed.ok) throw new HTTPException(400);
  const { use } = parsed.input;
  return happened(
    c,
    await addresses.makeDefault(db, ownerOf(c, who.id), { id: c.req.param('id'), use }, c.var.now),
    use,
  );
});

function ownerOf(c: Place, customerId: string): addresses.Owner {
  return { storeId: c.var.store.id, customerId };
}

/** The address of the path, if it is the customer's; a 404 otherwise. */
async function theirs(c: Place, id: string) {
  const { who, db, rows } = await c.var.read((read, claim) => [addresses.find(read, ownerOf(c, claim.holderId), id)]);
  const [address] = rows[0];
  if (!address) throw new HTTPException(404);
  return { who, db, address };
}

/** Back to the book, which says what happened. */
function happened(c: Place, result: { ok: boolean }, done: (typeof happenings)[number]): Response {
  if (!result.ok) throw new HTTPException(404);
  return c.redirect(`/account/addresses?done=${done}`, 303);
}

/** The countries of the store, and the one that the address has: another store of the pool may offer more. */
function countriesFor(c: Place, own?: string): readonly string[] {
  const offered = offeredBy(c.var.store);
  return own === undefined || offered.includes(own) ? offered : [...offered, own];
}

function asForm(address: addresses.Address): FormState {
  const { name, company, line1, line2, postalCode, city, region, country, phone } = address;
  const ticks = {
    ...(address.isDefaultBilling ? { isDefaultBilling: 'on' } : {}),
    ...(address.isDefaultDelivery ? { isDefaultDelivery: 'on' } : {}),
  };
  return { values: { name, company, line1, line2, postalCode, city, region, country, phone, ...ticks }, problems: {} };
}

type FormProps = {
  who: Shell['who'];
  id: string | null;
  form: FormState;
  isFull?: boolean;
  /** The country that the address has. */
  own?: string;
};

function showForm(c: Place, { who, id, form, isFull = false, own }: FormProps, status: 200 | 409 | 422) {
  const { store } = c.var;
  const shell = shellOf(c, who);
  const countries = countriesFor(c, own);
  const chosen = countries.find((country) => country === form.values.country);
  const country = chosen ?? own ?? likely(store, originOf(c).country, shell.language);
  const body = (
    <AccountFrame shell={shell}>
      <AddressPage shell={shell} id={id} form={form} countries={countries} country={country} isFull={isFull} />
    </AccountFrame>
  );
  return page(c, shell, titleOf(shell.t, id), body, status);
}
