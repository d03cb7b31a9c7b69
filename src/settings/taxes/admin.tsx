// /admin/settings/taxes/rates: a page for the rates of each country. Everybody of the staff may look; managers change.
import { Hono, type Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { Store } from '../../stores/stores.ts';
import { page, shellOf } from '../../ui/page.tsx';
import type { StaffEnv } from '../../web/context.ts';
import { emptyForm, parseForm, type FormState } from '../../web/forms.ts';
import type { SettingsNotice } from '../pages.tsx';
import { askedOf, noticeOf, saved, seen, type Seen } from '../routes.ts';
import { newRatesSchema, ratesAsTyped, ratesSchema, type Rates } from './input.ts';
import { RatesPage, titleOf } from './pages.tsx';

type Place = Context<StaffEnv>;

const list = '/admin/settings/taxes';

export const taxRates = new Hono<StaffEnv>();

taxRates.get('/taxes/rates/new', async (c) => show(c, await seen(c), null, { form: emptyForm, status: 200 }));

taxRates.post('/taxes/rates/new', async (c) => {
  const parsed = await parseForm(c, newRatesSchema);
  if (!parsed.ok) return show(c, await seen(c), null, { form: parsed.form, status: 422 });
  const { country, rates } = parsed.input;
  const result = await saved(c, parsed.form, {
    changeOf: (store) =>
      ratesIn(store, country) ? { field: 'country', problem: 'country_known' } : withRates(store, country, rates),
  });
  return result.ok ? c.redirect(`${list}?done=saved`, 303) : show(c, result.seen, null, result);
});

taxRates.get('/taxes/rates/:id', async (c) => {
  const found = await seen(c);
  const country = c.req.param('id');
  const rates = ratesIn(found.store, country);
  if (!rates) throw new HTTPException(404);
  const form = { ...emptyForm, values: ratesAsTyped(rates, c.var.language) };
  return show(c, found, country, { form, notice: noticeOf(c), status: 200 });
});

taxRates.post('/taxes/rates/:id', async (c) => {
  const country = c.req.param('id');
  // This isolate may not know it yet.
  if (!(ratesIn(c.var.store, country) ?? ratesIn((await seen(c)).store, country))) throw new HTTPException(404);
  const parsed = await parseForm(c, ratesSchema);
  if (!parsed.ok) return show(c, await seen(c), country, { form: parsed.form, status: 422 });
  const changeOf = (store: Store) => withRates(store, country, parsed.input);
  const result = await saved(c, parsed.form, { changeOf });
  return result.ok ? c.redirect(`${list}/rates/${country}?done=saved`, 303) : show(c, result.seen, country, result);
});

taxRates.post('/taxes/rates/:id/removal', async (c) => {
  const country = c.req.param('id');
  const result = await saved(c, emptyForm, { changeOf: (store) => withRates(store, country, null) });
  return c.redirect(`${list}?${result.ok ? 'done=saved' : 'problem=changed_meanwhile'}`, 303);
});

function ratesIn({ policies }: Store, country: string): Rates | undefined {
  const { rates } = policies.tax;
  return Object.hasOwn(rates, country) ? rates[country] : undefined;
}

/** The store with these rates of a country, or with none. */
function withRates({ policies: { tax } }: Store, country: string, rates: Rates | null) {
  const { [country]: _, ...others } = tax.rates;
  return { policies: { tax: { ...tax, rates: rates === null ? others : { ...others, [country]: rates } } } };
}

type Shown = { form: FormState; notice?: SettingsNotice; status: 200 | 409 | 422 };

function show(c: Place, { who, store }: Seen, country: string | null, { form, notice, status }: Shown) {
  const shell = { ...shellOf(c, who, `${list}/rates/${country ?? 'new'}`), store };
  const body = (
    <RatesPage
      shell={shell}
      country={country}
      form={form}
      notice={notice}
      asOf={store.updatedAt}
      {...askedOf(who, false, c.var.now)}
    />
  );
  return page(c, shell, titleOf(shell, country), body, status);
}
